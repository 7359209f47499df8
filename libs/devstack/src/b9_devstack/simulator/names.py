"""
What a name makes of its creator: the one table of documented name patterns.

A name is split at its dots; every leading part found in the table is a trait, and traits add up:
``slow.flaky.anna`` is both. A name without such a part is an ordinary creator.
"""

import re
from typing import Final

# token -> what it does; the README shows this table (tested)
TRAITS: Final[dict[str, str]] = {
    # the account
    "missing": "not found: 404 with `user_not_found`",
    "ghost": "not found: 200 with `data.user` null",
    "private": "the profile says `is_private`; the lists answer 400 `Not authorized to view user`",
    "renamed": "`renamed.X` answers with the name `moved.X` and the same id",
    "moved": "`moved.X` is `renamed.X` under its new name",
    # how much there is
    "empty": "0 reels, 0 posts",
    "few": "13 reels, 5 posts",
    "huge": "1,100 reels, 40 posts",
    # transport
    "flaky": "each page fails first (502, or an empty page), then succeeds",
    "limited": "one page in three answers 429 with `Retry-After: 1` first",
    "slow": "every answer takes `slow_ms`",
    # shapes
    "hidden": "like counts hidden: missing, null or -1",
    "nested": "items always `{media: {…}, play_count, …}`",
    "flat": "items always flat",
    "intpk": "`pk` always a number",
    "textpk": "`pk` always text",
    "collab": "one item in five is by another author",
    "garbage": "one item in three is malformed; `garbage.KIND.X` for one kind only",
    # paging
    "short": "pages of 1 to 5 items",
    "overlap": "each page begins with the last item of the one before",
    "nocursor": "`more_available` is true, `max_id` is missing",
    "loopcursor": "from the second page on the answer repeats the cursor it was asked with",
    # media
    "expired": "signed URLs are expired when they are given out",
    "gone": "one asset in four answers 404 or 410",
    "chunked": "media without Content-Length",
    "crawling": "media arrive slowly, spread over `slow_ms`",
    "broken": "one asset in three breaks off midway the first time",
    "wrongtype": "one asset in three is HTML that claims to be image/jpeg",
    "redirecting": "media redirect once, one in four three times",
    "escaping": "one asset in three redirects to a forbidden address",
}

# what may be wrong with an item, as ``garbage.KIND.name``; true: no reader could keep the item
GARBAGE: Final[dict[str, bool]] = {
    "nopk": True,  # no pk at all
    "objectpk": True,  # pk is an object
    "notobject": True,  # the item is text, a number, null or a list
    "nul": False,  # NUL in texts
    "surrogate": False,  # a lone surrogate in the caption
    "megabyte": False,  # a caption of one mebibyte
    "bigcount": False,  # counts beyond 64 bits
    "negative": False,  # a time before 1970
    "twice": False,  # the same item a second time in the page
    "doublekey": False,  # one JSON key twice in one object, the later one holds
    "oddtypes": False,  # lists and objects where texts and numbers are due
}

NEVER_EXISTS: Final = "thisuserdoesnotexist"
_VALID = re.compile(r"[a-z0-9._]{1,30}")


def is_valid(name: str) -> bool:
    """Return whether *name*, already in lower case, could be an Instagram name."""
    return _VALID.fullmatch(name) is not None


def traits_of(name: str) -> frozenset[str]:
    """Return every trait that *name* asks for, garbage kinds included."""
    found: set[str] = {"missing"} if name.startswith(NEVER_EXISTS) else set()
    for part in name.split(".")[:-1]:
        if part not in TRAITS and not ("garbage" in found and part in GARBAGE):
            break
        found.add(part)
    return frozenset(found)


def moved_name(name: str) -> str:
    """Return the name that ``renamed.X`` answers with; any other name is its own."""
    return f"moved.{name.removeprefix('renamed.')}" if name.startswith("renamed.") else name


def original_name(name: str) -> str:
    """Return the name under which ``moved.X`` was first known; any other name is its own."""
    return f"renamed.{name.removeprefix('moved.')}" if name.startswith("moved.") else name
