"""One call as understood: through which door, about whom, and what was asked."""

import re
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from b9_devstack.reddit_simulator.accounts import Account
from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.config import FaultRule
from b9_devstack.reddit_simulator.listings import DEFAULT_LIMIT, ORDERS, Asked
from b9_devstack.reddit_simulator.names import traits_of
from b9_devstack.reddit_simulator.world import World
from b9_devstack.simulator.calls import Call

_SORTS: Final = "|".join(ORDERS)
# What a path asks for; the first that fits.
_COMMUNITY_PATHS: Final = (
    (re.compile(r"/r/([^/]+)/about"), "/r/about"),
    (re.compile(r"/r/([^/]+)/about/rules"), "/r/rules"),
    (re.compile(rf"/r/([^/]+)/({_SORTS})"), "/r/{}"),
    (re.compile(r"/r/([^/]+)"), "/r/hot"),
)
_ACCOUNT_PATHS: Final = (
    (re.compile(r"/(?:user|u)/([^/]+)/about"), "/user/about"),
    (re.compile(r"/(?:user|u)/([^/]+)/(submitted|comments|overview)"), "/user/{}"),
    (re.compile(r"/(?:user|u)/([^/]+)"), "/user/overview"),
)
_PLAIN_PATHS: Final = frozenset({"/api/v1/me", "/api/info", "/subreddits/search"})


@dataclass(frozen=True, slots=True)
class Question:
    """
    One call. *endpoint* is empty where nobody knows the path. *community* and *account* are null
    where the name could not be anybody's; *client* is whose rate limit it counts against.
    """

    request: web.Request
    world: World
    call: Call
    path: str
    client: str | None
    asked: Asked
    community: Community | None = None
    account: Account | None = None
    traits: frozenset[str] = field(default_factory=frozenset)
    rule: FaultRule | None = None

    @property
    def endpoint(self) -> str:
        """What was asked for, as the counters name it."""
        return self.call.endpoint

    @property
    def origin(self) -> str:
        """Where our files are served."""
        return f"http://{self.request.host}"


def plain_path(path: str) -> str:
    """Return *path* without what may be left out: slashes at the end and ``.json``."""
    return path.rstrip("/").removesuffix(".json").rstrip("/") or "/"


def is_public(request: web.Request) -> bool:
    """Return whether it came through the door that needs no token."""
    return request.path.rstrip("/").endswith(".json") and "Authorization" not in request.headers


def client_of(request: web.Request, world: World) -> str | None:
    """Return who calls; null where a token is missing or not good."""
    if is_public(request):
        return f"public {request.remote}"
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return world.tokens.client_of(token) if scheme.lower() == "bearer" else None


def understand(request: web.Request, world: World, t: float) -> Question:
    """Return the call as understood; *t* is the wall clock."""
    path = plain_path(request.path)
    endpoint, name, is_account = _endpoint(path)
    asked = _asked(request)
    community = world.universe.community(name) if endpoint.startswith("/r/") else None
    account = world.universe.account(name) if is_account else None
    call = Call(
        t=t,
        endpoint=endpoint or path,
        who=name.lower() or request.query_string,
        username=name or None,
        cursor=asked.after or asked.before,
    )
    return Question(
        request=request,
        world=world,
        call=call,
        path=path,
        client=client_of(request, world),
        asked=asked,
        community=community,
        account=account,
        traits=traits_of(name),
    )


def _endpoint(path: str) -> tuple[str, str, bool]:
    for paths, is_account in ((_COMMUNITY_PATHS, False), (_ACCOUNT_PATHS, True)):
        for pattern, endpoint in paths:
            found = pattern.fullmatch(path)
            if found is not None:
                return endpoint.format(*found.groups()[1:]), found[1], is_account
    return (path if path in _PLAIN_PATHS else ""), "", False


def _asked(request: web.Request) -> Asked:
    query = request.query
    return Asked(
        limit=_number(query.get("limit"), DEFAULT_LIMIT),
        after=query.get("after") or None,
        before=query.get("before") or None,
        count=_number(query.get("count"), 0),
        span=query.get("t", "day"),
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default
