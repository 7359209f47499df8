"""One invented community: everything about it that does not change from call to call."""

from dataclasses import dataclass
from typing import Final, Literal

from b9_devstack.reddit_simulator.names import FEED, WEIRD, traits_of
from b9_devstack.reddit_simulator.places import (
    NUMBERS,
    base36,
    community_name,
    community_number,
)
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.items import EPOCH_S

State = Literal["ok", "private", "banned", "quarantined", "gold"]

DAY_S: Final = 86_400
FEW: Final = 7
# Reddit shows no more of any list than this.
MAX_LISTED: Final = 1_000
ID_SPACE: Final = 36**8
# How rarely a community met by chance is closed, and in which way.
CLOSED: Final[dict[int, State]] = {
    0: "private", 1: "banned", 2: "quarantined", 3: "private", 4: "banned", 5: "gold",
}  # fmt: skip
CLOSED_OF: Final = 150


@dataclass(frozen=True, slots=True)
class Community:
    """
    A community. *number* is its place among the numbered ones, or for a typed name one that
    merely decides where its guests come from. *owner* is whose feed it is.
    """

    seed: int
    name: str
    number: int
    numbered: bool
    owner: str | None
    traits: frozenset[str]
    weird: tuple[str, ...]
    id: str
    state: State
    type: str
    over18: bool
    subscribers: int
    created: int
    posts: int
    authors: int
    cadence_s: int
    loudest: int

    @property
    def prefixed(self) -> str:
        """Its name as Reddit shows it."""
        return f"u/{self.owner}" if self.owner else f"r/{self.name}"

    @property
    def url(self) -> str:
        """Its path."""
        return f"/user/{self.owner}/" if self.owner else f"/r/{self.name}/"


def canonical(name: str) -> str:
    """Return *name* as it is truly spelt: numbered names have capitals, typed ones have none."""
    number = community_number(name)
    return name.lower() if number is None else community_name(number)


def make_community(
    seed: int, name: str, volumes: tuple[int, int], owner: str | None = None
) -> Community:
    """Return the community called *name*, which must be canonical; equal in any process."""
    draw = Draw(seed, "community", name.lower())
    number = community_number(name)
    traits = traits_of(name)
    state = CLOSED.get(draw.below(CLOSED_OF), "ok") if number is not None else "ok"
    posts = 0 if "empty" in traits else _volume(traits, volumes, draw)
    days = draw.spread(4, 400)
    return Community(
        seed=seed,
        name=name,
        number=draw.below(NUMBERS) if number is None else number,
        numbered=number is not None,
        owner=owner,
        traits=traits,
        weird=_weird(traits),
        id=base36(ID_SPACE // 36 + draw.below(ID_SPACE - ID_SPACE // 36)),
        state=state,
        type=_type(traits, name, draw),
        over18="nsfw" in traits or draw.one_in(8),
        subscribers=draw.spread(40, 3_000_000),
        created=EPOCH_S - draw.between(500, 5_000) * DAY_S,
        posts=posts,
        authors=max(2, posts * 2 // 5),
        cadence_s=max(60, days * DAY_S // max(posts, 1)),
        loudest=draw.spread(60, 50_000),
    )


def _volume(traits: frozenset[str], volumes: tuple[int, int], draw: Draw) -> int:
    ordinary = draw.between(*volumes)
    if "few" in traits:
        return FEW
    return MAX_LISTED if "huge" in traits else ordinary


def _type(traits: frozenset[str], name: str, draw: Draw) -> str:
    if name.startswith(FEED):
        return "user"
    return "restricted" if "restricted" in traits or draw.one_in(15) else "public"


def _weird(traits: frozenset[str]) -> tuple[str, ...]:
    if "weird" not in traits:
        return ()
    return tuple(kind for kind in WEIRD if kind in traits) or tuple(WEIRD)
