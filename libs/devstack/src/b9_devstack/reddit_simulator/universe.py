"""All communities, accounts and posts there are, worked out as they are asked for."""

import math
import struct
from collections.abc import Iterator
from hashlib import shake_128
from typing import Final

from b9_devstack.reddit_simulator.accounts import Account, make_account, true_name
from b9_devstack.reddit_simulator.communities import Community, canonical, make_community
from b9_devstack.reddit_simulator.kept import Kept
from b9_devstack.reddit_simulator.names import FEED, is_account, is_community
from b9_devstack.reddit_simulator.outline import (
    GUEST_SLOTS,
    POST_ID_SPACE,
    Ref,
    nth_post,
    outline,
)
from b9_devstack.reddit_simulator.places import NEIGHBOURHOOD, base36, community_name, haunts_of
from b9_devstack.simulator.items import EPOCH_S

_DICE: Final = struct.Struct("<QQ")
_UNIT_BITS: Final = 44
OWN_FEED_OF: Final = 12
MAX_LISTED: Final = 1_000


class Universe:
    """*posts* and *user_posts* bound how much communities and accounts hold."""

    def __init__(self, seed: int, posts: tuple[int, int], user_posts: tuple[int, int]) -> None:
        self.seed = seed
        self._posts = posts
        self._user_posts = user_posts
        self._communities: Kept[Community] = Kept(20_000)
        self._accounts: Kept[Account] = Kept(20_000)
        self._outlines: Kept[list[Ref]] = Kept(200_000, len)
        self._submitted: Kept[list[Ref]] = Kept(100_000, len)

    def community(self, name: str) -> Community | None:
        """Return the community called *name*; null if none can be."""
        if not is_community(name):
            return None
        return self._communities.get(name.lower(), lambda: self._make_community(name))

    def account(self, name: str) -> Account | None:
        """Return the account called *name*; null if none can be."""
        if not is_account(name):
            return None
        return self._accounts.get(
            name.lower(), lambda: make_account(self.seed, true_name(name), self._user_posts)
        )

    def posts_of(self, community: Community) -> list[Ref]:
        """Return every post of *community*, the newest first."""
        if community.owner is None:
            return self._outlines.get(community.name, lambda: outline(community))
        owner = self.account(community.owner)
        submitted = self.submitted(owner) if owner is not None else []
        return [ref for ref in submitted if ref.community.name == community.name]

    def submitted(self, account: Account) -> list[Ref]:
        """Return every post of *account*, the newest first."""
        return self._submitted.get(account.name, lambda: self._make_submitted(account))

    def numbered(self, number: int) -> Community:
        """Return the community of this number."""
        found = self.community(community_name(number))
        if found is None:
            raise ValueError(f"{number} has no name")
        return found

    def _make_community(self, name: str) -> Community:
        if name.lower().startswith(FEED) and (owner := self.account(name[len(FEED) :])):
            return make_community(self.seed, owner.feed, (0, 0), owner.name)
        return make_community(self.seed, canonical(name), self._posts)

    def _make_submitted(self, account: Account) -> list[Ref]:
        if "empty" in account.traits:
            return []
        found = [*self._at_home(account), *self._as_guest(account), *self._abroad(account)]
        return sorted(found, key=lambda ref: -ref.created)[:MAX_LISTED]

    def _at_home(self, account: Account) -> Iterator[Ref]:
        home = self.community(account.home) if account.home else None
        if home is not None:
            yield from (ref for ref in self.posts_of(home) if ref.author == account.name)

    def _as_guest(self, account: Account) -> Iterator[Ref]:
        if account.wanders is None:
            return
        for number in haunts_of(account.wanders):
            host = self.numbered(number)
            slot = GUEST_SLOTS[account.wanders - number // NEIGHBOURHOOD]
            if slot < host.posts:
                yield nth_post(host, slot)

    def _abroad(self, account: Account) -> Iterator[Ref]:
        """Yield posts that their communities are too large to list."""
        hosts = [host for host in map(self.community, account.away) if host is not None]
        feed = self.community(account.feed)
        text = f"{account.seed}|{account.id}|{account.name.lower()}|abroad".encode()
        dice = _DICE.iter_unpack(shake_128(text).digest(_DICE.size * account.posts))
        loud = math.log(account.loudest)
        for number, (one, two) in enumerate(dice):
            own = (one >> 50) % OWN_FEED_OF == 0
            yield Ref(
                base36(POST_ID_SPACE // 36 + one % (POST_ID_SPACE - POST_ID_SPACE // 36)),
                feed if own and feed is not None else hosts[(one >> 8) % len(hosts)],
                account.name,
                EPOCH_S - (number + 1) * account.cadence_s - two % account.cadence_s,
                int(math.exp(loud * (two >> 20) / (1 << _UNIT_BITS))) - 1,
                sticky=False,
                slot=number,
                dice=one ^ two,
            )
