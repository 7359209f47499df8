"""What a page is made of, whichever platform it comes from."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from b9_common.events import AnyPage, ContentPage, Owner

# The kinds of things of a page that can be refused alone. ``profile`` is the page's one creator
# or community, ``user`` its one account of Reddit.
Thing: TypeAlias = Literal["profile", "rules", "user", "item", "asset", "found"]

# Those of them that tell whose page it is.
HEADS: Final[tuple[Thing, ...]] = ("profile", "user")

# Those that a page announces, with where they stand in its dead letters: the entries that the
# mapper refused have small numbers of their own, what the database refused follows.
POSITIONS: Final[Mapping[Thing, int]] = {"user": 997, "rules": 998, "profile": 999, "item": 1_000}


class Head(NamedTuple):
    """Whose page it is, as that page itself tells it."""

    owner: Owner
    followers: int | None


def things_of(page: AnyPage) -> Mapping[Thing, Sequence[Struct]]:
    """Everything of *page* that could be refused alone."""
    if isinstance(page, ContentPage):
        return {"profile": _there(page.profile), "item": page.items, "asset": page.assets}
    return {
        "profile": _there(page.subreddit),
        "rules": _there(page.rules),
        "user": _there(page.user),
        "item": page.posts,
        "asset": page.assets,
        "found": page.found,
    }


def rows_of(page: AnyPage) -> int:
    """How many rows *page* may become, its assets apart."""
    things = things_of(page)
    return sum(len(of_kind) for kind, of_kind in things.items() if kind != "asset")


def named(page: AnyPage) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What tells *page* from others: items sent again alone travel under the key of their page."""
    return page.key, tuple(
        (kind, str(getattr(thing, "media_pk", None) or getattr(thing, "id", "")))
        for kind, things in things_of(page).items()
        if kind in POSITIONS
        for thing in things
    )


def head_of(page: AnyPage) -> Head | None:
    """The creator, community or account that *page* is about, where it shows it itself."""
    if isinstance(page, ContentPage):
        return None if page.profile is None else Head(page.owner, page.profile.followers_count)
    if page.subreddit is not None:
        return Head(page.owner, page.subreddit.subscribers)
    return None if page.user is None else Head(page.owner, None)


def _there(thing: Struct | None) -> tuple[Struct, ...]:
    return () if thing is None else (thing,)
