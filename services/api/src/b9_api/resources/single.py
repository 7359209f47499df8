"""One row of a list, by its id or by the name it goes by."""

from typing import Any, Final

from fastapi import APIRouter, Request
from msgspec import Raw
from starlette.responses import Response

from b9_api.answers import instagram as of_instagram
from b9_api.answers import reddit as of_reddit
from b9_api.http.caller import Scope, needs
from b9_api.http.problems import Problem, invalid
from b9_api.http.says import says
from b9_api.lists.replies import tagged
from b9_api.lists.resource import Resource
from b9_api.names import InvalidNameError, normalise_username
from b9_api.resources.creators import CREATORS
from b9_api.resources.reddit_posts import REDDIT_POSTS
from b9_api.resources.subreddits import SUBREDDITS
from b9_api.resources.users import USERS
from b9_api.routes.naming import subreddit_name, user_name
from b9_api.routes.wishing import unknown
from b9_api.services import Services

BIGINT_DIGITS: Final = 18
RECENT: Final = 10
Found = dict[str, Any]


def router(services: Services) -> APIRouter:
    """The routes of single rows. They take any word: routes with words of their own go first."""
    routes = APIRouter(prefix="/api", dependencies=[needs(Scope.READ)])

    @routes.get(
        "/instagram/creators/{key}",
        tags=["instagram"],
        **says(
            "get_creator",
            "A creator, by id or name",
            of_instagram.whole_creator(),
            refuses=["unknown_creator"],
            tagged=True,
        ),
    )
    async def creator(request: Request, key: str) -> Response:
        return tagged(request, await whole_creator(services, key))

    @routes.get(
        "/reddit/subreddits/{key}",
        tags=["reddit"],
        **says(
            "get_subreddit",
            "A community, by id or name",
            of_reddit.whole_subreddit(),
            refuses=["unknown_subreddit"],
            tagged=True,
        ),
    )
    async def subreddit(request: Request, key: str) -> Response:
        row = await find_subreddit(services, key)
        return tagged(request, row | await _about_subreddit(services, row))

    @routes.get(
        "/reddit/users/{key}",
        tags=["reddit"],
        **says(
            "get_user",
            "An account, by id or name",
            of_reddit.whole_user(),
            refuses=["unknown_user"],
            tagged=True,
        ),
    )
    async def user(request: Request, key: str) -> Response:
        row = await _by_id(services, USERS, key)
        if row is not None:
            return tagged(request, row | await _about_user(services, row))
        name = user_name("name", key)
        found = await user_named(services, name)
        if found is None:
            raise await _no_such(services, "user", name)
        return tagged(request, found)

    return routes


async def subreddit_named(services: Services, name: str) -> Found | None:
    """The community called *name* (normalised), with counts and lineage; None for none."""
    row = await _by(services, SUBREDDITS, "lower(t.name) = {}", name)
    return None if row is None else row | await _about_subreddit(services, row)


async def user_named(services: Services, name: str) -> Found | None:
    """The account called *name* (normalised), with counts and its newest posts; None for none."""
    row = await _by(services, USERS, "lower(t.username) = {}", name)
    return None if row is None else row | await _about_user(services, row)


async def whole_creator(services: Services, key: str) -> Found:
    """The creator with counts and lineage."""
    row = await find_creator(services, key)
    return row | await services.creators.about(text_of(row["ig_user_id"]))


async def find_creator(services: Services, key: str) -> Found:
    """The creator that *key* names. Raises `Problem`."""
    row = await _by_id(services, CREATORS, key)
    if row is not None:
        return row
    try:
        name = normalise_username(key)
    except InvalidNameError as exc:
        raise invalid("username", "invalid_name", str(exc)) from None
    row = await _by(services, CREATORS, "lower(t.username) = {}", name)
    if row is None:
        raise unknown("creator", name)
    return row


async def find_subreddit(services: Services, key: str) -> Found:
    """The community that *key* names. Raises `Problem`."""
    row = await _by_id(services, SUBREDDITS, key)
    if row is not None:
        return row
    name = subreddit_name("name", key)
    row = await _by(services, SUBREDDITS, "lower(t.name) = {}", name)
    if row is None:
        raise await _no_such(services, "subreddit", name)
    return row


def text_of(value: Raw) -> str:
    """A text, out of a row's JSON."""
    return bytes(value).decode().strip('"')


async def _about_subreddit(services: Services, row: Found) -> Found:
    return await services.reddit.about_subreddit(text_of(row["subreddit_id"]))


async def _about_user(services: Services, row: Found) -> Found:
    account = text_of(row["reddit_id"])
    of_theirs = ("t.author_id", account)
    posts = await services.lists.few(REDDIT_POSTS, of_theirs, sort="-created_utc", limit=RECENT)
    return await services.reddit.about_user(account) | {"recent_posts": posts}


async def _by_id(services: Services, of: Resource, key: str) -> Found | None:
    """Digits are an id first: who is called by a number is found by `@` before it, or after."""
    if not (key.isascii() and key.isdigit() and len(key) <= BIGINT_DIGITS):
        return None
    return await _by(services, of, "t.id = {}::bigint", int(key))


async def _by(services: Services, of: Resource, where: str, value: Any) -> Found | None:
    """Rows like these belong to the deployment, whoever asks."""
    found = await services.lists.find(of, where, value)
    return None if found is None else dict(found)


async def _no_such(services: Services, kind: str, name: str) -> Problem:
    """A 404 that tells what Reddit said of a name: banned communities have no row."""
    state = await services.reddit.state_of(kind, name)
    return unknown(kind, name, f"; Reddit said of it: {state}" if state else "")
