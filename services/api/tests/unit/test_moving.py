"""A change by the thousand goes on while there are rows, and tells how far it came."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from b9_api.adapters.database import ContentionError, DatabaseUnavailableError
from b9_api.editing import moving
from b9_api.editing.editor import TRIES
from b9_api.editing.entities import CREATORS, Editable
from b9_api.editing.moving import Step, by_steps


class Transactions:
    """Begins any number of them."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        yield


class Shown:
    def __init__(self) -> None:
        self.ids: list[int] = []

    async def changed(self, _: Editable, ids: Sequence[int]) -> None:
        self.ids += ids


class Steps:
    """Takes those planned: how many rows each changes, or how it fails; then there are no more."""

    def __init__(self, *planned: int | Exception) -> None:
        self.planned = list(planned)

    async def take(self, _: Any, __: UUID, after: tuple[Any, ...]) -> Step:
        one = self.planned.pop(0)
        if isinstance(one, Exception):
            raise one
        [key] = after
        more = (key + 1,) if self.planned else None
        return Step(changed=[(CREATORS, [key] * one)], after=more)


async def moved(steps: Steps) -> tuple[moving.Moves, Shown]:
    database: Any = Transactions()
    shown: Any = Shown()
    return await by_steps(database, shown, steps.take, (0,)), shown


async def test_steps_that_change_nothing_end_nothing_and_have_no_token() -> None:
    moves, shown = await moved(Steps(2, 0, 3))

    assert (moves.whole, moves.counts["creators"], len(moves.tokens)) == (True, 5, 2)
    assert shown.ids == [0, 0, 2, 2, 2]


async def test_a_step_that_others_were_in_the_way_of_is_taken_again() -> None:
    busy = [ContentionError("somebody else")] * (TRIES - 1)

    moves, _ = await moved(Steps(1, *busy, 1))

    assert (moves.whole, moves.counts["creators"]) == (True, 2)


@pytest.mark.parametrize(
    "failing", [[DatabaseUnavailableError("away")], [ContentionError("busy")] * TRIES]
)
async def test_what_was_committed_is_told_though_a_later_step_fails(
    failing: list[Exception],
) -> None:
    moves, _ = await moved(Steps(1, *failing, 1))

    assert (moves.whole, moves.counts["creators"], len(moves.tokens)) == (False, 1, 1)


async def test_where_nothing_was_done_nothing_is_told_of() -> None:
    with pytest.raises(DatabaseUnavailableError):
        await moved(Steps(DatabaseUnavailableError("away"), 1))


async def test_the_steps_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "MAX_STEPS", 2)

    moves, _ = await moved(Steps(1, 1, 1))

    assert (moves.whole, len(moves.tokens)) == (False, 2)
