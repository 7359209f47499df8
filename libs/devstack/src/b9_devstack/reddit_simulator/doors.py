"""The two doors, and what befalls a call on its way in and out."""

import asyncio
from dataclasses import replace
from http import HTTPStatus
from time import monotonic, time

from aiohttp import web

from b9_devstack.reddit_simulator import oauth, refusals
from b9_devstack.reddit_simulator.answers import answer, redirect
from b9_devstack.reddit_simulator.config import PAGING_FAULTS
from b9_devstack.reddit_simulator.limits import Window
from b9_devstack.reddit_simulator.questions import Question, understand
from b9_devstack.reddit_simulator.recorded import RECORDED
from b9_devstack.reddit_simulator.world import WORLD, World
from b9_devstack.simulator import transport
from b9_devstack.simulator.calls import Call
from b9_devstack.simulator.draw import Draw

TOKEN_PATH = "/api/v1/access_token"  # noqa: S105 - an address
FROM_GATEWAYS = HTTPStatus.INTERNAL_SERVER_ERROR
FLAKY = (
    "server_error", "bad_gateway", "unavailable", "gateway_timeout", "unknown_error",
    "gateway_page",
)  # fmt: skip


def add_routes(app: web.Application) -> None:
    """Add both doors to *app*, behind everything else."""
    app.router.add_post(TOKEN_PATH, post_token)
    app.router.add_get("/{path:.*}", handle, allow_head=False)


async def post_token(request: web.Request) -> web.StreamResponse:
    """Give a token to who says who they are."""
    world = request.app[WORLD]
    form = {name: text for name, text in (await request.post()).items() if isinstance(text, str)}
    call = Call(t=time(), endpoint=TOKEN_PATH, who=form.get("grant_type", ""))
    world.calls.arrive(call, monotonic())
    response = await _token(request, world, form)
    world.calls.settle(call, response.status)
    return response


async def _token(request: web.Request, world: World, form: dict[str, str]) -> web.Response:
    rule = world.config.fault_for(TOKEN_PATH, "", world.seed)
    await asyncio.sleep(world.config.latency_ms / 1_000)
    if rule is not None and rule.kind in refusals.CANNED:
        return refusals.canned(rule.kind, rule.status, rule.delay_s)
    if not request.headers.get("User-Agent"):
        return refusals.canned("too_many_json")
    try:
        client = oauth.client_of_basic(request.headers.get("Authorization"), world.config)
    except oauth.BadCredentialsError:
        return refusals.canned("unauthorized")
    body = oauth.grant(world.tokens, world.config, client, form)
    return web.Response(body=body, content_type=refusals.JSON, charset="UTF-8")


async def handle(request: web.Request) -> web.StreamResponse:
    """Answer one call, counted before anything else happens to it."""
    world = request.app[WORLD]
    arrived = monotonic()
    question = understand(request, world, time())
    world.calls.arrive(question.call, arrived)
    response = await _recorded_or_answer(question, arrived)
    if question.call.fault not in {"hang", "reset"}:
        world.calls.settle(question.call, response.status)
    return response


async def _recorded_or_answer(question: Question, arrived: float) -> web.StreamResponse:
    recorded = question.request.app.get(RECORDED)
    found = recorded.find(str(question.request.rel_url)) if recorded is not None else None
    if found is None:
        return await _answer(question, arrived)
    question.call.fault = None if found.status == HTTPStatus.OK else "recorded"
    return found


async def _answer(question: Question, arrived: float) -> web.StreamResponse:
    if not question.request.headers.get("User-Agent"):
        question.call.fault = "no_user_agent"
        return refusals.canned("too_many_json")
    if question.client is None:
        question.call.fault = "unauthorized"
        return refusals.canned("unauthorized")
    window, admitted = _charge(question, question.client)
    if window is not None and not admitted:
        question.call.fault = "over_limit"
        return _over_limit(question, window)
    name = question.call.username or ""
    rule = question.world.config.fault_for(question.path, name, question.world.seed)
    response = await _misbehave_or_answer(replace(question, rule=rule), arrived)
    # Gateways know nothing of limits.
    if window is not None and not response.prepared and response.status < FROM_GATEWAYS:
        floats = question.world.config.float_headers
        response.headers.update(window.headers(time(), floats=floats))
    return response


def _charge(question: Question, client: str) -> tuple[Window | None, bool]:
    config, world = question.world.config, question.world
    limit = config.rate_limit
    if client.startswith("public ") and config.public_limit is not None:
        limit = config.public_limit
    if limit is None:
        return None, True
    return world.windows.charge(
        client, time(), limit=limit, length_s=config.rate_window_s, aligned=config.window_aligned
    )


def _over_limit(question: Question, window: Window) -> web.Response:
    form = question.world.config.limit_form
    if form == "json" or (form == "both" and window.refused % 2):
        return refusals.canned("too_many_json")
    return refusals.too_many_page(window.reset_s(time()))


async def _misbehave_or_answer(question: Question, arrived: float) -> web.StreamResponse:
    kind = _fault(question)
    question.call.fault = kind
    await _take_time(question, arrived)
    if kind is None or kind in PAGING_FAULTS or kind == "slow":
        return answer(question)
    return await _misbehave(question, kind)


def _fault(question: Question) -> str | None:
    """Return what goes wrong: by rule first, then by what the name asks for."""
    if question.rule is not None:
        return question.rule.kind
    if question.traits & {"flaky", "limited"} and (kind := _first_try_fault(question)):
        return kind
    return "truncated" if "truncated" in question.traits else None


def _first_try_fault(question: Question) -> str | None:
    page = "|".join(map(str, question.call.page))
    if question.world.tries.add(page) > 1:
        return None
    draw = Draw(question.world.seed, "first-try", page)
    if "limited" in question.traits and draw.one_in(3):
        return draw.pick(("too_many_json", "too_many_html"))
    return draw.pick(FLAKY) if "flaky" in question.traits else None


async def _take_time(question: Question, arrived: float) -> None:
    config, rule = question.world.config, question.rule
    wanted = config.latency_ms / 1_000
    if "slow" in question.traits:
        wanted += config.slow_ms / 1_000
    if rule is not None and rule.kind == "slow":
        wanted += rule.delay_s
    left = wanted - (monotonic() - arrived)
    if left > 0:
        await asyncio.sleep(left)


async def _misbehave(question: Question, kind: str) -> web.StreamResponse:
    request, config, rule = question.request, question.world.config, question.rule
    if kind in refusals.CANNED:
        status, delay_s = (rule.status, rule.delay_s) if rule else (None, 1.0)
        return refusals.canned(kind, status, delay_s)
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
    return redirect(f"{question.origin}/subreddits/search?q={question.call.username}", 302)


def _body(question: Question) -> bytes:
    body = answer(question).body
    return body if isinstance(body, bytes) else b""
