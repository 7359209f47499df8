"""The answers as they are if nothing goes wrong on the way: bytes, worked out once and kept."""

from collections.abc import Callable
from typing import Final

import msgspec
from aiohttp import web

from b9_devstack.reddit_simulator import abouts, refusals
from b9_devstack.reddit_simulator.config import PAGING_FAULTS
from b9_devstack.reddit_simulator.listings import Asked, ordered, page_of
from b9_devstack.reddit_simulator.outline import Ref
from b9_devstack.reddit_simulator.places import NUMBERS
from b9_devstack.reddit_simulator.posts import make_post
from b9_devstack.reddit_simulator.questions import Question, is_public
from b9_devstack.reddit_simulator.spelling import spell
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.simulator.draw import Draw

# What a community's name or fate makes of every question about it.
CLOSED: Final = {
    "private": "private", "gold": "gold_only", "banned": "banned", "quarantined": "quarantined",
    "forbidden": "forbidden", "legal": "legal", "html": "blocked", "deep": "deep",
    "garbage": "wrong_payload",
}  # fmt: skip
FOUND: Final = 5


def answer(question: Question) -> web.Response:
    """Return what a Reddit in good health says."""
    if question.community is not None:
        return _about_community(question)
    if question.account is not None:
        return _about_account(question)
    known = PLAIN.get(question.endpoint)
    return refusals.canned("not_found") if known is None else _json(question, known(question))


def _about_community(question: Question) -> web.Response:
    community = question.community
    if community is None:
        raise ValueError(question.path)
    refusal = _refusal(question)
    if refusal is not None:
        return refusal
    if community.state != "ok":
        return refusals.canned(CLOSED[community.state])
    return _kept(question, COMMUNITY.get(question.endpoint, _posts))


def _refusal(question: Question) -> web.Response | None:
    traits = question.traits
    kind = next((CLOSED[trait] for trait in CLOSED if trait in traits), None)
    if kind is not None:
        return refusals.canned(kind)
    if traits & {"redirect", "moved"}:
        return _elsewhere(question)
    if "missing" in traits:
        listed = question.endpoint not in {"/r/about", "/r/rules", "/user/about"}
        return refusals.canned("empty" if listed and question.community else "not_found")
    return refusals.canned("empty") if "ghost" in traits else None


def _elsewhere(question: Question) -> web.Response:
    name = question.call.username or ""
    suffix = ".json" if is_public(question.request) else ""
    if "moved" in question.traits:
        target = question.path.replace(name, name.partition("_")[2], 1) + suffix
        return redirect(f"{question.origin}{target}?{question.request.query_string}", 301)
    return redirect(f"{question.origin}/subreddits/search{suffix}?q={name}", 302)


def redirect(location: str, status: int) -> web.Response:
    """Return a redirect to *location*, without a body."""
    headers = {"location": location}
    return web.Response(status=status, headers=headers, content_type=refusals.JSON)


def _about_account(question: Question) -> web.Response:
    account = question.account
    if account is None:
        raise ValueError(question.path)
    if account.state == "deleted":
        return refusals.canned("not_found")
    refusal = _refusal(question)
    if refusal is not None:
        return refusal
    if account.state == "suspended" and question.endpoint != "/user/about":
        return refusals.canned("forbidden")
    return _kept(question, ACCOUNT.get(question.endpoint, _submitted))


def _kept(question: Question, make: Callable[[Question], bytes]) -> web.Response:
    key = (
        question.endpoint, question.call.who, question.asked, _twists(question),
        question.request.query.get("sort"), question.origin,
    )  # fmt: skip
    return _json(question, question.world.bodies.get(key, lambda: make(question)))


def _json(question: Question, body: bytes) -> web.Response:
    if question.request.query.get("raw_json") != "1":
        # These three stand nowhere but in texts.
        body = body.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return web.Response(body=body, content_type=refusals.JSON, charset="UTF-8")


def _twists(question: Question) -> frozenset[str]:
    ruled = {question.rule.kind} if question.rule is not None else set[str]()
    return (question.traits | ruled) & PAGING_FAULTS


def _posts(question: Question) -> bytes:
    community, order = question.community, question.endpoint.rpartition("/")[2]
    refs = question.world.universe.posts_of(community) if community is not None else []
    return _listing(question, ordered(refs, order, question.asked.span), order)


def _submitted(question: Question) -> bytes:
    account, order = question.account, question.request.query.get("sort", "new")
    refs = question.world.universe.submitted(account) if account is not None else []
    order = order if order in {"hot", "top", "controversial"} else "new"
    span = question.request.query.get("t", "all")
    return _listing(question, ordered(refs, order, span), "new")


def _listing(question: Question, refs: list[Ref], order: str) -> bytes:
    on_top = sum(ref.sticky for ref in refs) if order == "hot" else 0
    asked: Asked = question.asked
    shown, after, before = page_of(refs, asked, on_top=on_top, twists=_twists(question))
    universe, origin = question.world.universe, question.origin
    children = b",".join(
        b'{"kind":"t3","data":%b}' % post_data(universe, ref, origin) for ref in shown
    )
    tail = msgspec.json.encode({"before": before})[1:]
    head = {"after": after, "dist": len(shown), "modhash": "", "geo_filter": None}
    return b'{"kind":"Listing","data":%b,"children":[%b],%b}' % (
        msgspec.json.encode(head)[:-1],
        children,
        tail,
    )


def post_data(universe: Universe, ref: Ref, origin: str) -> bytes:
    """Return the data of one post; a crosspost with its origin inside."""
    post = make_post(ref)
    if post.form != "crosspost":
        return spell(post, origin)
    number, slot = post.parent
    others = [
        other
        for other in universe.posts_of(universe.numbered(number))[slot:]
        if other.id != ref.id and make_post(other).form != "crosspost"
    ][:1]
    return spell(post, origin, spell(make_post(others[0]), origin) if others else None)


def _about(question: Question) -> bytes:
    return (
        abouts.community_about(question.community, question.origin) if question.community else b""
    )


def _rules(question: Question) -> bytes:
    return abouts.rules_body(question.community) if question.community else b""


def _user_about(question: Question) -> bytes:
    account = question.account
    feed = question.world.universe.community(account.feed) if account else None
    return abouts.account_about(account, feed, question.origin) if account and feed else b""


def _me(_question: Question) -> bytes:
    return b'{"features":{}}'


def _search(question: Question) -> bytes:
    draw = Draw(question.world.seed, "search", question.request.query.get("q", "").lower())
    numbers = [draw.below(NUMBERS) for _ in range(FOUND)]
    return _communities(question, [question.world.universe.numbered(n).name for n in numbers])


def _info(question: Question) -> bytes:
    names = question.request.query.get("sr_name", "")
    return _communities(question, [name for name in names.split(",") if name])


def _communities(question: Question, names: list[str]) -> bytes:
    found = filter(None, map(question.world.universe.community, names))
    children = [
        {"kind": "t5", "data": abouts.community_fields(one, question.origin)}
        for one in found
        if one.state == "ok" and not one.traits & (CLOSED.keys() | {"missing", "ghost"})
    ]
    data = {"after": None, "dist": len(children), "modhash": "", "children": children}
    return msgspec.json.encode({"kind": "Listing", "data": data | {"before": None}})


Answer = Callable[[Question], bytes]
COMMUNITY: Final[dict[str, Answer]] = {"/r/about": _about, "/r/rules": _rules}
ACCOUNT: Final[dict[str, Answer]] = {"/user/about": _user_about}
PLAIN: Final[dict[str, Answer]] = {
    "/api/v1/me": _me,
    "/api/info": _info,
    "/subreddits/search": _search,
}
