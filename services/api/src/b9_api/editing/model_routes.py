"""Models over HTTP, and whose accounts are theirs."""

import json
from collections.abc import Awaitable
from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Request
from pydantic import AfterValidator, Field

from b9_api.adapters.constraints import ConstraintError
from b9_api.answers.editing import model_made
from b9_api.editing.asking import (
    CONSTRAINTS,
    SEEN,
    IfMatch,
    one_told,
    read_again,
    says_edit,
    seen,
    who,
)
from b9_api.editing.bodies import MAX_ID, Body, Fields, Notes, RowId, Tags, Version, Words, stored
from b9_api.editing.changes import Change
from b9_api.editing.entities import MODELS
from b9_api.editing.means import Editing
from b9_api.editing.models import AccountRefusedError, ModelDone
from b9_api.editing.showing import LISTS, Showing
from b9_api.http.caller import Scope, needs
from b9_api.http.problems import Problem, invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says

OF_ACCOUNTS: Final = ("unknown_account/422", "account_taken")
STATUS: Final = {"unknown_account": 422, "account_taken": 409, "not_linked": 404}

ModelId = Annotated[int, Path(ge=1, le=2**31 - 1)]
AccountId = Annotated[int, Path(ge=1, le=MAX_ID)]
Accounts = Annotated[list[RowId], Field(max_length=100)]


def _json(given: dict[str, Any]) -> dict[str, Any]:
    """What a column of JSON can hold."""
    stored(json.dumps(given, ensure_ascii=False))
    if "\\u0000" in json.dumps(given):
        raise ValueError("it holds what is no character")
    return given


def _day(given: str) -> str:
    return date.fromisoformat(given).isoformat()


Figures = Annotated[dict[str, Any], Field(max_length=50), AfterValidator(_json)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_day)]


class ModelFields(Body):
    """What people decide about a model."""

    status: Literal["active", "inactive", "onboarding"] = "active"
    description: Notes | None = None
    assigned_tags: Tags = Field(default_factory=list)
    platform_accounts: Figures = Field(default_factory=dict)
    metrics: Figures = Field(default_factory=dict)
    commission_rate: Annotated[float, Field(ge=0, le=100)] | None = None
    payment_type: Words | None = None
    onboarding_date: Day | None = None
    notes: Notes | None = None


class ModelMade(ModelFields):
    """A new model, with accounts of Reddit that are known here."""

    stage_name: Words
    accounts: Accounts = Field(default_factory=list)


class ModelPatch(ModelFields):
    """New decisions about one, made while looking at *version*."""

    model_config = Fields.model_config

    stage_name: Words = ""
    version: Version | None = None


class Link(Body):
    """Accounts to link; *move* takes them from another model."""

    accounts: Annotated[list[RowId], Field(min_length=1, max_length=100)]
    move: bool = False


def router(means: Editing) -> APIRouter:
    """The routes that change models; lists and single ones have their own."""
    models, showing = means.models, means.showing
    routes = APIRouter(prefix="/api/models", tags=["models"], dependencies=[needs(Scope.REVIEW)])

    @routes.post(
        "",
        status_code=201,
        **says(
            "create_model",
            "Make a model",
            {201: model_made(LISTS[MODELS.resource])},
            refuses=["name_taken", *OF_ACCOUNTS],
            example={"stage_name": "Somebody", "accounts": ["1"]},
        ),
    )
    async def create(request: Request, body: ModelMade) -> Reply:
        fields = {name: value for name, value in body.given().items() if name != "accounts"}
        done = await _done(models.create(fields, body.accounts, who(request)))
        again = await read_again(showing, MODELS, done.model)
        told = {"item": again["item"], "version": done.model.version}
        return Reply(told | {"accounts": done.accounts_told()}, status_code=201)

    @routes.patch(
        "/{row_id}",
        **says_edit(
            "edit_model",
            "Decide about a model",
            MODELS,
            refuses=[*SEEN, "name_taken", "too_many_accounts"],
            example={"status": "inactive", "version": 7},
        ),
    )
    async def change(
        request: Request, row_id: ModelId, body: ModelPatch, if_match: IfMatch = None
    ) -> Reply:
        if not body.given():
            raise invalid("body", "empty", "nothing to change")
        wanted = Change(
            of=MODELS,
            ids=(row_id,),
            set=body.given(),
            versions={row_id: seen(body.version, if_match)},
        )
        done = await _done(models.change(wanted, who(request)))
        return await _told(showing, done, tagged=if_match is not None)

    @routes.delete(
        "/{row_id}",
        **says_edit("archive_model", "Archive a model", MODELS, refuses=["too_many_accounts"]),
    )
    async def archive(request: Request, row_id: ModelId) -> Reply:
        """Out of sight, and its accounts are let go; to be taken back by its undo token."""
        return await _told(showing, await _done(models.archive(row_id, who(request))))

    @routes.post(
        "/{row_id}/accounts",
        **says_edit(
            "link_accounts",
            "Link accounts to a model",
            MODELS,
            refuses=OF_ACCOUNTS,
            example={"accounts": ["1", "2"], "move": False},
        ),
    )
    async def link(request: Request, row_id: ModelId, body: Link) -> Reply:
        done = await _done(models.link(row_id, body.accounts, who(request), move=body.move))
        return await _told(showing, done)

    @routes.delete(
        "/{row_id}/accounts/{account_id}",
        **says_edit("unlink_account", "Let an account go", MODELS, refuses=["not_linked"]),
    )
    async def unlink(request: Request, row_id: ModelId, account_id: AccountId) -> Reply:
        return await _told(showing, await _done(models.unlink(row_id, account_id, who(request))))

    return routes


async def _done(doing: Awaitable[ModelDone]) -> ModelDone:
    """What was done. Raises `Problem` for what is refused."""
    try:
        return await doing
    except ConstraintError as exc:
        raise CONSTRAINTS[exc.name] from None
    except AccountRefusedError as exc:
        more = {"account": str(exc.account)}
        raise Problem(STATUS.get(exc.code, 409), exc.code, str(exc), more=more) from None


async def _told(showing: Showing, done: ModelDone, *, tagged: bool = False) -> Reply:
    more = {"accounts": done.accounts_told()}
    return await one_told(showing, MODELS, done.model, done.token, tagged=tagged, more=more)
