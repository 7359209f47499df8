import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from door_servers import listing

from b9_common.events import CallClass, Walk
from b9_common.fetching.decoding import MAX_BODY_BYTES
from b9_reddit_ingest.adapters.readers import DEATHS, REST_S, Readers, readers_of_this_machine
from b9_reddit_ingest.frames import Head, Read, head_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LARGE = msgspec.json.encode(listing(100, "some words " * 100))
HEAD: Head = head_of(Walk.HOT, 200, {}, NOW)

# Reads once, says who its reader is, and waits to be killed.
PARENT = """
import asyncio, sys
from test_door_readers import HEAD, LARGE
from b9_reddit_ingest.adapters.readers import Readers

async def main():
    readers = Readers(1)
    await readers.read(HEAD, LARGE)
    print(*readers.pids, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


class Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def whole(read: Read) -> bool:
    return read.page is not None and len(read.page.posts) == 100


def status_of(pid: int) -> tuple[str, int] | None:
    """State and parent of a process, or None once it is gone."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return after_name[0], int(after_name[1])


def lives(pid: int) -> bool:
    status = status_of(pid)
    return status is not None and status[0] != "Z"


def is_reader(pid: int) -> bool:
    """Whether it is one: this process has other children, such as the servers of other tests."""
    try:
        return b"b9_reddit_ingest.reader" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def children() -> list[int]:
    """The readers that live: what other tests have killed may still be listed."""
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    found = {pid: status_of(pid) for pid in pids}
    living = [pid for pid, of in found.items() if of and of[0] != "Z" and of[1] == os.getpid()]
    return [pid for pid in living if is_reader(pid)]


async def test_small_answers_need_no_child_and_large_ones_one_that_stays() -> None:
    async with Readers.running(2) as readers:
        await readers.read(HEAD, msgspec.json.encode(listing(2)))
        before = readers.pids
        found = [await readers.read(HEAD, LARGE) for _ in range(5)]
        after = readers.pids

    assert before == ()
    assert all(map(whole, found))
    assert len(after) == 1
    assert not lives(after[0])


async def test_no_more_children_work_than_are_allowed() -> None:
    async with Readers.running(2) as readers:
        found = await asyncio.gather(*(readers.read(HEAD, LARGE) for _ in range(30)))
        number = len(children())

    assert all(map(whole, found))
    assert number == 2
    assert children() == []


async def test_a_killed_child_loses_no_answer_and_another_takes_its_place() -> None:
    async with Readers.running(1) as readers:
        await readers.read(HEAD, LARGE)
        (killed,) = readers.pids
        os.kill(killed, signal.SIGKILL)
        found = [await readers.read(HEAD, LARGE) for _ in range(2)]
        (other,) = readers.pids

    assert all(map(whole, found))
    assert other != killed


async def test_children_killed_at_work_lose_no_answer() -> None:
    async with Readers.running(2) as readers:
        reading = [asyncio.create_task(readers.read(HEAD, LARGE)) for _ in range(20)]
        killed = 0
        while killed < 3 and not all(task.done() for task in reading):
            await asyncio.sleep(0.01)
            for child in children():
                os.kill(child, signal.SIGKILL)
                killed += 1
        found = await asyncio.gather(*reading)

    assert killed >= 3
    assert all(map(whole, found))


async def test_a_child_whose_caller_gave_up_answers_nobody_else() -> None:
    async with Readers.running(1) as readers:
        await readers.read(HEAD, LARGE)
        (first,) = readers.pids
        given_up = asyncio.create_task(readers.read(HEAD, LARGE))
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        small = msgspec.json.encode(listing(50, "other words " * 200))
        other = await readers.read(HEAD, small)

    assert not lives(first)
    assert other.page is not None
    assert len(other.page.posts) == 50


async def test_where_no_child_lives_answers_are_read_here_and_none_is_started_for_a_while(
    tmp_path: Path,
) -> None:
    clock, started = Clock(), tmp_path / "started"
    leave_a_trace = f"open({str(started)!r}, 'a').write('.')"
    readers = Readers(1, command=(sys.executable, "-c", leave_a_trace), clock=clock)

    found = [await readers.read(HEAD, LARGE) for _ in range(DEATHS + 3)]
    while_resting = len(started.read_text())
    clock.at += REST_S
    found.append(await readers.read(HEAD, LARGE))
    await readers.close()

    assert all(map(whole, found))
    assert while_resting <= DEATHS
    assert len(started.read_text()) > while_resting


async def test_a_program_that_is_not_there_is_done_without() -> None:
    readers = Readers(1, command=("/no/such/program",))

    assert whole(await readers.read(HEAD, LARGE))


async def test_a_body_above_the_limit_is_not_passed_on() -> None:
    async with Readers.running(1) as readers:
        read = await readers.read(HEAD, b"x" * (MAX_BODY_BYTES + 1))
        assert readers.pids == ()

    assert (read.call_class, read.code) == (CallClass.MALFORMED, "body_too_large")


def test_children_end_when_we_are_killed() -> None:
    here = str(Path(__file__).parent)
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=here, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()

    deadline = time.monotonic() + 10
    while lives(child):
        assert time.monotonic() < deadline, "the child outlived us"
        time.sleep(0.02)


def test_there_are_as_many_as_the_machine_has_processors_for() -> None:
    assert readers_of_this_machine() == max(len(os.sched_getaffinity(0)) - 1, 1)
