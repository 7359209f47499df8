"""The provider's four endpoints, and what befalls a call to them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import Final

from aiohttp import web

from b9_devstack.simulator import answers, transport
from b9_devstack.simulator.calls import Call
from b9_devstack.simulator.config import PAGING_FAULTS, FaultRule
from b9_devstack.simulator.creators import Creator, Walk
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.feeds import MAX_PAGE, BadCursorError, make_page
from b9_devstack.simulator.names import NEVER_EXISTS
from b9_devstack.simulator.world import WORLD, World

WALKS: Final[dict[str, Walk]] = {"/reels": "reels", "/user-feeds": "posts"}
OK: Final = 200


@dataclass(frozen=True, slots=True)
class Question:
    """One call as understood: whom it is about, what was asked, what shall go wrong."""

    request: web.Request
    world: World
    call: Call
    creator: Creator | None
    rule: FaultRule | None


def add_routes(app: web.Application) -> None:
    """Add the provider's endpoints to *app*."""
    for path in ("/profile", "/reels", "/user-feeds", "/related-profiles"):
        app.router.add_get(path, handle, allow_head=False)


async def handle(request: web.Request) -> web.StreamResponse:
    """Answer one call, counted before anything else happens to it."""
    world = request.app[WORLD]
    loop = asyncio.get_running_loop()
    arrived = loop.time()
    question = _understand(request, world)
    world.calls.arrive(question.call, arrived)
    response = await _answer(question, arrived)
    if world.config.quota is not None and not response.prepared:
        left = max(0, world.config.quota - world.calls.charged)
        response.headers["x-ratelimit-requests-limit"] = str(world.config.quota)
        response.headers["x-ratelimit-requests-remaining"] = str(left)
    if question.call.fault not in {"hang", "reset"}:
        world.calls.settle(question.call, response.status)
    return response


def _understand(request: web.Request, world: World) -> Question:
    name, creator_id = request.query.get("username"), request.query.get("id")
    creator = None
    if request.path == "/profile":
        creator = world.registry.find(name) if name else None
    elif creator_id:
        creator = world.registry.find_by_id(creator_id)
    call = Call(
        t=time() - transport.waited_s(request),
        endpoint=request.path,
        who=(name if request.path == "/profile" else creator_id) or "",
        username=creator.name if creator else None,
        cursor=request.query.get("max_id"),
    )
    rule = world.config.fault_for(request.path, creator.name if creator else call.who, world.seed)
    return Question(request, world, call, creator, rule)


async def _answer(question: Question, arrived: float) -> web.StreamResponse:
    refusal = _refusal(question, arrived)
    if refusal is not None:
        question.call.fault = refusal
        return transport.canned(refusal)
    kind = _fault(question)
    question.call.fault = kind
    await _take_time(question, arrived)
    if kind is None or kind in PAGING_FAULTS or kind == "slow":
        return _plain(question)
    return await _misbehave(question, kind)


def _refusal(question: Question, arrived: float) -> str | None:
    config = question.world.config
    key = question.request.headers.get("x-rapidapi-key")
    if not key:
        return "invalid_key"
    if config.api_key is not None and key != config.api_key:
        return "not_subscribed"
    return question.world.calls.admit(arrived, config.rate_limit_per_s, config.quota)


def _fault(question: Question) -> str | None:
    """Return what goes wrong: by rule first, then by what the name asks for."""
    if question.rule is not None:
        return question.rule.kind
    creator = question.creator
    if creator is None or not creator.traits & {"flaky", "limited"}:
        return None
    return _first_try_fault(question, creator)


def _first_try_fault(question: Question, creator: Creator) -> str | None:
    page = "|".join(map(str, question.call.page))
    if question.world.tries.add(page) > 1:
        return None
    draw = Draw(creator.seed, "first-try", page)
    if "limited" in creator.traits and draw.one_in(3):
        return "retry_after_seconds"
    if "flaky" not in creator.traits:
        return None
    return "empty" if question.call.endpoint in WALKS and draw.one_in(2) else "bad_gateway"


async def _take_time(question: Question, arrived: float) -> None:
    config, rule = question.world.config, question.rule
    wanted = config.latency_ms / 1_000
    if question.creator is not None and "slow" in question.creator.traits:
        wanted += config.slow_ms / 1_000
    if rule is not None and rule.kind == "slow":
        wanted += rule.delay_s
    left = wanted - (asyncio.get_running_loop().time() - arrived)
    if left > 0:
        await asyncio.sleep(left)


async def _misbehave(question: Question, kind: str) -> web.StreamResponse:
    request, config, rule = question.request, question.world.config, question.rule
    if kind in transport.CANNED:
        status, delay_s = (rule.status, rule.delay_s) if rule else (None, 1.0)
        return transport.canned(kind, status, delay_s)
    if kind == "hang":
        await transport.hang(config.hang_s)
    if kind in {"hang", "reset"}:
        transport.reset(request)
        return web.Response()
    if kind == "huge":
        return await transport.send_huge(request, config.huge_bytes)
    if kind == "cut_off":
        return await transport.send_cut_off(request, _body(question), transport.JSON)
    if kind == "truncated":
        return transport.truncated(_body(question))
    return transport.redirect(f"http://{request.host}/accounts/login/")


def _body(question: Question) -> bytes:
    body = _plain(question).body
    return body if isinstance(body, bytes) else b""


def _plain(question: Question) -> web.Response:
    """Return the answer as it would be if nothing went wrong on the way."""
    creator = question.creator
    if not question.call.who:
        return _json(answers.BAD_REQUEST, 400)
    if question.call.who.lower().startswith(NEVER_EXISTS):
        return _json(answers.STATUS_FALSE)
    if creator is None or "missing" in creator.traits:
        return _json(answers.USER_NOT_FOUND, 404)
    if "ghost" in creator.traits:
        return _json(answers.USER_NULL)
    return ENDPOINTS[question.call.endpoint](question, creator)


def _profile(question: Question, creator: Creator) -> web.Response:
    links = question.world.links(question.request.host, creator)
    return _json(answers.profile_body(creator, links, age=question.world.age_of(creator)))


def _list(question: Question, creator: Creator) -> web.Response:
    if creator.private:
        return _json(answers.NOT_AUTHORIZED, 400)
    world, walk = question.world, WALKS[question.call.endpoint]
    age = world.age_of(creator)
    twists = creator.traits & PAGING_FAULTS
    if question.rule is not None:
        twists |= {question.rule.kind}
    try:
        page = make_page(
            creator,
            walk,
            asked_cursor=question.call.cursor,
            count=int(question.request.query.get("count", MAX_PAGE)),
            changes=world.changes_of(creator)[walk],
            twists=twists,
        )
    except (BadCursorError, ValueError):
        return _json(answers.BAD_REQUEST, 400)
    return _json(answers.page_body(page, world.links(question.request.host, creator), age=age))


def _related(question: Question, creator: Creator) -> web.Response:
    world = question.world
    found = map(world.registry.find, answers.related_names(creator))
    related = [one for one in found if one is not None]
    return _json(answers.related_body(related, world.links(question.request.host, creator)))


ENDPOINTS: Final[dict[str, Callable[[Question, Creator], web.Response]]] = {
    "/profile": _profile,
    "/reels": _list,
    "/user-feeds": _list,
    "/related-profiles": _related,
}


def _json(body: bytes, status: int = OK) -> web.Response:
    return web.Response(body=body, status=status, content_type=transport.JSON)
