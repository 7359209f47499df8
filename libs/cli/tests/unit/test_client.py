"""What the client makes of answers; a fake session gives them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import msgspec
import pytest

from b9_cli.client import Gateway, GatewayError, RefusedError, WaitTimeoutError


class FakeResponse:
    def __init__(self, status: int, body: Any) -> None:
        self.status = status
        self.headers: Mapping[str, str] = {}
        self._body = body

    async def read(self) -> bytes:
        return self._body if isinstance(self._body, bytes) else msgspec.json.encode(self._body)


class FakeSession:
    """Gives the answers it was told, the last one for ever, and remembers what was asked."""

    def __init__(self, *answers: FakeResponse | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    @asynccontextmanager
    async def request(self, method: str, path: str, **told: Any) -> AsyncIterator[FakeResponse]:
        self.asked.append((method, path, told))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        yield answer


def gateway(*answers: FakeResponse | Exception) -> tuple[Gateway, FakeSession]:
    session = FakeSession(*answers)
    return Gateway(cast("aiohttp.ClientSession", session), pause_s=0.0), session


def request(status: str) -> FakeResponse:
    return FakeResponse(200, {"request_id": "r1", "status": status, "current_stage": "media"})


async def test_an_add_tells_the_correlation_and_only_what_was_given() -> None:
    client, session = gateway(FakeResponse(202, {"request_id": "r1", "deduplicated": False}))
    added = await client.add("nasa", correlation_id="smoke-1", niche=None, full=True)

    assert added["request_id"] == "r1"
    ((method, path, told),) = session.asked
    assert (method, path) == ("POST", "/api/instagram/creator/add")
    assert told["headers"]["X-Correlation-ID"] == "smoke-1"
    assert msgspec.json.decode(told["data"]) == {"username": "nasa", "full": True}


async def test_a_refusal_carries_its_status_and_code() -> None:
    client, _ = gateway(FakeResponse(422, {"code": "invalid", "detail": "username: empty"}))
    with pytest.raises(RefusedError, match="username: empty") as refused:
        await client.add("")
    assert (refused.value.status, refused.value.code) == (422, "invalid")


async def test_an_answer_that_is_not_json_is_still_told() -> None:
    client, _ = gateway(FakeResponse(502, b"<html>bad gateway</html>"))
    with pytest.raises(RefusedError, match="bad gateway"):
        await client.requests()


async def test_a_gateway_that_does_not_answer_is_a_gateway_error() -> None:
    client, _ = gateway(aiohttp.ClientConnectionError("refused"))
    with pytest.raises(GatewayError, match="does not answer"):
        await client.request("r1")


async def test_waiting_ends_with_the_request_and_tells_each_state() -> None:
    client, _ = gateway(request("queued"), request("completed"))
    seen: list[str] = []
    ended = await client.wait("r1", 10.0, lambda now: seen.append(now["status"]))

    assert ended["status"] == "completed"
    assert seen == ["queued", "completed"]


async def test_a_wait_that_is_over_tells_how_the_request_stood() -> None:
    client, _ = gateway(request("running"))
    with pytest.raises(WaitTimeoutError, match="running, stage media") as late:
        await client.wait("r1", 0.0)
    assert late.value.last["status"] == "running"


async def test_an_unknown_creator_is_none_and_another_refusal_is_not() -> None:
    client, _ = gateway(FakeResponse(404, {"code": "unknown_creator"}))
    assert await client.creator("nobody") is None
    client, _ = gateway(FakeResponse(503, {"code": "unavailable", "detail": "later"}))
    with pytest.raises(RefusedError):
        await client.creator("nobody")


async def test_filters_that_were_not_given_are_not_asked_for() -> None:
    client, session = gateway(FakeResponse(200, {"items": [{"request_id": "r1"}]}))
    assert await client.requests(limit=3, status="failed", target=None) == [{"request_id": "r1"}]
    assert session.asked[0][2]["params"] == {"status": "failed", "limit": "3"}


async def test_a_community_is_asked_for_by_name_and_a_discovery_by_its_path() -> None:
    client, session = gateway(FakeResponse(202, {"request_id": "r1"}))
    await client.add_subreddit("r/pottery", mirror_media=True, correlation_id="smoke-1")
    await client.discover("u_some/body")

    (added, discovered) = session.asked
    assert added[:2] == ("POST", "/api/reddit/subreddits")
    assert msgspec.json.decode(added[2]["data"]) == {
        "name": "r/pottery",
        "options": {"mirror_media": True},
    }
    assert added[2]["headers"]["X-Correlation-ID"] == "smoke-1"
    assert discovered[:2] == ("POST", "/api/reddit/subreddits/u_some%2Fbody/discover")


async def test_a_community_that_is_not_there_is_none() -> None:
    client, _ = gateway(FakeResponse(404, {"code": "unknown_subreddit"}))
    assert await client.subreddit("nowhere") is None
