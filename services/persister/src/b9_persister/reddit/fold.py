"""Pages of Reddit folded to rows: communities, their rules, accounts, posts, and what was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from msgspec import Struct

from b9_common.events import (
    FoundSubreddit,
    RedditPage,
    RedditPost,
    RedditUser,
    Rules,
    Subreddit,
    Walk,
)
from b9_persister.batch import Marker
from b9_persister.reddit.states import OK, TargetState, newest_states, said_by_marker
from b9_persister.seen import Account, Numbered, Seen, newest

InHand = Numbered[RedditPage]

# Whose pages they are: an account's; all other walks are a community's.
OF_USERS = frozenset({Walk.PROFILE, Walk.SUBMITTED})
FEED_PREFIX = "u_"


class RulesOf(Struct, frozen=True):
    """The rules of one community, with its name as the page told it."""

    id: str
    name: str
    rules: Rules


class Mention(Struct, frozen=True):
    """
    A community or account that a page spoke of. *found_at* is when a discovery saw it.

    Names do not move on Reddit; should one, the largest stands until the about page is seen.
    """

    id: str
    name: str
    is_user_feed: bool = False
    found_at: datetime | None = None


class Discovery(Struct, frozen=True, kw_only=True):
    """How a community was found; post and request are those of the first sight."""

    subreddit_id: str
    source_id: str
    via_user: str
    via_user_id: str | None
    post_id: str
    request_id: str
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(slots=True)
class RedditRows:
    """The rows of a batch, ready to be written in this order."""

    states: list[TargetState] = field(default_factory=list)
    communities: list[Mention] = field(default_factory=list)
    abouts: list[Seen[Subreddit]] = field(default_factory=list)
    rules: list[Seen[RulesOf]] = field(default_factory=list)
    authors: list[Mention] = field(default_factory=list)
    users: list[Seen[RedditUser]] = field(default_factory=list)
    posts: list[Seen[RedditPost]] = field(default_factory=list)
    discoveries: list[Discovery] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write: every page makes at least its owner's row."""
        return not (self.states or self.communities or self.authors)

    @property
    def told(self) -> bool:
        """Whether something is said of a name by other than its own page."""
        return any(one.state != OK for one in self.states)


def fold_reddit(
    pages: Sequence[InHand], markers: Iterable[Marker], accounts: Sequence[Account]
) -> RedditRows:
    """What *pages* and *markers* say, each thing once; the superseded is booked in *accounts*."""
    abouts = [row for page in pages for row in _abouts(page)]
    users = [row for page in pages for row in _users(page)]
    rules = [row for page in pages for row in _rules(page)]
    posts = [row for page in pages for row in page.seen("item", page.event.posts)]
    states = [TargetState("subreddit", x.value.name.lower(), x.observed_at, OK) for x in abouts]
    states += [_state_of(row) for row in users]
    states += [one for marker in markers if (one := said_by_marker(marker)) is not None]
    return RedditRows(
        states=newest_states(states),
        communities=_mentioned(_communities(pages, posts)),
        abouts=newest(abouts, "id", accounts),
        rules=newest(rules, "id", accounts),
        authors=_mentioned(_authors(pages, posts)),
        users=newest(users, "id", accounts),
        posts=newest(posts, "id", accounts),
        discoveries=_once(one for page in pages for one in _discoveries(page)),
    )


def _abouts(page: InHand) -> list[Seen[Subreddit]]:
    about = page.event.subreddit
    return [] if about is None else page.seen("profile", (about,))


def _users(page: InHand) -> list[Seen[RedditUser]]:
    user = page.event.user
    return [] if user is None else page.seen("user", (user,))


def _rules(page: InHand) -> list[Seen[RulesOf]]:
    if page.event.rules is None:
        return []
    owner = page.event.owner
    return [
        Seen(RulesOf(owner.id, owner.username, row.value), *msgspec.structs.astuple(row)[1:])
        for row in page.seen("rules", (page.event.rules,))
    ]


def _state_of(user: Seen[RedditUser]) -> TargetState:
    state = "suspended" if user.value.is_suspended else OK
    return TargetState("user", user.value.username.lower(), user.observed_at, state)


def _communities(pages: Iterable[InHand], posts: Iterable[Seen[RedditPost]]) -> Iterable[Mention]:
    """Every community that is spoken of: whose page it is, where posts stand, what was found."""
    for page in pages:
        event = page.event
        if event.walk not in OF_USERS:
            yield _community(event.owner.id, event.owner.username)
        for about in _abouts(page):
            yield _community(about.value.id, about.value.name)
        for one in page.kept("found", event.found):
            found_at = None if one.id == one.source_id else page.observed_at
            yield Mention(one.id, one.name, _is_feed(one), found_at)
    for row in posts:
        yield _community(row.value.subreddit_id, row.value.subreddit)


def _community(id_: str, name: str) -> Mention:
    return Mention(id_, name, name.lower().startswith(FEED_PREFIX))


def _is_feed(found: FoundSubreddit) -> bool:
    return found.is_user_feed or found.name.lower().startswith(FEED_PREFIX)


def _authors(pages: Iterable[InHand], posts: Iterable[Seen[RedditPost]]) -> Iterable[Mention]:
    """Every account that is spoken of with its id."""
    for page in pages:
        if page.event.walk in OF_USERS:
            yield Mention(page.event.owner.id, page.event.owner.username)
        for user in _users(page):
            yield Mention(user.value.id, user.value.username)
    for row in posts:
        if row.value.author_id is not None and row.value.author is not None:
            yield Mention(row.value.author_id, row.value.author)


def _mentioned(mentions: Iterable[Mention]) -> list[Mention]:
    """Each once, by id: the largest name, a feed if anything says so, found at the earliest."""
    of_id: dict[str, Mention] = {}
    for one in mentions:
        other = of_id.get(one.id)
        if other is None:
            of_id[one.id] = one
        elif other != one:
            found = [at for at in (one.found_at, other.found_at) if at is not None]
            of_id[one.id] = Mention(
                one.id,
                max(one.name, other.name),
                one.is_user_feed or other.is_user_feed,
                min(found, default=None),
            )
    return [of_id[key] for key in sorted(of_id)]


def _discoveries(page: InHand) -> Iterable[Discovery]:
    for one in page.kept("found", page.event.found):
        if one.id != one.source_id:
            yield Discovery(
                subreddit_id=one.id,
                source_id=one.source_id or "",
                via_user=one.via_user.lower(),
                via_user_id=one.via_user_id,
                post_id=one.post_id,
                request_id=page.event.request_id,
                first_seen_at=page.observed_at,
                last_seen_at=page.observed_at,
            )


def _once(discoveries: Iterable[Discovery]) -> list[Discovery]:
    once: dict[tuple[str, str, str], Discovery] = {}
    for one in discoveries:
        key = (one.subreddit_id, one.source_id, one.via_user)
        other = once.get(key, one)
        first = min(one, other, key=_standing)
        once[key] = msgspec.structs.replace(
            first,
            via_user_id=max(one.via_user_id or "", other.via_user_id or "") or None,
            last_seen_at=max(one.last_seen_at, other.last_seen_at),
        )
    return [once[key] for key in sorted(once)]


def _standing(one: Discovery) -> tuple[datetime, str, str]:
    return one.first_seen_at, one.post_id, one.request_id
