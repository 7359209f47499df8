import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
import pytest
from pydantic import SecretStr
from starlette.types import Message, Receive, Scope, Send

from b9_api.access.cors import Cors
from b9_api.access.gate import Gate
from b9_api.access.keys import Keys
from b9_api.access.limits import Buckets
from b9_api.access.table import StoredKey
from b9_api.http.guard import Guard
from b9_api.http.problems import Problem, body_of, invalid

TOKEN = "a-token-of-the-tests"
ORIGIN = "https://dashboard.example"
HEADERS = [(b"authorization", f"Bearer {TOKEN}".encode())]


class App:
    """Answers 200, and remembers what it was given."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.held: asyncio.Event | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/api"):
            self.bodies.append((await receive())["body"])
        if self.held is not None:
            await self.held.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})


class Call:
    """One HTTP exchange with the guard."""

    def __init__(
        self,
        *chunks: bytes,
        method: str = "POST",
        path: str = "/api/x",
        headers: Any = HEADERS,
        host: str = "192.0.2.1",
        question: bytes = b"",
    ) -> None:
        last = len(chunks) - 1
        self.messages: list[Message] = [
            {"type": "http.request", "body": chunk, "more_body": number < last}
            for number, chunk in enumerate(chunks)
        ] or [{"type": "http.disconnect"}]
        self.scope: Scope = {"type": "http", "method": method, "path": path, "headers": headers}
        self.scope |= {"client": (host, 0), "query_string": question}
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        return self.messages.pop(0)

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    async def through(self, guard: Guard) -> int:
        await guard(self.scope, self.receive, self.send)
        status: int = self.sent[0]["status"]
        return status

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])


class NoKeys:
    """A table that holds none."""

    async def find(self, key_id: str) -> StoredKey | None:
        return None

    async def touch(self, used: Mapping[str, datetime]) -> None:
        raise AssertionError(used)


def guard(app: App, *, max_in_flight: int = 2, burst: int = 100) -> Guard:
    gate = Gate(Keys(NoKeys()), token=SecretStr(TOKEN))
    gate.let_holders_in("/media/", lambda _, question: question == "s=ours")
    return Guard(
        app,
        gate=gate,
        of_holders=Buckets(per_s=1, burst=10 * burst, clock=lambda: 0.0),
        buckets=Buckets(per_s=1, burst=burst, clock=lambda: 0.0),
        cors=Cors([ORIGIN]),
        max_in_flight=max_in_flight,
    )


async def test_a_body_in_pieces_reaches_the_route_whole() -> None:
    app = App()
    assert await Call(b"ab", b"c", b"").through(guard(app)) == 200
    assert app.bodies == [b"abc"]


@pytest.mark.parametrize("chunks", [[b"x" * 65_537], [b"x" * 40_000, b"x" * 40_000]])
async def test_too_large_a_body_never_reaches_the_route(chunks: list[bytes]) -> None:
    app = App()
    assert await Call(*chunks).through(guard(app)) == 413
    assert app.bodies == []


async def test_a_declared_size_is_believed_before_anything_is_read() -> None:
    call = Call(b"", headers=[*HEADERS, (b"content-length", b"65537")])
    assert await call.through(guard(App())) == 413
    assert len(call.messages) == 1


@pytest.mark.parametrize(
    "headers", [[], [(b"authorization", b"Bearer no")], [(b"authorization", b"Token x")]]
)
async def test_a_stranger_is_told_how_to_ask(headers: list[tuple[bytes, bytes]]) -> None:
    call = Call(b"", headers=headers)
    assert await call.through(guard(App())) == 401
    assert call.headers[b"www-authenticate"].startswith(b"Bearer")


async def test_liveness_is_open_to_strangers_and_counts_for_nothing() -> None:
    full = guard(App(), max_in_flight=0)
    assert await Call(b"", path="/livez", headers=[]).through(full) == 200


async def test_one_too_many_at_once_is_told_when_to_come_back() -> None:
    app = App()
    app.held = asyncio.Event()
    crowded = guard(app, max_in_flight=1)
    first, second, third = Call(b""), Call(b""), Call(b"")
    held = asyncio.create_task(first.through(crowded))
    await asyncio.sleep(0)

    assert await second.through(crowded) == 503
    assert second.headers[b"retry-after"] == b"2"

    app.held.set()
    assert (await held, await third.through(crowded)) == (200, 200)


async def test_a_caller_who_hangs_up_leaves_nothing_behind() -> None:
    app = App()
    assert await Call().through(guard(app)) == 400
    assert app.bodies == []


async def test_every_answer_says_that_it_is_not_to_be_sniffed_or_kept() -> None:
    call = Call(b"")
    await call.through(guard(App()))
    assert call.headers[b"x-content-type-options"] == b"nosniff"
    assert call.headers[b"cache-control"] == b"no-store"
    assert len(call.headers[b"x-request-id"]) == 32


async def test_a_correlation_id_is_kept_and_one_is_made_where_there_is_none() -> None:
    told, made = Call(b"", headers=[*HEADERS, (b"x-correlation-id", b"of-this-test")]), Call(b"")
    await told.through(guard(App()))
    await made.through(guard(App()))
    assert told.headers[b"x-correlation-id"] == b"of-this-test"
    assert made.headers[b"x-correlation-id"].startswith(b"b9-")


def test_a_problem_tells_its_code_its_fields_and_its_id() -> None:
    told = msgspec.json.decode(body_of(invalid("name", "pattern", "no"), "http-id"))
    assert (told["status"], told["code"], told["request_id"]) == (422, "invalid", "http-id")
    assert told["errors"] == [{"field": "name", "code": "pattern", "message": "no"}]
    assert told["title"] == "Unprocessable Content"


def test_half_a_surrogate_pair_in_a_refusal_is_still_json() -> None:
    assert msgspec.json.decode(body_of(Problem(422, "invalid", "\ud800"), "x"))["detail"] == "?"


def asked_by_a_page(origin: str) -> list[tuple[bytes, bytes]]:
    return [(b"origin", origin.encode()), (b"access-control-request-method", b"PATCH")]


async def test_a_browser_may_ask_beforehand_for_a_listed_origin_alone() -> None:
    app = App()
    listed = Call(b"", method="OPTIONS", headers=asked_by_a_page(ORIGIN))
    other = Call(b"", method="OPTIONS", headers=asked_by_a_page(f"{ORIGIN}.evil.example"))

    assert (await listed.through(guard(app)), await other.through(guard(app))) == (204, 403)
    assert listed.headers[b"access-control-allow-origin"] == ORIGIN.encode()
    assert b"PATCH" in listed.headers[b"access-control-allow-methods"]
    assert b"access-control-allow-origin" not in other.headers
    assert app.bodies == []


async def test_a_listed_origin_may_read_answers_and_refusals_and_no_other_may() -> None:
    of_page = (b"origin", ORIGIN.encode())
    answered = Call(b"", headers=[*HEADERS, of_page])
    refused = Call(b"", headers=[of_page])
    foreign = Call(b"", headers=[*HEADERS, (b"origin", b"null")])
    for call in (answered, refused, foreign):
        await call.through(guard(App()))

    assert answered.headers[b"access-control-allow-origin"] == ORIGIN.encode()
    assert refused.headers[b"access-control-allow-origin"] == ORIGIN.encode()
    assert b"access-control-allow-origin" not in foreign.headers
    assert b"access-control-allow-credentials" not in answered.headers


async def test_whoever_asks_too_often_is_told_when_to_come_back() -> None:
    app = App()
    limited = guard(app, burst=2)
    calls = [Call(b"") for _ in range(3)]

    assert [await call.through(limited) for call in calls] == [200, 200, 429]
    assert [call.headers[b"ratelimit-remaining"] for call in calls] == [b"1", b"0", b"0"]
    assert calls[2].headers[b"retry-after"] == b"1"
    assert msgspec.json.decode(calls[2].sent[1]["body"])["code"] == "rate_limited"
    assert len(app.bodies) == 2


async def test_strangers_of_one_house_share_what_they_have_and_no_other_does() -> None:
    limited = guard(App(), burst=1)

    async def status(host: str) -> int:
        call = Call(b"", path="/media/x", method="GET", headers=[], host=host)
        return await call.through(limited)

    assert [await status("2001:db8:1:2::1"), await status("2001:db8:1:2::2")] == [200, 429]
    assert [await status("2001:db8:1:3::1"), await status("192.0.2.7")] == [200, 200]
    assert await status("::ffff:192.0.2.7") == 429


async def test_made_up_addresses_of_files_keep_nobody_from_those_that_we_signed() -> None:
    limited = guard(App(), burst=1)

    async def status(question: bytes) -> int:
        call = Call(b"", path="/media/x", method="GET", headers=[], question=question)
        return await call.through(limited)

    assert [await status(b"s=made-up") for _ in range(3)] == [200, 429, 429]
    assert {await status(b"s=ours") for _ in range(10)} == {200}
    assert await status(b"s=ours") == 429
