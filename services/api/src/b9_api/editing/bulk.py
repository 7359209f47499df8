"""Editing many rows at once: by their ids, or all that a filter finds."""

import hashlib
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from pydantic import Field
from starlette.responses import Response

from b9_api.answers.editing import ManyEdited
from b9_api.editing import bodies
from b9_api.editing.asking import edited, who
from b9_api.editing.bodies import Body, RowId, Tags, Version
from b9_api.editing.changes import Change, TagChange, Verb
from b9_api.editing.editor import MAX_ROWS, Done, Key
from b9_api.editing.entities import CREATORS, SUBREDDITS, USERS, Editable
from b9_api.editing.means import Editing
from b9_api.http.caller import Scope, needs
from b9_api.http.problems import invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says

FilterValue = (
    Annotated[str, Field(max_length=200)]
    | int
    | float
    | bool
    | Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)]
)
IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200)]


class Bulk(Body):
    """
    One change of many rows: of *ids*, or of all that *filter* (parameters of the list) finds.

    Where a row is not as *expect* says, or not at its version in *versions*, it is left alone.
    """

    ids: Annotated[list[RowId], Field(min_length=1, max_length=MAX_ROWS)] | None = None
    filter: Annotated[dict[str, FilterValue], Field(max_length=30)] | None = None
    tags_add: Tags | None = None
    tags_remove: Tags | None = None
    tags_replace: Tags | None = None
    versions: Annotated[dict[str, Version], Field(max_length=MAX_ROWS)] | None = None
    dry_run: bool = False


class CreatorBulk(Bulk):
    """Of creators."""

    set: bodies.CreatorFields | None = None
    expect: bodies.CreatorPatch | None = None


class SubredditBulk(Bulk):
    """Of communities."""

    set: bodies.SubredditFields | None = None
    expect: bodies.SubredditPatch | None = None


class UserBulk(Bulk):
    """Of accounts of Reddit."""

    set: bodies.UserFields | None = None
    expect: bodies.UserPatch | None = None


AnyBulk = CreatorBulk | SubredditBulk | UserBulk


def router(means: Editing) -> APIRouter:
    """The routes that change many rows."""
    routes = APIRouter(tags=["editing"], dependencies=[needs(Scope.REVIEW)])

    @routes.post(
        "/api/instagram/creators/bulk",
        **says(
            "edit_many_creators",
            "Decide about many at once",
            ManyEdited,
            refuses=["job_runner_missing"],
            example={"ids": ["1", "2"], "set": {"review_status": "ok"}, "dry_run": True},
        ),
    )
    async def creators(
        request: Request, body: CreatorBulk, idempotency_key: IdempotencyKey = None
    ) -> Response:
        return await _edit(means, request, CREATORS, body, idempotency_key)

    @routes.post(
        "/api/reddit/subreddits/bulk",
        **says(
            "edit_many_subreddits",
            "Decide about many at once",
            ManyEdited,
            refuses=["job_runner_missing"],
            example={"filter": {"review": "none"}, "tags_add": ["topic:pottery"]},
        ),
    )
    async def subreddits(
        request: Request, body: SubredditBulk, idempotency_key: IdempotencyKey = None
    ) -> Response:
        return await _edit(means, request, SUBREDDITS, body, idempotency_key)

    @routes.post(
        "/api/reddit/users/bulk",
        **says(
            "edit_many_users",
            "Decide about many at once",
            ManyEdited,
            refuses=["job_runner_missing"],
            example={"ids": ["1", "2"], "set": {"status": "active"}},
        ),
    )
    async def users(
        request: Request, body: UserBulk, idempotency_key: IdempotencyKey = None
    ) -> Response:
        return await _edit(means, request, USERS, body, idempotency_key)

    return routes


async def _edit(
    means: Editing, request: Request, of: Editable, body: AnyBulk, key: str | None
) -> Response:
    wanted = _wanted(of, body)
    asked = who(request)
    if body.filter is not None:
        chosen = await means.choosing.by_filter(of, body.filter, asked.org_id, MAX_ROWS)
        ids, versions = tuple(chosen), chosen
    else:
        ids, versions = tuple(body.ids or ()), _versions(body.versions or {})
    change = Change(
        of=of,
        ids=ids,
        versions=versions,
        expect={} if body.expect is None else _expected(body.expect),
        dry_run=body.dry_run,
        **wanted,
    )
    named = None if key is None else Key(text=key, body_hash=_hash(request.url.path, body))
    return _told(await edited(means.editor, change, asked, named), dry_run=body.dry_run)


def _told(done: Done, *, dry_run: bool) -> Response:
    if done.repeated is not None:
        return Response(
            done.repeated,
            media_type="application/json",
            headers={"Idempotency-Replayed": "true"},
        )
    return Reply(done.answer(dry_run=dry_run))


def _wanted(of: Editable, body: AnyBulk) -> dict[str, Any]:
    """What is to be done to every row; refuses what says nothing, or two things."""
    if (body.ids is None) == (body.filter is None):
        raise invalid("ids", "one_of", "either ids or filter")
    if body.filter is not None and body.versions:
        raise invalid("versions", "contradiction", "versions are of ids")
    fields = {} if body.set is None else body.set.given()
    given: tuple[tuple[Verb, list[str] | None], ...] = (
        ("add", body.tags_add),
        ("remove", body.tags_remove),
        ("replace", body.tags_replace),
    )
    verbs = [
        TagChange(verb, tuple(dict.fromkeys(tags))) for verb, tags in given if tags is not None
    ]
    if len(verbs) > 1 or (verbs and of.tags in fields):
        raise invalid("tags_add", "one_of", "one of set.tags, tags_add, tags_remove, tags_replace")
    if verbs and not of.tags:
        raise invalid("tags_add", "no_tags", "these rows have no tags")
    if not fields and not verbs:
        raise invalid("set", "empty", "nothing to change")
    return {"set": fields, "tags": verbs[0] if verbs else None}


def _versions(given: Mapping[str, int]) -> dict[int, int]:
    try:
        return {int(row_id): version for row_id, version in given.items()}
    except ValueError:
        raise invalid("versions", "invalid_id", "versions by ids") from None


def _expected(
    expect: bodies.CreatorPatch | bodies.SubredditPatch | bodies.UserPatch,
) -> dict[str, Any]:
    versions = {} if expect.version is None else {"version": expect.version}
    return expect.given() | versions


def _hash(path: str, body: AnyBulk) -> str:
    """Equal for equal wishes, whatever their spelling was."""
    said = f"{path}\n{body.model_dump_json(exclude_unset=True)}"
    return hashlib.sha256(said.encode()).hexdigest()
