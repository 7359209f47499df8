from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from b9_common.errors import RetryableError
from b9_common.events import (
    CreatorRequested,
    DeadLetter,
    Event,
    Kind,
    Platform,
    encode,
)
from b9_common.topology import PERSISTER_ADVISORIES, PERSISTER_DEAD
from b9_devstack.testing import Database as Stored
from b9_persister.adapters.postgres.database import Database
from b9_persister.adapters.postgres.dead_store import PostgresDead
from b9_persister.dead import keep_advisory, keep_letter
from b9_persister.testing.events import accept, at, item, marker, outcome, page, profile_page
from b9_persister.testing.hands import raw_delivery
from b9_persister.testing.reddit import (
    about_page,
    accept_scan,
    post,
    reddit_marker,
    reddit_page,
    refused_marker,
)

Take = Callable[..., Any]
NOW = datetime(2026, 5, 1, tzinfo=UTC)


class StubMessages:
    """Answers with what a stream would hold."""

    def __init__(self, letter: DeadLetter | None) -> None:
        self.letter = letter

    async def find(self, stream: str, seq: int) -> DeadLetter | None:
        return self.letter


@pytest.fixture
async def request_id(database: Stored) -> str:
    return await accept(database.owner_dsn)


@pytest.fixture
def bury(pool: Database) -> Callable[..., Any]:
    store = PostgresDead(pool)

    async def buried(letter: DeadLetter | bytes) -> None:
        data = letter if isinstance(letter, bytes) else encode(letter)
        await keep_letter(raw_delivery(data, durable=PERSISTER_DEAD), store=store)

    return buried


def letter(durable: str, event: Event | bytes, origin: str = "", **fields: Any) -> DeadLetter:
    body = event if isinstance(event, bytes) else encode(event)
    given: dict[str, Any] = {
        "request_id": "" if isinstance(event, bytes) else event.request_id,
        "stream": "CONTENT",
        "seq": 7,
        "subject": "content.fetched.instagram",
        "code": "exhausted",
        "error": "too\0often",
        "attempts": 8,
        "at": NOW,
    }
    return DeadLetter(durable=durable, origin=origin or "o", payload=body, **(given | fields))


async def test_a_dead_page_is_booked_as_rejected_and_hangs_nobody(
    take: Take, rows: Take, bury: Take, request_id: str
) -> None:
    seen, lost = profile_page(request_id), page(request_id, items=[item("1"), item("2")])
    await take(seen, marker(request_id, [seen, lost]))
    assert await rows("SELECT status FROM requests") == ["running"]

    await bury(letter("persister-content", lost, lost.key))

    assert await rows("SELECT status, error_code FROM requests") == [("partial", "page_dead")]
    assert await rows(
        "SELECT announced, rejected, dead FROM request_pages WHERE walk = 'reels'"
    ) == [(2, 2, True)]
    assert await rows("SELECT DISTINCT outcome FROM request_assets") == ["failed"]
    assert await rows("SELECT kind, code, error, payload FROM dead_letters") == [
        ("message", "exhausted", "toooften", encode(lost))
    ]


async def test_a_page_nobody_could_read_is_booked_by_its_key(
    take: Take, rows: Take, bury: Take, request_id: str
) -> None:
    seen, lost = profile_page(request_id), page(request_id, n=3)
    await take(seen, marker(request_id, [seen, lost]))

    await bury(letter("persister-content", b"{rubbish", lost.key))

    assert await rows("SELECT status, error_code FROM requests") == [("partial", "page_dead")]


async def test_a_marker_that_died_is_taken_as_it_stands(
    take: Take, rows: Take, bury: Take, request_id: str
) -> None:
    seen = profile_page(request_id)
    end = marker(request_id, [seen])
    await take(seen)

    await bury(letter("persister-content", end, end.key))

    assert await rows("SELECT status FROM requests") == ["completed"]


async def test_a_page_that_killed_the_uploader_fails_its_assets(
    take: Take, rows: Take, bury: Take, request_id: str
) -> None:
    seen, reels = profile_page(request_id), page(request_id, items=[item("1"), item("2")])
    await take(seen, reels, marker(request_id, [seen, reels]))
    await take(outcome(reels, reels.assets[0]))

    await bury(letter("media-uploader", reels, reels.key))

    assert await rows("SELECT status FROM requests") == ["partial"]
    assert await rows("SELECT outcome FROM request_assets ORDER BY asset_key") == [
        "stored",
        "failed",
    ]


async def test_an_outcome_that_died_counts_as_failed(
    take: Take, rows: Take, bury: Take, request_id: str
) -> None:
    seen, reels = profile_page(request_id), page(request_id, items=[item("1")])
    await take(seen, reels, marker(request_id, [seen, reels]))
    lost = outcome(reels, reels.assets[0])

    await bury(letter("persister-media", lost, lost.key))

    assert await rows("SELECT status FROM requests") == ["partial"]


@pytest.mark.parametrize("readable", [True, False])
async def test_a_dead_request_ends_failed(
    rows: Take, bury: Take, request_id: str, *, readable: bool
) -> None:
    command = CreatorRequested(
        request_id=request_id,
        drive=1,
        kind=Kind.CREATOR_ADD,
        platform=Platform.INSTAGRAM,
        target="orbit",
        requested_at=at(),
    )
    body: Event | bytes = command if readable else b"{"

    await bury(letter("instagram-ingest-now", body, command.msg_id, code="unreadable"))

    assert await rows("SELECT status, error_code FROM requests") == [("failed", "unreadable")]
    states = dict(await rows("SELECT stage, state FROM request_stages"))
    assert (states["content"], states["rows"]) == ("failed", "skipped")


async def test_a_request_that_was_sent_again_survives_its_dead_drive(
    rows: Take, bury: Take, owner: Any, request_id: str
) -> None:
    await owner.execute("UPDATE requests SET drive = 2")

    await bury(letter("instagram-ingest-now", b"{", f"{request_id}:1"))

    assert await rows("SELECT status FROM requests") == ["queued"]


async def test_a_letter_comes_once_however_often_it_is_delivered(rows: Take, bury: Take) -> None:
    for _ in range(2):
        await bury(letter("persister-track", b"x", "a"))

    assert await rows("SELECT count(*) FROM dead_letters") == [1]


async def test_a_letter_of_a_replay_is_the_same_letter(rows: Take, bury: Take) -> None:
    await bury(letter("persister-track", b"x", "a"))
    await bury(letter("replay-persister-track", b"x", "a", error="again", at=NOW.replace(hour=1)))

    assert await rows("SELECT durable, error FROM dead_letters") == [("persister-track", "again")]


async def test_bytes_that_are_no_letter_are_kept_as_they_are(rows: Take, bury: Take) -> None:
    await bury(b"\xff\x00 rubbish")

    assert await rows("SELECT code, payload FROM dead_letters") == [
        ("unreadable", b"\xff\x00 rubbish")
    ]


async def test_a_letter_whose_page_cannot_be_booked_is_kept_all_the_same(
    rows: Take, bury: Take
) -> None:
    strange = page("no uuid", items=[item("1")])

    await bury(letter("persister-content", strange, strange.key))

    assert await rows("SELECT durable, code FROM dead_letters") == [
        ("persister-content", "exhausted")
    ]


def advisory(kind: str, consumer: str = "persister-content", **fields: Any) -> bytes:
    return msgspec.json.encode(
        {
            "type": f"io.nats.jetstream.advisory.v1.{kind}",
            "stream": "CONTENT",
            "consumer": consumer,
            "stream_seq": 7,
            **fields,
        }
    )


async def test_a_message_given_up_by_the_broker_is_kept_and_booked(
    take: Take, rows: Take, pool: Database, request_id: str
) -> None:
    seen, lost = profile_page(request_id), page(request_id, items=[item("1")])
    await take(seen, marker(request_id, [seen, lost]))
    hand = raw_delivery(advisory("max_deliver", deliveries=10), durable=PERSISTER_ADVISORIES)
    found = StubMessages(letter("", lost, lost.key, attempts=0))

    for _ in range(2):
        await keep_advisory(hand, store=PostgresDead(pool), messages=found)

    assert await rows("SELECT durable, code, attempts FROM dead_letters") == [
        ("persister-content", "exhausted", 10)
    ]
    assert await rows("SELECT status FROM requests") == ["partial"]


async def test_a_message_that_is_gone_leaves_its_advisory(rows: Take, pool: Database) -> None:
    hand = raw_delivery(advisory("max_deliver"), durable=PERSISTER_ADVISORIES)

    await keep_advisory(hand, store=PostgresDead(pool), messages=StubMessages(None))

    assert await rows("SELECT kind, code FROM dead_letters") == [("advisory", "exhausted")]


async def test_our_own_term_is_ignored_once_its_letter_is_there(
    rows: Take, pool: Database, bury: Take
) -> None:
    hand = raw_delivery(advisory("terminated", reason="unreadable"), durable=PERSISTER_ADVISORIES)
    store, gone = PostgresDead(pool), StubMessages(None)

    with pytest.raises(RetryableError):
        await keep_advisory(hand, store=store, messages=gone)
    await bury(letter("persister-content", b"x", "a"))
    await keep_advisory(hand, store=store, messages=gone)

    assert await rows("SELECT kind FROM dead_letters") == ["message"]


async def test_a_foreign_term_is_kept(rows: Take, pool: Database) -> None:
    hand = raw_delivery(advisory("terminated"), durable=PERSISTER_ADVISORIES)

    await keep_advisory(hand, store=PostgresDead(pool), messages=StubMessages(None))

    assert await rows("SELECT kind, code FROM dead_letters") == [("advisory", "terminated")]


class TestReddit:
    @pytest.fixture
    async def request_id(self, database: Stored) -> str:
        return await accept_scan(database.owner_dsn)

    async def test_a_dead_page_is_booked_as_rejected(
        self, take: Take, rows: Take, bury: Take, request_id: str
    ) -> None:
        seen = about_page(request_id)
        lost = reddit_page(request_id, posts=[post("p1"), post("p2")], assets=())
        await take(seen, reddit_marker(request_id, [seen, lost]))

        await bury(letter("persister-content", lost, lost.key, subject="content.fetched.reddit"))

        assert await rows("SELECT status, error_code FROM requests") == [("partial", "page_dead")]
        assert await rows("SELECT announced, rejected FROM request_pages WHERE dead") == [(2, 2)]
        assert await rows("SELECT platform FROM dead_letters") == ["reddit"]

    async def test_a_marker_that_died_still_tells_of_the_name(
        self, take: Take, rows: Take, bury: Take, request_id: str
    ) -> None:
        await take(about_page(request_id))
        end = refused_marker(request_id, "target_banned")

        await bury(letter("persister-content", end, end.key))

        assert await rows("SELECT status FROM requests") == ["failed"]
        assert await rows("SELECT upstream_state FROM reddit_subreddits") == ["banned"]

    async def test_a_command_that_nobody_could_follow_ends_its_request(
        self, rows: Take, bury: Take, request_id: str
    ) -> None:
        await bury(letter("reddit-ingest-later", b"{rubbish", f"{request_id}:1"))

        assert await rows("SELECT status, error_code FROM requests") == [("failed", "exhausted")]
