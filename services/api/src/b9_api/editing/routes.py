"""Editing one row: decisions and tags, under the version that the caller saw."""

from fastapi import APIRouter, Request

from b9_api.editing import (
    bodies,
    bulk,
    holding,
    model_routes,
    niche_routes,
    tag_routes,
    undo_routes,
)
from b9_api.editing.asking import IfMatch, PathId, edit_one, says_edit
from b9_api.editing.changes import TagChange, Verb
from b9_api.editing.entities import CREATORS, MODELS, SUBREDDITS, USERS, Editable
from b9_api.editing.means import Editing
from b9_api.http.caller import Scope, needs
from b9_api.http.joining import together
from b9_api.http.replies import Reply

CREATOR = "/api/instagram/creators/{key}"
SUBREDDIT = "/api/reddit/subreddits/{key}"
MODEL = "/api/models/{key}"
USER = "/api/reddit/users/{key}"


def router(means: Editing) -> APIRouter:
    """Every route that changes what people decide."""
    return together(
        _one_row(means),
        bulk.router(means),
        holding.router(means),
        niche_routes.router(means.niches),
        tag_routes.router(means.tags),
        model_routes.router(means),
        undo_routes.router(means.undoing),
    )


def _one_row(means: Editing) -> APIRouter:
    """The routes that change one row."""
    routes = APIRouter(tags=["editing"], dependencies=[needs(Scope.REVIEW)])

    @routes.patch(
        CREATOR,
        **says_edit(
            "edit_creator",
            "Decide about a creator",
            CREATORS,
            example={"review_status": "ok", "niche": "space", "version": 7},
        ),
    )
    async def creator(
        request: Request, row_id: PathId, body: bodies.CreatorPatch, if_match: IfMatch = None
    ) -> Reply:
        return await _patch(means, request, CREATORS, row_id, body, if_match)

    @routes.patch(
        SUBREDDIT,
        **says_edit(
            "edit_subreddit",
            "Decide about a community",
            SUBREDDITS,
            example={"review": "Ok", "tags": ["topic:pottery"], "version": 7},
        ),
    )
    async def subreddit(
        request: Request, row_id: PathId, body: bodies.SubredditPatch, if_match: IfMatch = None
    ) -> Reply:
        return await _patch(means, request, SUBREDDITS, row_id, body, if_match)

    @routes.patch(
        USER,
        **says_edit(
            "edit_user",
            "Decide about an account",
            USERS,
            example={"our_creator": True, "status": "active", "version": 7},
        ),
    )
    async def user(
        request: Request, row_id: PathId, body: bodies.UserPatch, if_match: IfMatch = None
    ) -> Reply:
        return await _patch(means, request, USERS, row_id, body, if_match)

    _tag_routes(routes, means, CREATORS, CREATOR)
    _tag_routes(routes, means, SUBREDDITS, SUBREDDIT)
    _tag_routes(routes, means, MODELS, MODEL)
    return routes


async def _patch(
    means: Editing,
    request: Request,
    of: Editable,
    row_id: int,
    body: bodies.CreatorPatch | bodies.SubredditPatch | bodies.UserPatch,
    if_match: str | None,
) -> Reply:
    return await edit_one(
        means, request, of, row_id, version=body.version, if_match=if_match, fields=body.given()
    )


def _tag_routes(routes: APIRouter, means: Editing, of: Editable, path: str) -> None:
    """Three verbs: what is meant is never guessed."""

    def route(method: str, verb: Verb) -> None:
        async def change_tags(
            request: Request, row_id: PathId, body: bodies.TagsBody, if_match: IfMatch = None
        ) -> Reply:
            return await edit_one(
                means,
                request,
                of,
                row_id,
                version=body.version,
                if_match=if_match,
                tags=TagChange(verb, tuple(dict.fromkeys(body.tags))),
            )

        told = says_edit(
            f"{verb}_tags_of_{of.resource[:-1]}",
            f"{verb.capitalize()} tags",
            of,
            example={"tags": ["topic:pottery"], "version": 7},
        )
        routes.add_api_route(f"{path}/tags", change_tags, methods=[method], **told)

    route("POST", "add")
    route("DELETE", "remove")
    route("PUT", "replace")
