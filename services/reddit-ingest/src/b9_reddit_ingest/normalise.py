"""A readable body to a `Page` of our own records, for each form that a body may have."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from msgspec import Raw, Struct

from b9_common.errors import B9Error
from b9_common.events import RedditPost, RedditUser, RejectedItem, Subreddit
from b9_common.fetching.decoding import BodyError, BodyFault
from b9_reddit_ingest.body import LISTING, Entry, cursor, entry_of, listing_of, rule_entries_of
from b9_reddit_ingest.communities import rules_of, subreddit_of
from b9_reddit_ingest.keywords import Keywords
from b9_reddit_ingest.page import Page, Reason, rejected
from b9_reddit_ingest.posts import post_of
from b9_reddit_ingest.users import user_of

POST: Final = "t3"
COMMUNITY: Final = "t5"
ACCOUNT: Final = "t2"
USER_LIST: Final = "UserList"

Item = TypeVar("Item", RedditPost, Subreddit, RedditUser)


class NoSuchTargetError(B9Error):
    """Reddit answered with a search where a community was asked for by name: there is none."""


class Sorted(Struct, Generic[Item], frozen=True):
    """The entries of a listing, each in one place."""

    items: tuple[Item, ...]
    rejected: tuple[RejectedItem, ...]
    duplicates: int
    skipped: int


def posts_page(body: bytes, _keywords: Keywords) -> Page:
    """Posts of a listing. Raises `BodyError` for what is none."""
    listing = listing_of(body)
    found = _sorted_out(listing.data.children, POST, post_of)
    return Page(
        posts=found.items,
        rejected=found.rejected,
        duplicates=found.duplicates,
        skipped=found.skipped,
        after=cursor(listing.data.after),
    )


def communities_page(body: bytes, keywords: Keywords) -> Page:
    """Communities of a listing. Raises `BodyError` for what is none."""
    listing = listing_of(body)
    found = _sorted_out(listing.data.children, COMMUNITY, lambda raw: subreddit_of(raw, keywords))
    return Page(
        communities=found.items,
        rejected=found.rejected,
        duplicates=found.duplicates,
        skipped=found.skipped,
        after=cursor(listing.data.after),
    )


def accounts_page(body: bytes, _keywords: Keywords) -> Page:
    """Accounts of a listing, or of a list of users. Raises `BodyError` for what is neither."""
    listing = listing_of(body, LISTING, USER_LIST)
    # A list of users names no kinds: all of them are users.
    bare = listing.kind == USER_LIST
    entries = [Entry(ACCOUNT if bare else one.kind, one.data) for one in listing.data.children]
    found = _sorted_out(entries, ACCOUNT, user_of)
    return Page(
        accounts=found.items,
        rejected=found.rejected,
        duplicates=found.duplicates,
        skipped=found.skipped,
        after=cursor(listing.data.after),
    )


def about_page(body: bytes, keywords: Keywords) -> Page:
    """One community. Raises `BodyError` for what is none, `NoSuchTargetError` for a search."""
    subreddit = subreddit_of(_one(body, COMMUNITY), keywords)
    if isinstance(subreddit, Reason):
        return Page(rejected=(rejected(0, subreddit, body),))
    return Page(subreddit=subreddit)


def profile_page(body: bytes, _keywords: Keywords) -> Page:
    """One account. Raises `BodyError` for what is none, `NoSuchTargetError` for a search."""
    user = user_of(_one(body, ACCOUNT))
    if isinstance(user, Reason):
        return Page(rejected=(rejected(0, user, body),))
    return Page(user=user)


def rules_page(body: bytes, keywords: Keywords) -> Page:
    """The rules of a community: none at all is an answer too. Raises as `about_page` does."""
    try:
        entries = rule_entries_of(body)
    except BodyError:
        if entry_of(body).kind == LISTING:
            raise NoSuchTargetError("a listing where rules were asked for") from None
        raise
    rules, refused = rules_of(entries, keywords)
    return Page(
        rules=rules,
        rejected=tuple(rejected(index, why, bytes(entries[index])) for index, why in refused),
    )


def _one(body: bytes, kind: str) -> Raw:
    entry = entry_of(body)
    if entry.kind == LISTING:
        raise NoSuchTargetError("a listing where one thing was asked for")
    if entry.kind != kind:
        raise BodyError(BodyFault.UNEXPECTED_SHAPE, f"kind {entry.kind[:20]}")
    return entry.data


def _sorted_out(
    entries: list[Entry], kind: str, read: Callable[[Raw], Item | Reason]
) -> Sorted[Item]:
    """Each entry read, refused, seen before, or of another kind."""
    items: dict[str, Item] = {}
    refused: list[RejectedItem] = []
    duplicates = skipped = 0
    for index, entry in enumerate(entries):
        if entry.kind != kind and entry.kind:
            skipped += 1
            continue
        item = read(entry.data) if entry.kind else _why_kindless(entry.data)
        if isinstance(item, Reason):
            refused.append(rejected(index, item, bytes(entry.data)))
        elif item.id in items:
            duplicates += 1
        else:
            items[item.id] = item
    return Sorted(tuple(items.values()), tuple(refused), duplicates, skipped)


def _why_kindless(data: Raw) -> Reason:
    return Reason.NO_KIND if bytes(data).startswith(b"{") else Reason.NOT_AN_OBJECT
