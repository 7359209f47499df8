import asyncio
from collections.abc import Sequence

import pytest

from b9_api.live.events import PIECE_BYTES, Bounds, pieces
from b9_api.live.expelling import Expelling
from b9_api.live.frames import HEARTBEAT, frame
from b9_api.live.hub import MAX_WAITING, MAX_WAITING_BYTES, Hub, Told, Viewer
from b9_api.live.stream import show

LONG_S = 3_600.0


def told(number: int, *topics: str, org_id: str = "default", size: int = 0) -> Told:
    return Told(number, org_id, topics or ("requests",), b"%d;" % number + b"x" * size)


def joined(hub: Hub, *topics: str, org_id: str = "default", after: int = 0) -> Viewer:
    viewer = Viewer(org_id, frozenset(topics or ("requests",)), after)
    hub.join(viewer)
    return viewer


async def taken(viewer: Viewer) -> bytes:
    return await viewer.take(0)


async def test_each_is_told_of_its_topics_in_its_organisation_and_once() -> None:
    hub = Hub()
    everything, one = joined(hub), joined(hub, "request:1", "requests")
    logs, foreign = joined(hub, "logs:gateway"), joined(hub, org_id="others")

    hub.tell([told(1, "requests", "request:1"), told(2, "requests", "logs:gateway")])
    hub.tell([told(3, "requests", org_id="others")])

    assert [await taken(viewer) for viewer in (everything, one, logs, foreign)] == [
        b"1;2;", b"1;2;", b"2;", b"3;",
    ]  # fmt: skip
    assert hub.head == 3


async def test_what_a_viewer_read_in_the_table_is_not_told_again() -> None:
    hub = Hub()
    viewer = joined(hub, after=2)
    hub.tell([told(1), told(2), told(3)])
    assert await taken(viewer) == b"3;"


async def test_who_left_is_told_nothing_and_nothing_is_kept_for_them() -> None:
    hub = Hub()
    viewer = joined(hub, "counts:creators")
    hub.show(("default", "counts:creators"), b"1")
    hub.leave(viewer)
    hub.show(("default", "counts:creators"), b"2")

    assert (len(hub), hub.watched("counts:")) == (0, [])
    assert await taken(joined(hub, "counts:creators")) == b""


async def test_how_things_stand_is_shown_to_who_joins_and_again_only_when_it_changed() -> None:
    hub = Hub()
    first = joined(hub, "counts:creators")
    for shown in (b"1;", b"1;", b"2;"):
        hub.show(("default", "counts:creators"), shown)
    second = joined(hub, "counts:creators")

    assert (await taken(first), await taken(second)) == (b"1;2;", b"2;")


@pytest.mark.parametrize("size", [0, MAX_WAITING_BYTES // 100])
async def test_who_reads_nothing_is_dropped_with_a_reason_and_others_lose_nothing(
    size: int,
) -> None:
    hub = Hub()
    slow, quick = joined(hub), joined(hub)
    read = 0
    for number in range(MAX_WAITING + 1):
        hub.tell([told(number + 1, size=size)])
        read += (await taken(quick)).count(b";")

    assert await taken(slow) == frame("dropped", {"reason": "slow"})
    assert (slow.done, quick.ending, hub.dropped) == (True, False, 1)
    assert read == MAX_WAITING + 1


async def test_whose_key_was_taken_away_is_sent_away_and_nobody_else() -> None:
    hub = Hub()
    thief, other = (Viewer("default", frozenset({"requests"}), caller=name) for name in "ab")
    hub.join(thief)
    hub.join(other)

    async def admitted(caller: str) -> bool:
        return caller != "a"

    await Expelling(hub, admitted).turn()

    assert await taken(thief) == frame("bye", {"reason": "credentials_ended"})
    assert (thief.done, other.ending) == (True, False)


async def test_one_large_piece_drops_nobody_who_waits_for_nothing() -> None:
    hub = Hub()
    viewer = joined(hub)
    hub.tell([told(1, size=2 * MAX_WAITING_BYTES)])
    assert not viewer.ending


async def test_after_a_database_fell_back_its_new_numbers_are_told() -> None:
    hub = Hub()
    viewer = joined(hub, after=90)
    hub.begin_anew(50, b"reset;")
    hub.tell([told(51)])
    assert await taken(viewer) == b"reset;51;"


def test_a_burst_comes_in_pieces_that_a_buffer_holds() -> None:
    events: Sequence[Told] = [told(number, size=PIECE_BYTES // 3) for number in range(8)]
    cut = list(pieces(events))

    assert [one for piece in cut for one in piece] == events
    assert max(sum(len(one.frame) for one in piece) for piece in cut) <= PIECE_BYTES
    assert list(pieces([])) == []


@pytest.mark.parametrize(
    ("last_seen", "reached"), [(0, False), (3, False), (4, True), (9, True), (10, False)]
)
def test_a_reader_is_reached_while_all_that_follows_is_kept(
    last_seen: int, *, reached: bool
) -> None:
    assert Bounds(5, 9).reach(last_seen) is reached


def test_an_empty_table_reaches_who_has_seen_nothing() -> None:
    assert Bounds(0, 0).reach(0)
    assert not Bounds(0, 0).reach(7)


async def test_while_nothing_happens_the_line_is_kept_open_and_at_the_end_goodbye_is_said() -> None:
    viewer = Viewer("default", frozenset({"requests"}))
    written: list[bytes] = []

    async def write(chunk: bytes) -> None:
        written.append(chunk)
        if len(written) == 3:
            viewer.end(b"bye")

    assert await show(viewer, write, life_s=LONG_S, bye=b"", heartbeat_s=0)
    assert written == [HEARTBEAT, HEARTBEAT, HEARTBEAT, b"bye"]


async def test_a_life_has_an_end() -> None:
    viewer = Viewer("default", frozenset({"requests"}))
    written: list[bytes] = []

    async def write(chunk: bytes) -> None:
        written.append(chunk)

    assert await show(viewer, write, life_s=0, bye=b"bye")
    assert written[-1] == b"bye"
    assert viewer.done


async def test_last_words_that_nobody_reads_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("b9_api.live.stream.LAST_WORDS_S", 0.0)
    viewer = Viewer("default", frozenset({"requests"}))

    async def write(_: bytes) -> None:
        viewer.end(b"dropped")
        await asyncio.Event().wait()

    assert not await show(viewer, write, life_s=LONG_S, bye=b"", heartbeat_s=0)
