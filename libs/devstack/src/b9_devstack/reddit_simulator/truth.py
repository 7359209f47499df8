"""What a faithful reader must have found: computed from the story itself, not from the answers."""

from collections.abc import Iterable
from typing import Any, Final

from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.listings import ordered
from b9_devstack.reddit_simulator.media import standing_fault
from b9_devstack.reddit_simulator.names import WEIRD
from b9_devstack.reddit_simulator.outline import DELETED, Ref
from b9_devstack.reddit_simulator.posts import Post, make_post
from b9_devstack.reddit_simulator.weird import kind_of
from b9_devstack.reddit_simulator.world import World

ABSENT: Final = frozenset({"missing", "ghost", "redirect", "moved"})


def truth_of_community(
    world: World, community: Community, depths: dict[str, int], span: str
) -> dict[str, Any]:
    """Return what the listings hold now down to *depths*, and what the name is answered with."""
    refs, gone = world.posts_of(community)
    readable = is_readable(community)
    listed = {
        order: _visible(ordered(refs if readable else [], order, span), gone)[:depth]
        for order, depth in depths.items()
    }
    return {
        "name": community.name,
        "id": community.id,
        "state": state_of(community),
        "type": community.type,
        "over18": community.over18,
        "subscribers": community.subscribers,
        "listings": {order: [describe(ref) for ref in listed[order]] for order in listed},
        "authors": sorted({ref.author for refs in listed.values() for ref in refs} - {DELETED}),
        "vanished": sorted(gone),
    }


def truth_of_account(world: World, name: str, depth: int) -> dict[str, Any]:
    """Return what the account called *name* submitted, and where."""
    account = world.universe.account(name)
    if account is None:
        return {"name": name, "state": "missing", "submitted": [], "communities": []}
    refs, gone = world.submitted(account)
    shown = _visible(refs, gone)[:depth] if account.state == "ok" else []
    return {
        "name": account.name,
        "id": account.id,
        "state": account.state,
        "submitted": [describe(ref) for ref in shown],
        "communities": sorted({ref.community.name for ref in shown}),
    }


def leads_of(
    world: World, community: Community, depths: dict[str, int], span: str, submitted: int
) -> dict[str, list[str]]:
    """Return the communities its authors lead to, each with those authors."""
    truth = truth_of_community(world, community, depths, span)
    leads: dict[str, list[str]] = {}
    for author in truth["authors"]:
        for name in truth_of_account(world, author, submitted)["communities"]:
            leads.setdefault(name, []).append(author)
    return leads


def is_readable(community: Community) -> bool:
    """Return whether its listings may be read."""
    return state_of(community) == "ok"


def state_of(community: Community) -> str:
    """Return what every question about *community* is answered with."""
    closed = ("private", "gold", "banned", "quarantined", "forbidden", "legal", "html")
    named = next((trait for trait in closed if trait in community.traits), None)
    if community.traits & ABSENT:
        return "missing"
    return named or community.state


def describe(ref: Ref) -> dict[str, Any]:
    """Return what is true of the post of *ref*."""
    post, spoilt = make_post(ref), kind_of(ref)
    return {
        "id": ref.id,
        "community": ref.community.name,
        "author": None if ref.author == DELETED else ref.author,
        "created": ref.created,
        "form": post.form,
        "title": post.title,
        "score": None if post.hidden else ref.score,
        "ratio": post.ratio,
        "comments": post.comments,
        "sticky": ref.sticky,
        "over18": post.over18,
        "edited": post.edited,
        "removed_by": post.fate,
        "spoilt": spoilt,
        "keepable": spoilt is None or not WEIRD[spoilt],
        "files": list(post.files),
        "faulty": _faulty(post),
    }


def _faulty(post: Post) -> dict[str, str]:
    faults = {file: standing_fault(file) for file in post.files}
    if post.unfinished is not None:
        faults[post.unfinished] = "unfinished"
    return {file: fault for file, fault in faults.items() if fault is not None}


def _visible(refs: Iterable[Ref], gone: frozenset[str]) -> list[Ref]:
    return [ref for ref in refs if ref.fullname not in gone]
