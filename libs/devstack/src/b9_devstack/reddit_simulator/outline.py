"""The outline of a list of posts: which there are, by whom, when, and with what score."""

import math
import struct
from collections.abc import Iterable, Iterator
from hashlib import shake_128
from typing import Final, NamedTuple

from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.places import base36, guests_of, wanderer_name
from b9_devstack.simulator.items import EPOCH_S

DELETED: Final = "[deleted]"
AUTOMODERATOR: Final = "AutoModerator"
BOTS: Final = ("link_checker_bot", "SummaryOwlBot", "Reminders_Bot")
# Where the guests of a community post: one slot each.
GUEST_SLOTS: Final = (5, 23, 41)
STICKY_SLOTS: Final = (11, 37)
POST_ID_SPACE: Final = 36**9
MAX_HOME_NAME: Final = 17
_WORDS: Final = struct.Struct("<QQ")
_UNIT: Final = 1 << 64


class Ref(NamedTuple):
    """What of one post decides its place in lists; *dice* decides all the rest of it."""

    id: str
    community: Community
    author: str
    created: int
    score: int
    sticky: bool
    slot: int
    dice: int

    @property
    def fullname(self) -> str:
        """Kind and id."""
        return f"t3_{self.id}"


def home_author(community: Community, number: int) -> str:
    """Return what the member *number* of *community* is called."""
    if len(community.name) > MAX_HOME_NAME:
        # Too long to carry: nobody will find the way back from this name.
        return f"{community.name.lower()[-8:].lstrip('_-')}-{community.id}-{base36(number)}"
    return f"{community.name}-{base36(number)}"


def outline(community: Community) -> list[Ref]:
    """Return every ordinary post of *community*, the newest first."""
    count = community.posts
    if community.owner is None:
        return list(_refs(community, range(count), _dice(community, count)))
    return []


def nth_post(community: Community, slot: int) -> Ref:
    """Return the post at *slot* alone."""
    *_, dice = _dice(community, slot + 1)
    return next(_refs(community, (slot,), (dice,)))


def appeared(community: Community, number: int) -> Ref:
    """Return the post that was the *number*-th to appear while somebody looked."""
    text = f"{community.seed}|{community.id}|appeared|{number}".encode()
    dice = [_WORDS.unpack(shake_128(text).digest(_WORDS.size))]
    return next(_refs(community, (-number,), dice))


def _dice(community: Community, count: int) -> Iterator[tuple[int, int]]:
    text = f"{community.seed}|{community.id}|{community.name.lower()}".encode()
    yield from _WORDS.iter_unpack(shake_128(text).digest(_WORDS.size * count))


def _refs(
    community: Community, slots: Iterable[int], dice: Iterable[tuple[int, int]]
) -> Iterator[Ref]:
    cadence, loud = community.cadence_s, math.log(community.loudest)
    guests = dict(zip(GUEST_SLOTS, guests_of(community.number), strict=True))
    for slot, (one, two) in zip(slots, dice, strict=True):
        sticky = slot in STICKY_SLOTS and two % 3 != 0
        author = (
            wanderer_name(guests[slot])
            if slot in guests
            else _author(community, one, sticky=sticky)
        )
        yield Ref(
            base36(POST_ID_SPACE // 36 + one % (POST_ID_SPACE - POST_ID_SPACE // 36)),
            community,
            author,
            EPOCH_S - slot * cadence - two % max(1, cadence // 2),
            int(math.exp(loud * (two >> 20) / (_UNIT >> 20))) - 1,
            sticky,
            slot,
            one ^ two,
        )


def _author(community: Community, one: int, *, sticky: bool) -> str:
    chance = (one >> 8) % 100
    if chance < 4:  # noqa: PLR2004 - one in twenty-five is of nobody any more
        return DELETED
    if sticky or chance < 6:  # noqa: PLR2004 - so much the machines write
        return AUTOMODERATOR
    if chance < 8:  # noqa: PLR2004 - and these others
        return BOTS[one % len(BOTS)]
    # Squared: some write much and most hardly anything.
    share = ((one >> 16) % 1_000_003) / 1_000_003
    return home_author(community, int(share * share * community.authors))
