"""Answers of edits."""

from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from b9_api.http.shapes import Shape, both, either, shape, wrapped
from b9_api.lists.resource import Resource
from b9_api.lists.routes import item_shape

Result = Literal["updated", "unchanged", "conflict", "not_found"]


class Edit(Struct):
    """
    `previous` holds what changed, as it was. Without a change there is nothing to undo. `counts`
    are those of the list's tabs, afterwards. They, and `item`, are null where the edit was made
    and the database did not tell of it any more.
    """

    previous: dict[str, Any]
    version: int
    undo_token: UUID | None
    counts: dict[str, int] | None


class RowDone(Struct):
    """What became of one row; `current` where it was not as expected."""

    id: str
    result: Result
    version: int | None
    previous: dict[str, Any] = {}
    changed: dict[str, Any] = {}
    current: dict[str, Any] = {}


class ResultCounts(Struct):
    """How many rows came to each result."""

    updated: int
    unchanged: int
    conflict: int
    not_found: int


class ManyEdited(Struct):
    """What became of each row, in the order asked for."""

    dry_run: bool
    counts: ResultCounts
    results: list[RowDone]
    undo_token: UUID | None


class RowUndone(Struct):
    """What became of one row: each field `restored`, or `kept` where somebody decided since."""

    resource: str
    id: str | None
    result: Literal["restored", "kept", "partly", "not_found"]
    fields: dict[str, Literal["restored", "kept"]]
    version: int | None


class Undone(Struct):
    """An undo is an edit too: `undo_token` takes it back."""

    undone: UUID
    counts: dict[str, int]
    results: list[RowUndone]
    undo_token: UUID


class NicheMade(Struct):
    """The niche, in the spelling it has here."""

    name: str
    created: bool


class NicheMoved(Struct):
    """How many creators changed; each token takes a thousand of them back."""

    niche: str | None
    creators_updated: int
    undo_tokens: list[UUID]


class Accounts(Struct):
    """What became of a model's accounts; not told where its tags alone are changed."""

    accounts: list[RowDone] = []


class Version(Struct):
    """The version of a row."""

    version: int


def edit_shape(of: Resource, *, is_model: bool = False) -> Shape:
    """One row after an edit; of a model its accounts too."""
    row = both(_item(of), Edit)
    return both(row, Accounts) if is_model else row


def model_made(of: Resource) -> Shape:
    """A new model, and its accounts."""
    return both(_item(of), shape(Version), Accounts)


def _item(of: Resource) -> Shape:
    return wrapped({"item": either(item_shape(of), None)})
