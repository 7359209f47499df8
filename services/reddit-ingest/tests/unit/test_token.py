import asyncio
from datetime import UTC, datetime

import msgspec
import pytest

from b9_common.events import CallClass
from b9_reddit_ingest.adapters.grants import TokenError
from b9_reddit_ingest.adapters.http import Arrival, Request, failed
from b9_reddit_ingest.adapters.oauth import OauthDoor
from b9_reddit_ingest.adapters.token import PAUSE_S, REFRESH_S, Token, Tokens
from b9_reddit_ingest.questions import Question

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = 3_600.0
QUESTION = Question(path="/r/a/about", query="raw_json=1")


class Clock:
    at = 50.0

    def __call__(self) -> float:
        return self.at


class Endpoint:
    """Gives out a new token for every call, or what it was told to say instead."""

    def __init__(self) -> None:
        self.says: list[Arrival] = []
        self.asked: list[Request] = []
        self.granted = 0

    async def send(self, request: Request) -> Arrival:
        self.asked.append(request)
        await asyncio.sleep(0)
        if self.says:
            return self.says.pop(0)
        self.granted += 1
        return grant(f"token-{self.granted}")


def answer(status: int, body: object = b"", **headers: str) -> Arrival:
    text = body if isinstance(body, bytes) else msgspec.json.encode(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Arrival(status=status, headers=named, body=text, at=NOW)


def grant(token: object, expires_in: object = HOUR) -> Arrival:
    return answer(200, {"access_token": token, "token_type": "bearer", "expires_in": expires_in})


def tokens_of(endpoint: Endpoint, clock: Clock | None = None) -> Tokens:
    return Tokens(
        endpoint,
        "https://www.reddit.test/",
        client_id="our-id",
        client_secret="0ur-secret",
        clock=clock or Clock(),
    )


async def test_a_token_is_asked_for_with_our_credentials_and_kept() -> None:
    endpoint = Endpoint()
    tokens = tokens_of(endpoint)

    first, again = await tokens.get(), await tokens.get()

    (request,) = endpoint.asked
    assert first is again
    assert first.value == "token-1"
    assert (request.method, request.url) == (
        "POST",
        "https://www.reddit.test/api/v1/access_token",
    )
    assert request.form == {"grant_type": "client_credentials"}
    assert request.headers["authorization"].startswith("Basic ")


async def test_however_many_ask_one_call_is_made() -> None:
    endpoint = Endpoint()
    tokens = tokens_of(endpoint)

    found = await asyncio.gather(*(tokens.get() for _ in range(40)))

    assert {token.value for token in found} == {"token-1"}
    assert len(endpoint.asked) == 1


async def test_it_is_replaced_before_it_expires_while_others_go_on_with_it() -> None:
    clock, endpoint = Clock(), Endpoint()
    tokens = tokens_of(endpoint, clock)
    await tokens.get()
    clock.at += HOUR - REFRESH_S + 1

    found = await asyncio.gather(*(tokens.get() for _ in range(5)))

    assert [token.value for token in found] == ["token-2"] + ["token-1"] * 4
    assert (await tokens.get()).value == "token-2"
    assert len(endpoint.asked) == 2


async def test_what_is_in_hand_serves_when_the_next_one_cannot_be_had_yet() -> None:
    clock, endpoint = Clock(), Endpoint()
    tokens = tokens_of(endpoint, clock)
    await tokens.get()
    endpoint.says = [answer(503)] * 9
    clock.at += HOUR - REFRESH_S + 1

    early = await tokens.get()
    clock.at += REFRESH_S

    assert early.value == "token-1"
    with pytest.raises(TokenError, match="token_http_503"):
        await tokens.get()


async def test_a_dropped_token_is_replaced_once_however_many_drop_it() -> None:
    endpoint = Endpoint()
    tokens = tokens_of(endpoint)
    token = await tokens.get()

    async def dropped() -> Token:
        tokens.drop(token)
        return await tokens.get()

    found = await asyncio.gather(*(dropped() for _ in range(10)))

    assert {token.value for token in found} == {"token-2"}
    assert len(endpoint.asked) == 2


REFUSALS = {
    "credentials": (answer(401, {"message": "Unauthorized", "error": 401}), "unauthorized"),
    "grant_type": (answer(200, {"error": "unsupported_grant_type"}), "unauthorized"),
    "bad_request": (answer(400, {"error": "invalid_request"}), "unauthorized"),
    "forbidden": (answer(403, {"message": "Forbidden", "error": 403}), "unauthorized"),
    "block_page": (answer(403, b"<html>blocked</html>"), "blocked"),
    "html": (answer(200, b"<html>whoa</html>"), "blocked"),
    "throttled": (answer(429, {"message": "Too Many Requests"}), "rate_limited"),
    "gateway": (answer(502), "upstream_error"),
    "no_json": (answer(200, b"{"), "upstream_error"),
    "no_token": (answer(200, {"expires_in": 5}), "upstream_error"),
    "no_life": (grant("t", 0), "upstream_error"),
    "two_lines": (grant("a\r\nx-evil: 1"), "upstream_error"),
    "empty": (grant(""), "upstream_error"),
    "number": (grant(5), "upstream_error"),
    "for_ever": (answer(200, b'{"access_token":"t","expires_in":1e999}'), "upstream_error"),
    "no_answer": (failed(CallClass.TIMEOUT, "timeout"), "timeout"),
    "no_proxy": (failed(CallClass.UPSTREAM_ERROR, "no_proxy"), "upstream_error"),
}


@pytest.mark.parametrize("said", REFUSALS)
async def test_what_the_endpoint_refuses_is_about_us_or_about_itself(said: str) -> None:
    endpoint = Endpoint()
    endpoint.says, expected = [REFUSALS[said][0]], REFUSALS[said][1]

    with pytest.raises(TokenError) as caught:
        await tokens_of(endpoint).get()

    assert caught.value.call_class == expected


async def test_after_a_refusal_nobody_asks_again_at_once() -> None:
    clock, endpoint = Clock(), Endpoint()
    tokens = tokens_of(endpoint, clock)
    endpoint.says = [answer(401)]

    for _ in range(3):
        with pytest.raises(TokenError):
            await tokens.get()
    asked = len(endpoint.asked)
    clock.at += PAUSE_S

    assert asked == 1
    assert (await tokens.get()).value == "token-1"


async def test_the_endpoint_is_left_alone_for_as_long_as_it_says() -> None:
    clock, endpoint = Clock(), Endpoint()
    tokens = tokens_of(endpoint, clock)
    endpoint.says = [answer(429, retry_after="30")]
    with pytest.raises(TokenError) as caught:
        await tokens.get()

    clock.at += 29
    with pytest.raises(TokenError):
        await tokens.get()
    clock.at += 1

    assert caught.value.retry_after_s == 30.0
    assert (await tokens.get()).value == "token-1"


async def test_a_life_given_as_text_is_read() -> None:
    endpoint = Endpoint()
    endpoint.says = [grant("abc", "3600")]

    assert (await tokens_of(endpoint).get()).value == "abc"


async def test_a_token_that_reddit_does_not_take_is_replaced_and_the_question_asked_again() -> None:
    endpoint, reddit = Endpoint(), Endpoint()
    reddit.says = [answer(401), answer(200, {})]
    door = OauthDoor(reddit, "https://oauth.reddit.test", tokens_of(endpoint))

    arrival = await door.ask(QUESTION)

    assert arrival.status == 200
    assert [request.headers["authorization"] for request in reddit.asked] == [
        "bearer token-1",
        "bearer token-2",
    ]
    assert reddit.asked[0].url == "https://oauth.reddit.test/r/a/about?raw_json=1"


async def test_a_second_refusal_is_told_as_it_is() -> None:
    endpoint, reddit = Endpoint(), Endpoint()
    reddit.says = [answer(401)] * 2
    door = OauthDoor(reddit, "https://oauth.reddit.test", tokens_of(endpoint))

    arrival = await door.ask(QUESTION)

    assert (arrival.status, len(reddit.asked)) == (401, 2)


async def test_without_a_token_no_question_is_asked() -> None:
    endpoint, reddit = Endpoint(), Endpoint()
    endpoint.says = [answer(401)]
    door = OauthDoor(reddit, "https://oauth.reddit.test", tokens_of(endpoint))

    arrival = await door.ask(QUESTION)

    assert (arrival.status, arrival.failure) == (None, CallClass.UNAUTHORIZED)
    assert reddit.asked == []


async def test_no_secret_is_shown_by_what_holds_it() -> None:
    endpoint = Endpoint()
    tokens = tokens_of(endpoint)
    token = await tokens.get()
    endpoint.says = [grant("seen?", 0)]
    tokens.drop(token)
    with pytest.raises(TokenError) as caught:
        await tokens.get()

    shown = f"{token!r} {endpoint.asked!r} {caught.value!r} {tokens!r}"

    assert not any(secret in shown for secret in ("token-1", "0ur-secret", "Basic", "seen?"))
