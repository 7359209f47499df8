"""
Numbered communities and accounts: names that can be turned back into numbers.

Where posts lead on to is drawn as a number, so there are without end many, and whoever is asked
about one of them later, in another process, knows it by its name alone.
"""

import re
from functools import lru_cache
from typing import Final

from b9_devstack.simulator.draw import Draw

WORDS: Final = (
    "Amber", "Basil", "Birch", "Bloom", "Brass", "Brook", "Cabin", "Cedar", "Clay", "Cloud",
    "Cobalt", "Copper", "Coral", "Cove", "Creek", "Dawn", "Delta", "Drift", "Dune", "Echo",
    "Ember", "Fable", "Fern", "Field", "Fjord", "Flint", "Frost", "Glade", "Grove", "Harbor",
    "Hazel", "Heron", "Indigo", "Ivory", "Juniper", "Kelp", "Lagoon", "Lark", "Lemon", "Linen",
    "Maple", "Marble", "Meadow", "Mint", "Moss", "Nectar", "Nimbus", "Ocean", "Olive", "Onyx",
    "Opal", "Orbit", "Otter", "Paper", "Pebble", "Pine", "Quartz", "Rain", "Reed", "River",
    "Saffron", "Sage", "Salt", "Slate", "Tide", "Topaz", "Tundra", "Umber", "Velvet", "Willow",
)  # fmt: skip
DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
# Two digits at a time: this is asked for more often than anything else.
_PAIRS: Final = tuple(one + two for one in DIGITS for two in DIGITS)
# Numbers lie below this, so that a name with its number stays short.
NUMBERS: Final = 1 << 32
# An account that wanders posts in three neighbourhoods of seven communities.
NEIGHBOURHOOD: Final = 7
GUESTS: Final = 3

_NUMBERED = re.compile(r"([a-z]+)_([0-9a-z]{1,7})")
_WANDERER = re.compile(r"([a-z]+)-([a-z]+)-([0-9a-z]{1,7})")


def base36(number: int) -> str:
    """Return *number* as Reddit writes ids."""
    text = ""
    while number >= len(_PAIRS):
        number, pair = divmod(number, len(_PAIRS))
        text = _PAIRS[pair] + text
    return (_PAIRS[number] + text).lstrip("0") or "0"


@lru_cache(maxsize=4096)
def community_name(number: int) -> str:
    """Return what the community *number* is called."""
    return f"{WORDS[number * 31 % len(WORDS)]}_{base36(number)}"


def community_number(name: str) -> int | None:
    """Return the number of the community called *name*, in whatever case; null if it has none."""
    found = _NUMBERED.fullmatch(name.lower())
    if found is None:
        return None
    number = int(found[2], 36)
    return number if community_name(number).lower() == name.lower() else None


@lru_cache(maxsize=4096)
def wanderer_name(number: int) -> str:
    """Return what the wandering account *number* is called."""
    draw = Draw("wanderer", number)
    return f"{_short(draw)}-{_short(draw)}-{base36(number)}"


def wanderer_number(name: str) -> int | None:
    """Return the number of the wandering account called *name*; null if it is none."""
    found = _WANDERER.fullmatch(name.lower())
    if found is None:
        return None
    number = int(found[3], 36)
    return number if wanderer_name(number).lower() == name.lower() else None


def guests_of(community: int) -> range:
    """Return the wandering accounts that post in the community of this number."""
    return range(community // NEIGHBOURHOOD, community // NEIGHBOURHOOD + GUESTS)


def haunts_of(wanderer: int) -> range:
    """Return the communities in which this wandering account posts."""
    first = max(0, wanderer - GUESTS + 1)
    return range(first * NEIGHBOURHOOD, (wanderer + 1) * NEIGHBOURHOOD)


def _short(draw: Draw) -> str:
    return draw.pick(_SHORT)


# Two words and a number must fit into the twenty characters of an account's name.
_SHORT: Final = tuple(word for word in WORDS if len(word) <= 5)  # noqa: PLR2004 - see above
