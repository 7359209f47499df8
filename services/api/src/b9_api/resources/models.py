"""One model, with the accounts that are run for it."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from b9_api.http.caller import Scope, needs
from b9_api.http.problems import Problem
from b9_api.http.says import says
from b9_api.http.shapes import Shape, both, many, wrapped
from b9_api.lists.replies import tagged
from b9_api.lists.routes import add_list, item_shape
from b9_api.resources.operations import MODELS
from b9_api.resources.users import ACCOUNTS
from b9_api.services import Services

MOST_ACCOUNTS: Final = 200

ModelId = Annotated[int, Path(ge=1, le=2**31 - 1)]


def router(services: Services) -> APIRouter:
    """Models are read here; what changes them has routes of its own."""
    routes, lists = APIRouter(prefix="/api", tags=["models"]), services.lists
    add_list(routes, "/models", lists, MODELS)

    @routes.get(
        "/models/{row_id}",
        dependencies=[needs(Scope.READ)],
        **says(
            "get_model",
            "A model, with its accounts",
            _shape(),
            refuses=["unknown_model"],
            tagged=True,
        ),
    )
    async def model(request: Request, row_id: ModelId) -> Response:
        found = await lists.find(MODELS, "t.id = {}::int", row_id)
        if found is None:
            raise Problem(404, "unknown_model", "no model has this id")
        of_it = ("t.model_id::text", str(row_id))
        accounts = await lists.few(ACCOUNTS, of_it, sort="-total_karma", limit=MOST_ACCOUNTS)
        return tagged(request, {**found, "accounts": accounts})

    return routes


def _shape() -> Shape:
    return both(item_shape(MODELS), wrapped({"accounts": many(item_shape(ACCOUNTS))}))
