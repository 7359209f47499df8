import asyncio
import logging
from typing import Any

import msgspec
import pytest
from aiohttp import web
from door_servers import ABOUT_QUESTION, SECRET, FakeReddit, listing, reddit, settings_for

from b9_common.events import CallClass, Walk
from b9_common.fetching.decoding import MAX_BODY_BYTES
from b9_reddit_ingest.adapters.door import RedditDoor
from b9_reddit_ingest.door_settings import USER_AGENT
from b9_reddit_ingest.ports import Ask, Reply


async def ask(server: FakeReddit, question: Ask = ABOUT_QUESTION, **changes: str) -> Reply:
    async with RedditDoor.connect(settings_for(server, **changes)) as door:
        return await door.fetch(question)


async def test_the_official_door_asks_with_a_token_under_our_own_name() -> None:
    async with reddit() as server:
        reply = await ask(server, Ask(walk=Walk.TOP, name="some_place", limit=100))
        token, question = server.asked

    assert reply.call_class is CallClass.MALFORMED  # an about page is no listing
    assert question.path_qs == "/r/some_place/top?raw_json=1&limit=100&t=week"
    assert question.headers["authorization"] == f"bearer {server.tokens[0]}"
    assert token.headers["authorization"].startswith("Basic ")
    assert {request.headers["user-agent"] for request in server.asked} == {USER_AGENT}
    assert "cookie" not in question.headers


async def test_the_public_door_asks_for_json_without_credentials() -> None:
    async with reddit() as server:
        reply = await ask(server, DOOR="public")

    assert reply.call_class is CallClass.OK
    assert server.paths == ["/r/some_place/about.json?raw_json=1"]
    assert "authorization" not in server.asked[0].headers


async def test_what_headers_say_of_our_window_comes_with_every_reply() -> None:
    told = {
        "x-ratelimit-remaining": "962.0",
        "X-Ratelimit-Reset": "563",
        "x-ratelimit-used": "38",
    }
    async with reddit() as server:
        server.says.append(web.json_response({"error": 403}, status=403, headers=told))
        reply = await ask(server)

    assert reply.call_class is CallClass.FORBIDDEN
    assert reply.window is not None
    assert (reply.window.remaining, reply.window.used) == (962.0, 38)
    assert reply.window.reset_s == pytest.approx(563.0, abs=1.0)


async def test_one_token_serves_every_call_of_the_process() -> None:
    async with (
        reddit() as server,
        RedditDoor.connect(settings_for(server)) as door,
    ):
        replies = await asyncio.gather(*(door.fetch(ABOUT_QUESTION) for _ in range(40)))

    assert {reply.call_class for reply in replies} == {CallClass.OK}
    assert len(server.tokens) == 1


async def test_a_token_taken_back_is_replaced_once_and_the_calls_are_answered() -> None:
    async with reddit() as server:
        server.revoked.add("t0ken-number-0")
        async with RedditDoor.connect(settings_for(server)) as door:
            replies = await asyncio.gather(*(door.fetch(ABOUT_QUESTION) for _ in range(8)))

    assert {reply.call_class for reply in replies} == {CallClass.OK}
    assert len(server.tokens) == 2


async def test_refused_credentials_are_about_us_and_shown_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with reddit() as server:
        server.token_says.append(web.json_response({"error": 401}, status=401))
        with caplog.at_level(logging.DEBUG):
            reply = await ask(server)

    assert (reply.call_class, reply.code) == (CallClass.UNAUTHORIZED, "token_http_401")
    assert server.paths == []
    assert SECRET not in f"{reply} {caplog.text}"


async def test_no_token_is_ever_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with reddit() as server:
        server.says.append(web.json_response({"error": 401}, status=401))
        with caplog.at_level(logging.DEBUG):
            reply = await ask(server)

    assert len(server.tokens) == 2
    assert not any(token in f"{reply} {caplog.text}" for token in server.tokens)


async def test_a_redirect_is_told_and_not_followed() -> None:
    async with reddit() as server:
        away = {"location": f"{server.url}/subreddits/search?q=some_place"}
        server.says.append(web.Response(status=302, headers=away))
        reply = await ask(server, DOOR="public")

    assert len(server.asked) == 1
    assert (reply.status, reply.page) == (302, None)
    assert reply.call_class is CallClass.NOT_FOUND


async def test_no_answer_in_time_is_a_timeout() -> None:
    async with reddit() as server:
        server.hang_s = 5.0
        # No token is asked for first, which might be what comes too late.
        reply = await ask(server, DOOR="public", CALL_TIMEOUT_S="0.2")

    assert (reply.call_class, reply.code, reply.status) == (CallClass.TIMEOUT, "timeout", None)


async def test_a_closed_port_is_an_error_of_the_upstream() -> None:
    async with reddit() as server:
        pass
    reply = await ask(server, DOOR="public")

    assert (reply.call_class, reply.code) == (CallClass.UPSTREAM_ERROR, "connection")


async def test_of_a_body_without_end_only_so_much_is_read() -> None:
    async with reddit() as server:
        huge = b'{"data": "' + b"x" * (MAX_BODY_BYTES * 2)
        server.says.append(web.Response(body=huge, content_type="application/json"))
        reply = await ask(server, CALL_TIMEOUT_S="20")

    assert (reply.call_class, reply.code) == (CallClass.MALFORMED, "body_too_large")
    assert MAX_BODY_BYTES < reply.bytes < MAX_BODY_BYTES + 1024 * 1024


async def test_a_small_body_that_grows_without_end_is_cut_while_it_grows() -> None:
    async with reddit() as server:
        bomb = web.Response(body=b"[" + b" " * (MAX_BODY_BYTES * 4))
        bomb.enable_compression(web.ContentCoding.gzip)
        server.says.append(bomb)
        reply = await ask(server, CALL_TIMEOUT_S="20")

    assert reply.call_class is CallClass.MALFORMED
    assert reply.bytes < MAX_BODY_BYTES + 1024 * 1024


async def test_a_large_listing_is_read_aside_and_comes_back_whole() -> None:
    body: Any = listing(100, "some words " * 100)
    async with reddit() as server:
        server.says.append(web.json_response(body))
        async with RedditDoor.connect(settings_for(server)) as door:
            reply = await door.fetch(Ask(walk=Walk.HOT, name="some_place", limit=100))
            children = door.readers.pids

    assert len(children) == 1
    assert reply.call_class is CallClass.OK
    assert reply.page is not None
    assert [post.id for post in reply.page.posts] == [f"p{number:04d}" for number in range(100)]
    assert msgspec.json.decode(bytes(reply.page.posts[7].raw or b""))["title"] == "Post 7"


async def test_a_name_that_is_none_is_never_asked_for() -> None:
    async with reddit() as server:
        reply = await ask(server, Ask(walk=Walk.ABOUT, name="../../etc"))

    assert (reply.call_class, reply.code) == (CallClass.BAD_REQUEST, "bad_name")
    assert server.asked == []
