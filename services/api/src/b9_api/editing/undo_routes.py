"""Taking an edit back over HTTP."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request

from b9_api.adapters.constraints import ConstraintError
from b9_api.answers.editing import Undone
from b9_api.editing.asking import CONSTRAINTS, who
from b9_api.editing.undoing import Undoing, UndoRefusedError
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says

STATUS: Final = {"forbidden": 403, "unknown_edit": 404, "already_undone": 409, "undo_expired": 410}
REFUSED: Final = (*STATUS, "undo_too_large", "name_taken")


def router(undoing: Undoing) -> APIRouter:
    """The one route."""
    routes = APIRouter(tags=["editing"], dependencies=[needs(Scope.REVIEW)])

    @routes.post(
        "/api/undo/{token}",
        **says("undo", "Take an edit back", Undone, refuses=REFUSED),
    )
    async def undo(request: Request, token: UUID) -> Reply:
        try:
            may_hold = caller_of(request).scope >= Scope.OPERATE
            return Reply(await undoing.undo(token, who(request), may_hold=may_hold))
        except UndoRefusedError as exc:
            raise Problem(STATUS.get(exc.code, 409), exc.code, str(exc)) from None
        except ConstraintError as exc:
            # What it was is somebody else's by now.
            raise CONSTRAINTS[exc.name] from None

    return routes
