"""A stream is read as it stands, from a sequence or a moment on, and nobody misses anything."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from b9_common.errors import OutageError
from b9_common.messaging import Broker, Outgoing
from b9_common.messaging import stored as reading
from b9_common.messaging.stored import stored_messages, stored_piece
from b9_common.topology import CONTENT


async def publish(broker: Broker, numbers: range, platform: str = "instagram") -> None:
    for number in numbers:
        await broker.publish(
            Outgoing(
                subject=f"content.fetched.{platform}",
                payload=b"x" * number,
                msg_id=f"{platform}:{number}",
                headers={"B9-Request-Id": f"r{number}"},
            )
        )


async def test_messages_are_read_as_they_were_published_and_stay(broker: Broker) -> None:
    await publish(broker, range(3))

    first = [kept async for kept in stored_messages(broker, CONTENT.name, 1)]
    again = [kept async for kept in stored_messages(broker, CONTENT.name, 1)]

    assert first == again
    assert [(kept.seq, kept.payload) for kept in first] == [(1, b""), (2, b"x"), (3, b"xx")]
    assert {kept.subject for kept in first} == {"content.fetched.instagram"}
    assert first[2].headers["B9-Request-Id"] == "r2"
    assert first[2].headers["Nats-Msg-Id"] == "instagram:2"
    assert abs(first[2].stored_at - datetime.now(UTC)) < timedelta(minutes=1)


async def test_a_piece_is_bounded_and_the_next_goes_on(broker: Broker) -> None:
    await publish(broker, range(5))

    first = await stored_piece(broker, CONTENT.name, 2, messages=2)
    rest = await stored_piece(broker, CONTENT.name, first[-1].seq + 1)

    assert [kept.seq for kept in first] == [2, 3]
    assert [kept.seq for kept in rest] == [4, 5]
    assert await stored_piece(broker, CONTENT.name, 6) == []


async def test_many_pieces_are_read_to_the_end(broker: Broker) -> None:
    await publish(broker, range(reading.PIECE_MESSAGES + 5))

    found = [kept.seq async for kept in stored_messages(broker, CONTENT.name, 0)]

    assert found == list(range(1, reading.PIECE_MESSAGES + 6))


async def test_reading_from_a_moment_on_leaves_out_what_came_before(broker: Broker) -> None:
    await publish(broker, range(2))
    await asyncio.sleep(0.05)
    since = datetime.now(UTC)
    assert await stored_piece(broker, CONTENT.name, since) == []
    await asyncio.sleep(0.05)
    await publish(broker, range(2, 4))

    assert [kept.seq for kept in await stored_piece(broker, CONTENT.name, since)] == [3, 4]


async def test_one_subject_can_be_read_alone(broker: Broker) -> None:
    await publish(broker, range(2))
    await publish(broker, range(2), "reddit")
    await publish(broker, range(2, 3))
    subject = "content.fetched.reddit"

    found = [kept.seq async for kept in stored_messages(broker, CONTENT.name, 1, subject=subject)]

    assert found == [3, 4]


async def test_a_stream_that_nobody_made_is_an_outage(broker: Broker) -> None:
    with pytest.raises(OutageError):
        await stored_piece(broker, "NOWHERE", 1)


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [("2026-03-01T12:00:00Z", 0), ("2026-03-01T12:00:00.123456789Z", 123456),
     ("2026-03-01T12:00:00.5Z", 500_000)],
)  # fmt: skip
def test_the_servers_nanoseconds_are_cut(text: str, microsecond: int) -> None:
    assert reading.moment(text) == datetime(2026, 3, 1, 12, 0, 0, microsecond, UTC)
