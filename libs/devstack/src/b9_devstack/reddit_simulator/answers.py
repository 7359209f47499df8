"""The answers as they are if nothing goes wrong on the way: bytes, worked out once and kept."""

from collections.abc import Callable
from typing import Final

from aiohttp import web

from b9_devstack.reddit_simulator import bodies, refusals
from b9_devstack.reddit_simulator.accounts import Account
from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.questions import Question, is_public

# What a community's name or fate makes of every question about it.
CLOSED: Final = {
    "private": "private", "gold": "gold_only", "banned": "banned", "quarantined": "quarantined",
    "forbidden": "forbidden", "legal": "legal", "html": "blocked", "deep": "deep",
    "garbage": "wrong_payload",
}  # fmt: skip


def answer(question: Question) -> web.Response:
    """Return what a Reddit in good health says."""
    if question.community is not None:
        return _about_community(question, question.community)
    if question.account is not None:
        return _about_account(question, question.account)
    known = PLAIN.get(question.endpoint)
    return refusals.canned("not_found") if known is None else _json(question, known(question))


def _about_community(question: Question, community: Community) -> web.Response:
    refusal = _refusal(question)
    if refusal is not None:
        return refusal
    if community.state != "ok":
        return refusals.canned(CLOSED[community.state])
    owner = question.world.universe.account(community.owner) if community.owner else None
    if owner is not None and owner.state != "ok":
        return refusals.canned("forbidden" if owner.state == "suspended" else "not_found")
    return _kept(question, COMMUNITY.get(question.endpoint, bodies.posts))


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


def _about_account(question: Question, account: Account) -> web.Response:
    if account.state == "deleted":
        return refusals.canned("not_found")
    refusal = _refusal(question)
    if refusal is not None:
        return refusal
    if account.state == "suspended" and question.endpoint != "/user/about":
        return refusals.canned("forbidden")
    return _kept(question, ACCOUNT.get(question.endpoint, bodies.submitted))


def _kept(question: Question, make: Callable[[Question], bytes]) -> web.Response:
    if question.world.config.drift:
        return _json(question, make(question))
    key = (
        question.endpoint, question.call.who, question.asked, bodies.twists(question),
        question.request.query.get("sort"), question.origin,
    )  # fmt: skip
    return _json(question, question.world.bodies.get(key, lambda: make(question)))


def _json(question: Question, body: bytes) -> web.Response:
    if question.request.query.get("raw_json") != "1":
        # These three stand nowhere but in texts.
        body = body.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return web.Response(body=body, content_type=refusals.JSON, charset="UTF-8")


Answer = Callable[[Question], bytes]
COMMUNITY: Final[dict[str, Answer]] = {"/r/about": bodies.about, "/r/rules": bodies.rules}
ACCOUNT: Final[dict[str, Answer]] = {
    "/user/about": bodies.user_about,
    "/user/overview": bodies.overview,
    "/user/comments": bodies.comments,
}
PLAIN: Final[dict[str, Answer]] = {
    "/api/v1/me": bodies.me,
    "/api/info": bodies.info,
    "/subreddits/search": bodies.search,
}
