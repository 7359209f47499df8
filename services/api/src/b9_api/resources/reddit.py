"""Communities, their posts and tags, accounts, and where an account should post."""

import re
from dataclasses import replace
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Query, Request
from msgspec import Raw, Struct
from starlette.datastructures import QueryParams
from starlette.responses import Response

from b9_api.answers import reddit as answers
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.joining import together
from b9_api.http.problems import Problem, invalid
from b9_api.http.says import says
from b9_api.http.shapes import whole_of
from b9_api.lists.asking import Asked, read_asked
from b9_api.lists.engine import Page, joined
from b9_api.lists.replies import list_reply
from b9_api.lists.routes import add_list, listed, serve_part
from b9_api.resources import sql
from b9_api.resources.covers import covers
from b9_api.resources.instagram import whole
from b9_api.resources.reddit_posts import REDDIT_POSTS
from b9_api.resources.single import find_subreddit, text_of
from b9_api.resources.subreddits import RECOMMENDATIONS, REVIEWS, SUBREDDITS
from b9_api.resources.users import ACCOUNTS, USERS
from b9_api.services import Services

TOP: Final = re.compile(r"top_posts:(\d{1,2})")
TAG: Final = next(one for one in RECOMMENDATIONS.filters if one.name == "tag")
MOST_POSTS: Final = 20
INCLUDE: Final = {"type": "string", "pattern": "^(counts|top_posts:(1?[0-9]|20))$"}
MOST_HOURS: Final = 720
WEEK_H: Final = 168


class _Wanted(Struct, frozen=True, kw_only=True):
    """What recommendations ask beyond their list."""

    tags: tuple[str, ...]
    top: int
    window_h: int


class _Seen(Struct):
    subreddit_id: str
    tags: list[str]


def router(services: Services) -> APIRouter:
    """Lists of Reddit."""
    routes = APIRouter(prefix="/api/reddit", tags=["reddit"])
    lists = services.lists
    for path, resource in (
        ("/subreddits", SUBREDDITS),
        ("/posts", REDDIT_POSTS),
        ("/users", USERS),
        ("/accounts", ACCOUNTS),
    ):
        add_list(routes, path, lists, resource)
    reading = APIRouter(prefix="/api/reddit", tags=["reddit"], dependencies=[needs(Scope.READ)])

    @reading.get(
        "/recommendations",
        **listed(
            RECOMMENDATIONS,
            answer=answers.recommendations(),
            refuses=["unknown_account/404"],
            include=INCLUDE,
        ),
    )
    async def recommendations(
        request: Request,
        account_id: Annotated[str | None, Query(pattern=r"^\d{1,18}$")] = None,
        posts_window: Annotated[str, Query(pattern=r"^\d{1,4}h?$")] = f"{WEEK_H}h",
    ) -> Response:
        """
        By the tags that are sent, else by all of those of the account's model: without a model, or
        where it has none, the page is empty, and so are its `tags`. Without an account and without
        tags all approved communities are ranked.
        """
        asked, wanted = await _asked(services, request, account_id, posts_window)
        page = await lists.page(asked)
        return list_reply(request, await _explained(services, page, wanted), {"tags": wanted.tags})

    @reading.get(
        "/tags",
        **says(
            "list_subreddit_tags",
            "Tags of communities",
            whole_of(answers.SubredditTag),
            tagged=True,
        ),
    )
    async def tags(
        request: Request, review: Annotated[str | None, Query(max_length=20)] = "Ok"
    ) -> Response:
        if review not in {*REVIEWS, "any", None}:
            raise invalid("review", "unknown_word", f"one of {', '.join(REVIEWS)}, any")
        of = None if review == "any" else review
        return whole(request, await lists.counted(f"tags:{of}", sql.SUBREDDIT_TAGS, [of]))

    async def community(request: Request) -> str:
        found = await find_subreddit(services, request.path_params["key"])
        return text_of(found["subreddit_id"])

    serve_part(
        reading,
        "/subreddits/{key}/posts",
        lists,
        REDDIT_POSTS,
        "t.subreddit_id",
        "subreddit",
        community,
    )
    return together(routes, reading)


async def _asked(
    services: Services, request: Request, account_id: str | None, window: str
) -> tuple[Asked, _Wanted]:
    """
    The list's own question, narrowed by the tags given or else by those of the account.

    An account without tags fits nowhere: it is told of no community, rather than of all.
    """
    params, top = _without_top(request.query_params)
    asked = read_asked(
        RECOMMENDATIONS,
        params,
        caller_of(request).org_id,
        frozenset({"account_id", "posts_window"}),
    )
    hours = int(window.removesuffix("h"))
    if not (0 <= top <= MOST_POSTS and 1 <= hours <= MOST_HOURS):
        raise invalid("posts_window", "out_of_range", f"up to {MOST_POSTS} of {MOST_HOURS} hours")
    asked = replace(asked, fields=asked.fields | {"subreddit_id", "tags"})
    given = params.getlist("tag")
    if account_id is not None and not given:
        # However many there are: the filter bounds what clients send, not what people decided.
        given = await _tags_of(services, account_id)
        asked = replace(asked, values=((TAG, given), *asked.values))
    return asked, _Wanted(tags=tuple(given), top=top, window_h=hours)


def _without_top(params: QueryParams) -> tuple[QueryParams, int]:
    """*params* without ``include=top_posts:N``, and N."""
    kept, top = [], 0
    for name, value in params.multi_items():
        parts = value.split(",") if name == "include" else []
        matches = {part: found for part in parts if (found := TOP.fullmatch(part.strip()))}
        top = max([top, *(int(found[1]) for found in matches.values())])
        rest = ",".join(part for part in parts if part not in matches) if matches else value
        # What is sent empty is refused with the rest: nothing is passed over in silence.
        if rest or not matches:
            kept.append((name, rest))
    return QueryParams(kept), top


async def _tags_of(services: Services, account_id: str) -> list[str]:
    rows = await services.lists.read(sql.ACCOUNT_TAGS, int(account_id))
    if not rows:
        raise Problem(404, "unknown_account", "no such account")
    return msgspec.json.decode(rows[0]["assigned_tags"] or "[]", type=list[str])


async def _explained(services: Services, page: Page, wanted: _Wanted) -> Page:
    """Each community with the tags that it was chosen for, and its best posts of the window."""
    seen = [msgspec.json.decode(item, type=_Seen) for item in page.items]
    best: dict[str, list[dict[str, Any]]] = {one.subreddit_id: [] for one in seen}
    if wanted.top and best:
        rows = await services.lists.read(sql.TOP_POSTS, list(best), wanted.window_h, wanted.top)
        pictures = await covers(services.lists, [row["id"] for row in rows])
        for row in rows:
            own = {"cover_url": pictures.get(row["id"])}
            best[row.pop("subreddit_id")].append(row | own)
    items = []
    for item, one in zip(page.items, seen, strict=True):
        why: dict[str, Any] = {"matched_tags": [tag for tag in wanted.tags if tag in one.tags]}
        if wanted.top:
            why["top_posts"] = best[one.subreddit_id]
        items.append(Raw(joined(bytes(item), msgspec.json.encode(why))))
    return msgspec.structs.replace(page, items=items)
