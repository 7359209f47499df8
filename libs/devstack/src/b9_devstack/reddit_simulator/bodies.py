"""The bodies of the answers: what is said of communities and accounts, and pages of lists."""

from collections.abc import Sequence
from typing import Final

import msgspec

from b9_devstack.reddit_simulator import abouts
from b9_devstack.reddit_simulator.config import PAGING_FAULTS
from b9_devstack.reddit_simulator.listings import ordered, page_of
from b9_devstack.reddit_simulator.names import traits_of
from b9_devstack.reddit_simulator.outline import Ref
from b9_devstack.reddit_simulator.places import NUMBERS
from b9_devstack.reddit_simulator.posts import make_post
from b9_devstack.reddit_simulator.questions import Question
from b9_devstack.reddit_simulator.remarks import Remark, remarks_of, spell_remark
from b9_devstack.reddit_simulator.spelling import spell
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.reddit_simulator.weird import kind_of, spoil
from b9_devstack.simulator.draw import Draw

FOUND: Final = 5
# Names with these lead to no community that could be shown among others.
UNSHOWN: Final = frozenset(
    {"missing", "ghost", "redirect", "moved", "private", "gold", "banned", "quarantined"}
)
USER_ORDERS: Final = frozenset({"hot", "top", "controversial"})


def twists(question: Question) -> frozenset[str]:
    """Return the paging faults that befall *question*."""
    ruled = {question.rule.kind} if question.rule is not None else set[str]()
    return (question.traits | ruled) & PAGING_FAULTS


def about(question: Question) -> bytes:
    """Return what is said of a community."""
    community = question.community
    return abouts.community_about(community, question.origin) if community else b""


def rules(question: Question) -> bytes:
    """Return the rules of a community."""
    return abouts.rules_body(question.community) if question.community else b""


def user_about(question: Question) -> bytes:
    """Return what is said of an account."""
    account = question.account
    feed = question.world.universe.community(account.feed) if account else None
    return abouts.account_about(account, feed, question.origin) if account and feed else b""


def posts(question: Question) -> bytes:
    """Return a page of a community's posts."""
    community, order = question.community, question.endpoint.rpartition("/")[2]
    if community is None:
        return b""
    question.world.pass_by(community, None)
    refs, gone = question.world.posts_of(community)
    on_top = sum(ref.sticky for ref in refs) if order == "hot" else 0
    return _page(question, ordered(refs, order, question.asked.span), gone, on_top)


def submitted(question: Question) -> bytes:
    """Return a page of an account's posts."""
    refs, gone = _submitted(question)
    return _page(question, refs, gone)


def overview(question: Question) -> bytes:
    """Return a page of all an account did: posts and comments."""
    refs, gone = _submitted(question)
    return _page(question, _mixed(question, [*refs, *_remarks(question)]), gone)


def comments(question: Question) -> bytes:
    """Return a page of an account's comments."""
    return _page(question, _mixed(question, _remarks(question)), frozenset())


def _submitted(question: Question) -> tuple[list[Ref], frozenset[str]]:
    if question.account is None:
        return [], frozenset()
    question.world.pass_by(None, question.account)
    refs, gone = question.world.submitted(question.account)
    query = question.request.query
    order = query.get("sort", "new")
    return ordered(refs, order if order in USER_ORDERS else "new", query.get("t", "all")), gone


def _remarks(question: Question) -> list[Remark]:
    account, universe = question.account, question.world.universe
    if account is None or "empty" in account.traits:
        return []
    haunts = [found for found in map(universe.community, account.away) if found is not None]
    return remarks_of(account, haunts)


def _mixed(question: Question, items: Sequence[Ref | Remark]) -> list[Ref | Remark]:
    if question.request.query.get("sort") == "top":
        return sorted(items, key=lambda item: -item.score)
    return sorted(items, key=lambda item: -item.created)


def _page(
    question: Question, listed: Sequence[Ref | Remark], gone: frozenset[str], on_top: int = 0
) -> bytes:
    shown, after, before = page_of(
        listed, question.asked, gone=gone, on_top=on_top, twists=twists(question)
    )
    children = [child for item in shown for child in _children(question, item)]
    head = {"after": after, "dist": len(shown), "modhash": "", "geo_filter": None}
    return b'{"kind":"Listing","data":%b,"children":[%b],%b}' % (
        msgspec.json.encode(head)[:-1],
        b",".join(children),
        msgspec.json.encode({"before": before})[1:],
    )


def _children(question: Question, item: Ref | Remark) -> list[bytes]:
    if isinstance(item, Remark):
        return [msgspec.json.encode({"kind": "t1", "data": spell_remark(item)})]
    world, origin, kind = question.world, question.origin, kind_of(item)
    data = world.posts.get(
        (item.id, item.score, origin), lambda: post_data(world.universe, item, origin)
    )
    if kind is not None:
        return spoil(kind, data, item.slot)
    return [b'{"kind":"t3","data":%b}' % data]


def post_data(universe: Universe, ref: Ref, origin: str) -> bytes:
    """Return the data of one post; a crosspost with its origin inside."""
    post = make_post(ref)
    if post.form != "crosspost":
        return spell(post, origin)
    number, slot = post.parent
    others = universe.posts_of(universe.numbered(number))[slot : slot + FOUND]
    origins = (make_post(other) for other in others if other.id != ref.id)
    first = next((origin for origin in origins if origin.form != "crosspost"), None)
    return spell(post, origin, None if first is None else spell(first, origin))


def me(_question: Question) -> bytes:
    """Return what an application without a user is."""
    return b'{"features":{}}'


def search(question: Question) -> bytes:
    """Return communities that have nothing to do with what was searched for."""
    draw = Draw(question.world.seed, "search", question.request.query.get("q", "").lower())
    numbers = [draw.below(NUMBERS) for _ in range(FOUND)]
    return _communities(question, [question.world.universe.numbered(n).name for n in numbers])


def info(question: Question) -> bytes:
    """Return the communities named in ``sr_name``."""
    names = question.request.query.get("sr_name", "")
    return _communities(question, [name for name in names.split(",") if name])


def _communities(question: Question, names: list[str]) -> bytes:
    shown = [name for name in names if not traits_of(name) & UNSHOWN]
    found = filter(None, map(question.world.universe.community, shown))
    children = [
        {"kind": "t5", "data": abouts.community_fields(one, question.origin)}
        for one in found
        if one.state == "ok"
    ]
    data = {"after": None, "dist": len(children), "modhash": "", "children": children}
    return msgspec.json.encode({"kind": "Listing", "data": data | {"before": None}})
