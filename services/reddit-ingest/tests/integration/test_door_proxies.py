import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from door_servers import ABOUT_QUESTION, EgressProxy, FakeReddit, egress, reddit, settings_for

from b9_common.events import CallClass
from b9_reddit_ingest.adapters.door import RedditDoor
from b9_reddit_ingest.ports import Reply

PASSWORD = "pa55-of-ours"
# Of the loopback, for a hundred years, known to these tests alone.
CERTIFICATE = Path(__file__).with_name("loopback.pem")
HEAD = "proxy-authorization"


class Ways:
    """A Reddit and two proxies before it, the first of which asks for a password."""

    def __init__(self, server: FakeReddit, one: EgressProxy, other: EgressProxy) -> None:
        self.server = server
        self.one = one
        self.other = other

    @asynccontextmanager
    async def door(self, **changes: str) -> AsyncIterator[RedditDoor]:
        values = {
            "PROXIES": f"{self.one.url}, {self.other.url}",
            "CA_FILE": str(CERTIFICATE),
        }
        async with RedditDoor.connect(settings_for(self.server, **(values | changes))) as door:
            yield door

    async def ask(self, times: int = 1, **changes: str) -> list[Reply]:
        async with self.door(DOOR="public", **changes) as door:
            return [await door.fetch(ABOUT_QUESTION) for _ in range(times)]


@pytest.fixture(params=["https", "http"])
async def ways(request: pytest.FixtureRequest) -> AsyncIterator[Ways]:
    certificate = None
    if request.param == "https":
        certificate = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        certificate.load_cert_chain(CERTIFICATE)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(reddit(certificate))
        one = await stack.enter_async_context(egress(PASSWORD))
        other = await stack.enter_async_context(egress())
        yield Ways(server, one, other)


tunnelled = pytest.mark.parametrize("ways", ["https"], indirect=True)


async def test_healthy_proxies_take_turns(ways: Ways) -> None:
    replies = await ways.ask(times=6)

    assert {reply.call_class for reply in replies} == {CallClass.OK}
    assert len(ways.server.asked) == 6
    assert ways.one.used
    assert ways.other.used


async def test_tokens_travel_through_proxies_too(ways: Ways) -> None:
    async with ways.door() as door:
        reply = await door.fetch(ABOUT_QUESTION)

    assert reply.call_class is CallClass.OK
    assert ways.one.used + ways.other.used == len(ways.server.asked) == 2


async def test_a_proxy_knows_us_and_reddit_does_not_see_it(ways: Ways) -> None:
    await ways.ask(times=2)

    assert HEAD in ways.one.heads[0].lower()
    assert HEAD not in ways.other.heads[0].lower()
    assert not any(HEAD in request.headers for request in ways.server.asked)


@tunnelled
@pytest.mark.parametrize("fails", ["close", "hang", "gone", "403", "407", "502"])
async def test_what_a_proxy_does_is_not_reddits_and_the_call_goes_another_way(
    ways: Ways, fails: str, caplog: pytest.LogCaptureFixture
) -> None:
    if fails == "gone":
        ways.one.port = 1
    elif fails.isdecimal():
        ways.one.fails, ways.one.status = "status", int(fails)
    else:
        ways.one.fails = fails

    with caplog.at_level(logging.DEBUG):
        # Only who hangs is waited for.
        replies = await ways.ask(times=3, CONNECT_TIMEOUT_S="2" if fails == "hang" else "5")

    assert [reply.call_class for reply in replies] == [CallClass.OK] * 3
    # A connection that ends before it says anything is tried once more underneath.
    assert ways.one.used <= (2 if fails == "close" else 1)
    assert len(ways.server.asked) == 3
    assert "proxy 1 at 127.0.0.1" in caplog.text
    assert PASSWORD not in caplog.text


async def test_a_wrong_password_is_the_proxys_word_with_or_without_a_tunnel(ways: Ways) -> None:
    url = ways.one.url.replace(PASSWORD, "of-somebody-else")

    replies = await ways.ask(times=2, PROXIES=f"{url} {ways.other.url}")

    assert [reply.call_class for reply in replies] == [CallClass.OK] * 2
    assert ways.one.used == 1


@tunnelled
async def test_with_no_proxy_left_the_call_waits_and_nothing_is_said_of_reddit(ways: Ways) -> None:
    ways.one.fails = ways.other.fails = "status"

    replies = await ways.ask(times=3)

    assert {(reply.call_class, reply.code) for reply in replies} == {
        (CallClass.UPSTREAM_ERROR, "no_proxy")
    }
    assert all(1.0 <= (reply.retry_after_s or 0.0) < 30.0 for reply in replies)
    assert (ways.one.used, ways.other.used) == (1, 1)
    assert ways.server.asked == []


async def test_what_reddit_says_through_a_proxy_is_reddits(ways: Ways) -> None:
    ways.server.says.extend(
        web.json_response({"message": "Forbidden", "error": status}, status=status)
        for status in (403, 502, 403)
    )

    replies = await ways.ask(times=5)

    assert [reply.call_class for reply in replies] == [
        CallClass.FORBIDDEN,
        CallClass.UPSTREAM_ERROR,
        CallClass.FORBIDDEN,
        CallClass.OK,
        CallClass.OK,
    ]


def block_page() -> web.Response:
    words = "<html>blocked by network security"
    return web.Response(status=403, text=words, content_type="text/html")


async def test_a_proxy_that_reddit_blocks_rests_while_the_others_go_on(
    ways: Ways, caplog: pytest.LogCaptureFixture
) -> None:
    ways.server.says.append(block_page())

    replies = await ways.ask(times=3)

    assert [reply.call_class for reply in replies] == [CallClass.OK] * 3
    assert ways.one.used == 1
    assert "proxy 1 at 127.0.0.1" in caplog.text
    assert "blocked" in caplog.text


async def test_where_reddit_blocks_every_proxy_it_blocks_us(ways: Ways) -> None:
    ways.server.says.extend(block_page() for _ in range(2))

    replies = await ways.ask(times=2)

    assert [(reply.call_class, reply.code) for reply in replies] == [
        (CallClass.BLOCKED, "challenge"),
        (CallClass.UPSTREAM_ERROR, "no_proxy"),
    ]


@tunnelled
async def test_an_answer_cut_off_in_the_tunnel_is_an_error_a_habit_of_it_rests_the_proxy(
    ways: Ways,
) -> None:
    async with ways.door(DOOR="public") as door:
        ways.one.fails = ways.other.fails = ""
        await asyncio.gather(*(door.fetch(ABOUT_QUESTION) for _ in range(2)))
        ways.server.cuts = True
        cut = [await door.fetch(ABOUT_QUESTION) for _ in range(6)]
        ways.server.cuts = False
        after = await door.fetch(ABOUT_QUESTION)

    assert {(reply.call_class, reply.code) for reply in cut} == {
        (CallClass.UPSTREAM_ERROR, "connection")
    }
    assert after.code == "no_proxy"


async def test_a_slow_reddit_is_a_timeout_of_its_own(ways: Ways) -> None:
    ways.server.hang_s = 5.0

    (reply,) = await ways.ask(CALL_TIMEOUT_S="0.7")

    assert (reply.call_class, reply.code) == (CallClass.TIMEOUT, "timeout")


async def test_a_caller_that_gives_up_leaves_the_proxies_as_they_were(ways: Ways) -> None:
    async with ways.door(DOOR="public") as door:
        ways.server.hang_s = 5.0
        given_up = asyncio.create_task(door.fetch(ABOUT_QUESTION))
        async with asyncio.timeout(10):
            while not ways.server.asked:
                await asyncio.sleep(0.01)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        ways.server.hang_s = 0.0
        replies = [await door.fetch(ABOUT_QUESTION) for _ in range(2)]

    assert [reply.call_class for reply in replies] == [CallClass.OK] * 2
