"""One invented account: who it is, and where it posts."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from b9_devstack.reddit_simulator.communities import DAY_S, canonical
from b9_devstack.reddit_simulator.names import is_community, traits_of
from b9_devstack.reddit_simulator.outline import AUTOMODERATOR, BOTS
from b9_devstack.reddit_simulator.places import (
    NUMBERS,
    base36,
    community_name,
    community_number,
    wanderer_name,
    wanderer_number,
)
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.items import EPOCH_S

_NUMBER = re.compile("[0-9a-z]{1,2}")

AccountState = Literal["ok", "suspended", "deleted"]

MACHINES: Final = {name.lower(): name for name in (AUTOMODERATOR, *BOTS)}
MACHINE_HAUNTS: Final = 60
# Half of what anybody posts goes where everybody posts.
POPULAR: Final = 64
NEARBY: Final = 200
ID_SPACE: Final = 36**10
GONE_OF: Final = 60
GONE: Final[dict[int, AccountState]] = {0: "suspended", 1: "suspended", 2: "deleted"}


@dataclass(frozen=True, slots=True)
class Account:
    """
    An account. *home* is the community it was invented for and *away* those it posts in besides;
    *wanders* is its number where it is a guest of many.
    """

    seed: int
    name: str
    traits: frozenset[str]
    state: AccountState
    home: str | None
    wanders: int | None
    away: tuple[str, ...]
    posts: int
    cadence_s: int
    loudest: int
    id: str
    created: int
    link_karma: int
    comment_karma: int
    machine: bool

    @property
    def feed(self) -> str:
        """The community that is its own."""
        return f"u_{self.name}"


def true_name(name: str) -> str:
    """Return *name* as it is truly spelt."""
    machine, wanderer, home = MACHINES.get(name.lower()), wanderer_number(name), home_of(name)
    if machine is not None:
        return machine
    if wanderer is not None:
        return wanderer_name(wanderer)
    if home is not None:
        return f"{home}-{name.rpartition('-')[2].lower()}"
    return name.lower()


def home_of(name: str) -> str | None:
    """Return the community whose member is called *name*; null for anybody else."""
    community, dash, number = name.rpartition("-")
    if not dash or not is_community(community) or _NUMBER.fullmatch(number) is None:
        return None
    return canonical(community)


@lru_cache(maxsize=16_384)
def account_id(seed: int, name: str) -> str:
    """Return the id of the account called *name*, without working out the rest of it."""
    number = Draw(seed, "account id", name.lower()).below(ID_SPACE - ID_SPACE // 36)
    return base36(ID_SPACE // 36 + number)


def make_account(seed: int, name: str, volumes: tuple[int, int]) -> Account:
    """Return the account called *name*, which must be its true name; equal in any process."""
    draw = Draw(seed, "account", name.lower())
    home, wanders = home_of(name), wanderer_number(name)
    machine = name.lower() in MACHINES
    traits = traits_of(name)
    many = machine or draw.one_in(12)
    posts = draw.between(*volumes) * (8 if many else 1)
    return Account(
        seed=seed,
        name=name,
        traits=traits,
        state=_state(traits, draw, met=home is not None),
        home=home,
        wanders=wanders,
        away=_away(home, draw, machine=machine),
        posts=0 if "empty" in traits else posts,
        cadence_s=max(600, draw.spread(5, 900) * DAY_S // max(posts, 1)),
        loudest=draw.spread(20, 30_000),
        id=account_id(seed, name),
        created=EPOCH_S - draw.between(20, 4_000) * DAY_S,
        link_karma=draw.spread(1, 900_000),
        comment_karma=draw.spread(1, 900_000),
        machine=machine,
    )


def _state(traits: frozenset[str], draw: Draw, *, met: bool) -> AccountState:
    if traits & {"deleted", "missing"}:
        return "deleted"
    chance = draw.below(GONE_OF)
    if "suspended" in traits:
        return "suspended"
    return GONE.get(chance, "ok") if met else "ok"


def _away(home: str | None, draw: Draw, *, machine: bool) -> tuple[str, ...]:
    near = community_number(home) if home is not None else None
    count = MACHINE_HAUNTS if machine else draw.between(2, 6)
    return tuple(community_name(_haunt(near, draw)) for _ in range(count))


def _haunt(near: int | None, draw: Draw) -> int:
    chance = draw.below(10)
    if chance < 5:  # noqa: PLR2004 - half of all
        return draw.below(POPULAR)
    if chance < 7 and near is not None:  # noqa: PLR2004 - a fifth stays where it is known
        return max(0, near + draw.between(-NEARBY, NEARBY))
    return draw.below(NUMBERS)
