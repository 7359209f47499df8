"""Stopping the collection of one creator or community, and putting it out of sight."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from fastapi import APIRouter, Request

from b9_api.editing.asking import PathId, edited, one_told, says_edit, who
from b9_api.editing.changes import Change, RowOutcome
from b9_api.editing.entities import CREATORS, SUBREDDITS, Editable
from b9_api.editing.means import Editing
from b9_api.http.caller import Scope, needs
from b9_api.http.replies import Reply


def router(means: Editing) -> APIRouter:
    """Pause, resume and remove, of creators and of communities."""
    routes = APIRouter(tags=["editing"], dependencies=[needs(Scope.OPERATE)])
    _hold_routes(routes, means, CREATORS, "/api/instagram/creators/{key}")
    _hold_routes(routes, means, SUBREDDITS, "/api/reddit/subreddits/{key}")
    return routes


def _hold_routes(routes: APIRouter, means: Editing, of: Editable, path: str) -> None:
    async def pause(request: Request, row_id: PathId) -> Reply:
        """Nothing is collected of it by itself any more; whoever asks for it still gets it."""
        return await _hold(means, request, _held(of, row_id, "paused_at", "paused"))

    async def resume(request: Request, row_id: PathId) -> Reply:
        """It is collected again."""
        change = Change(of=of, ids=(row_id,), set={"paused_at": None}, action="resumed")
        return await _hold(means, request, change)

    async def remove(request: Request, row_id: PathId) -> Reply:
        """
        Nothing is collected of it, and no list shows it; its rows stay.

        Adding it again brings it back, and so does taking this back.
        """
        change = _held(of, row_id, "removed_at", "removed")
        return await _hold(means, request, msgspec.structs.replace(change, hidden=True))

    one = of.resource[:-1]
    for verb, act in (("pause", pause), ("resume", resume)):
        told = says_edit(f"{verb}_{one}", f"{verb.capitalize()} a {one}", of, refuses=())
        routes.add_api_route(f"{path}/{verb}", act, methods=["POST"], **told)
    told = says_edit(f"remove_{one}", f"Remove a {one}", of, refuses=())
    routes.add_api_route(path, remove, methods=["DELETE"], **told)


def _held(of: Editable, row_id: int, column: str, action: str) -> Change:
    """A hold that stands since earlier stays as it is."""
    now = datetime.now(UTC).isoformat()
    return Change(of=of, ids=(row_id,), set={column: now}, expect={column: None}, action=action)


async def _hold(means: Editing, request: Request, change: Change) -> Reply:
    done = await edited(means.editor, change, who(request))
    return await one_told(means.showing, change.of, _already(done.rows[0]), done.token)


def _already(row: RowOutcome) -> RowOutcome:
    """What was so before is no conflict here."""
    if row.result != "conflict":
        return row
    changes: dict[str, Any] = {"result": "unchanged"}
    return msgspec.structs.replace(row, **changes)
