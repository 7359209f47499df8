"""What every route of edits has in common: who asks, which version they saw, what they are told."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any, Final

from fastapi import Header, Path, Request
from msgspec import Struct, to_builtins

from b9_api.adapters.constraints import ConstraintError
from b9_api.adapters.database import DatabaseUnavailableError
from b9_api.answers.editing import edit_shape
from b9_api.editing.bodies import MAX_ID
from b9_api.editing.changes import Change, RowOutcome, TagChange, Who
from b9_api.editing.editor import Done, Editor, Key
from b9_api.editing.entities import MODELS, Editable
from b9_api.editing.means import Editing
from b9_api.editing.showing import LISTS, Showing
from b9_api.http.caller import caller_of
from b9_api.http.problems import RETRY_AFTER_S, Problem, invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.wishes import KeyReusedError

# A version as an entity tag: "7" or W/"7".
TAG: Final = re.compile(r'(?:W/)?"([1-9][0-9]{0,17})"')

# What people can run into; any other constraint that refuses is a fault of ours.
CONSTRAINTS: Final = {
    "reddit_users_model_id_fkey": invalid("model_id", "unknown_model", "no model has this id"),
    "models_by_name": Problem(409, "name_taken", "another model has this name"),
}

PathId = Annotated[int, Path(alias="key", ge=1, le=MAX_ID)]
IfMatch = Annotated[str | None, Header(max_length=40)]


SEEN: Final = ("version_required", "version_conflict")


def says_edit(
    operation_id: str,
    summary: str,
    of: Editable,
    *,
    refuses: Sequence[str] = SEEN,
    example: Any = None,
) -> dict[str, Any]:
    """What a route says of itself that edits one row of *of*."""
    codes = (f"unknown_{of.resource[:-1]}", *refuses)
    shape = edit_shape(LISTS[of.resource], is_model=of is MODELS)
    return says(operation_id, summary, shape, refuses=codes, example=example, headers=["ETag"])


def who(request: Request) -> Who:
    """Whoever sent *request*."""
    caller = caller_of(request)
    return Who(actor=caller.id, org_id=caller.org_id, http_id=request.scope["b9_http_id"])


def seen(version: int | None, if_match: str | None) -> int:
    """The version that the caller saw. Raises `Problem` where they do not say, or say two."""
    tagged = None
    if if_match is not None:
        match = TAG.fullmatch(if_match.strip())
        if match is None:
            raise invalid("If-Match", "pattern", 'the version that was seen, as in "7"')
        tagged = int(match[1])
    if version is None and tagged is None:
        raise Problem(428, "version_required", "say which version was seen: `version`, or If-Match")
    if version is not None and tagged is not None and version != tagged:
        raise invalid("version", "contradiction", "If-Match names another")
    return version if version is not None else tagged or 0


async def edited(editor: Editor, change: Change, asked: Who, key: Key | None = None) -> Done:
    """Make *change*. Raises `Problem` for what is refused."""
    try:
        return await editor.edit(change, asked, key)
    except KeyReusedError:
        raise Problem(
            409, "idempotency_key_reused", "this Idempotency-Key was used for another request"
        ) from None
    except ConstraintError as exc:
        raise CONSTRAINTS[exc.name] from None


async def edit_one(
    means: Editing,
    request: Request,
    of: Editable,
    row_id: int,
    *,
    version: int | None,
    if_match: str | None,
    fields: Mapping[str, Any] | None = None,
    tags: TagChange | None = None,
) -> Reply:
    """Change one row that the caller saw, and tell what it was and is."""
    if not fields and tags is None:
        raise invalid("body", "empty", "nothing to change")
    change = Change(
        of=of,
        ids=(row_id,),
        set=fields or {},
        tags=tags,
        versions={row_id: seen(version, if_match)},
    )
    done = await edited(means.editor, change, who(request))
    return await one_told(means.showing, of, done.rows[0], done.token, tagged=if_match is not None)


async def one_told(
    showing: Showing,
    of: Editable,
    row: RowOutcome,
    token: Any,
    *,
    tagged: bool = False,
    more: Mapping[str, Any] | None = None,
) -> Reply:
    """The answer about one row. Raises `Problem` where it was not there, or not as seen."""
    if row.row is None or row.result == "not_found":
        raise Problem(404, f"unknown_{of.resource[:-1]}", f"no {of.resource[:-1]} has this id")
    if row.result == "conflict":
        raise Problem(
            412 if tagged else 409,
            "version_conflict",
            f"somebody changed it: it is at version {row.row.version}",
            headers={"ETag": f'"{row.row.version}"'},
            more={"current": await item(showing, of, row)},
        )
    told = {
        **await read_again(showing, of, row),
        "previous": row.before,
        "version": row.version,
        "undo_token": None if token is None else str(token),
    }
    return Reply(told | dict(more or {}), headers={"ETag": f'"{row.version}"'})


async def read_again(showing: Showing, of: Editable, row: RowOutcome) -> dict[str, Any]:
    """The row and its list's counts; null what the database does not tell: the edit stands."""
    told: dict[str, Any] = {"item": None, "counts": None}
    with suppress(DatabaseUnavailableError):
        told["item"] = await item(showing, of, row)
        told["counts"] = await showing.counts(of)
    return told


def moved(told: Struct, *, whole: bool) -> Reply:
    """The answer about rows changed by the thousand. Raises `Problem` where some are left."""
    if not whole:
        raise Problem(
            503,
            "partly_done",
            "what is told here was done and stays so; the same again does the rest",
            headers={"Retry-After": str(RETRY_AFTER_S)},
            more=to_builtins(told),
        )
    return Reply(told)


async def item(showing: Showing, of: Editable, row: RowOutcome) -> dict[str, Any]:
    """The row as its list tells it; what people decided of it, where no list shows it."""
    listed = await showing.row(of, row.id)
    if listed is not None or row.row is None:
        return listed or {}
    told = {
        "id": str(row.id), of.key: row.row.key, of.name: row.row.name,
        **row.row.held, **row.after, "version": row.version,
    }  # fmt: skip
    if told.get("model_id") is not None:
        told["model_id"] = str(told["model_id"])
    return told
