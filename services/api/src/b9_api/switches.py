"""The switches people have, by the database's old names and the broker's keys."""

from typing import Final

from b9_common.control import PAID_CALLS, platform_key

PLATFORM_SWITCHES: Final = {"instagram": "instagram_scraper", "reddit": "reddit_scraper"}
PAID_CALLS_SWITCH: Final = "paid_calls"
CONTROL_KEYS: Final = {
    **{name: platform_key(platform) for platform, name in PLATFORM_SWITCHES.items()},
    PAID_CALLS_SWITCH: PAID_CALLS,
}


def printable(reason: str) -> str:
    """Why a switch is set, as one line of printable text."""
    words = "".join(character for character in reason if character.isprintable())
    return " ".join(words.split())
