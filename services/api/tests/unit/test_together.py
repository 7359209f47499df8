"""Alike questions share a reading, and never one that began before they were asked."""

import asyncio

import pytest

from b9_api.lists.together import Together


class Table:
    """A value that is read slowly: what a reading tells is what stood there when it began."""

    def __init__(self) -> None:
        self.value = 0
        self.readings = 0
        self.at_once = 0
        self.most_at_once = 0
        self.failing = False
        self._ends = asyncio.Event()

    async def read(self) -> int:
        self.readings += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        seen = self.value
        try:
            await self._ends.wait()
        finally:
            self.at_once -= 1
        if self.failing:
            raise LookupError(self.readings)
        return seen

    async def end(self) -> None:
        """Whoever reads now comes to its end; what follows begins."""
        ends, self._ends = self._ends, asyncio.Event()
        ends.set()
        await settled()


async def settled() -> None:
    """Everybody who can go on has done so."""
    for _ in range(10):
        await asyncio.sleep(0)


def asking(together: Together, table: Table, alike: str = "a") -> "asyncio.Task[int]":
    return asyncio.create_task(together.ask(alike, table.read))


async def test_whoever_asks_while_it_is_read_waits_for_what_is_read_after() -> None:
    together, table = Together(), Table()
    first = asking(together, table)
    await settled()
    table.value = 1
    later = [asking(together, table) for _ in range(50)]
    await settled()
    assert table.readings == 1

    await table.end()
    assert (await first, table.readings) == (0, 2)
    table.value = 2
    last = asking(together, table)
    await settled()
    await table.end()
    await table.end()

    assert {await one for one in later} == {1}
    assert (await last, table.readings, table.most_at_once) == (2, 3, 1)


async def test_those_who_ask_at_the_same_moment_share_the_first_reading() -> None:
    together, table = Together(), Table()
    asked = [asking(together, table) for _ in range(20)]
    await settled()
    await table.end()

    assert {await one for one in asked} == {0}
    assert table.readings == 1


async def test_other_questions_do_not_wait() -> None:
    together, table = Together(), Table()
    asked = [asking(together, table, alike) for alike in "abc"]
    await settled()
    assert table.at_once == 3
    await table.end()
    await asyncio.gather(*asked)


async def test_one_who_gives_up_takes_nothing_from_the_others() -> None:
    together, table = Together(), Table()
    first, second = asking(together, table), asking(together, table)
    await settled()
    third, fourth = asking(together, table), asking(together, table)
    await settled()
    for gone in (first, third):
        gone.cancel()
    await settled()
    await table.end()
    await table.end()

    assert (await second, await fourth) == (0, 0)
    assert first.cancelled()
    assert third.cancelled()


async def test_a_failure_reaches_all_who_waited_and_nobody_who_asks_afterwards() -> None:
    together, table = Together(), Table()
    table.failing = True
    failed = [asking(together, table) for _ in range(3)]
    await settled()
    await table.end()
    for one in failed:
        with pytest.raises(LookupError, match="1"):
            await one

    table.failing = False
    again = asking(together, table)
    await settled()
    await table.end()
    assert await again == 0


async def test_a_failure_is_not_that_of_those_who_waited_for_the_next_reading() -> None:
    together, table = Together(), Table()
    table.failing = True
    first = asking(together, table)
    await settled()
    next_one = asking(together, table)
    await settled()
    await table.end()
    table.failing = False
    await table.end()

    assert await next_one == 0
    with pytest.raises(LookupError):
        await first


async def test_nothing_is_kept_of_what_was_answered_or_of_who_gave_up() -> None:
    together, table = Together(), Table()
    table.failing = True
    gone = asking(together, table)
    await settled()
    gone.cancel()
    await settled()
    await table.end()

    assert together.waited_for == 0
