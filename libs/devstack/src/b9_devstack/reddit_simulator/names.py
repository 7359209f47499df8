"""
What a name makes of its community or account: the one table of documented name patterns.

A name is split at its underscores; every leading part found in the table is a trait, and traits
add up: ``slow_flaky_pottery`` is both. A name without such a part is an ordinary one.
"""

import re
from typing import Final

# token -> what it does; the README shows this table (tested)
TRAITS: Final[dict[str, str]] = {
    # what the answer says of the name
    "missing": "not found: 404; its listings are answered with nothing in them",
    "ghost": "about answers an empty listing, the listings too",
    "redirect": "302 to the search of communities, as for a name nobody took",
    "moved": "`moved_X` leads to `X` by 301",
    "private": "403 with the reason `private`",
    "gold": "403 with the reason `gold_only`",
    "banned": "404 with the reason `banned`",
    "quarantined": "403 with the reason `quarantined` and its message",
    "forbidden": "403 without a reason",
    "legal": "451 with an empty body",
    "html": "403 with an HTML page instead of JSON",
    "suspended": "an account: about says `is_suspended` and little else, its lists answer 403",
    "deleted": "an account: 404",
    # what kind of community
    "nsfw": "`over18`, and so are its posts",
    "restricted": "`subreddit_type` is `restricted`",
    "hidden": "scores hidden, `upvote_ratio` missing",
    # how much there is
    "empty": "no posts",
    "few": "7 posts",
    "huge": "1,000 posts, some of them with bodies of 40,000 characters",
    # transport
    "flaky": "each page fails first (500, 502, 503, 504, 520 or an HTML page), then succeeds",
    "limited": "one page in three answers 429 first",
    "slow": "every answer takes `slow_ms`",
    "truncated": "answers break off midway, though their length says they do not",
    # shapes
    "garbage": "JSON, but not what was asked for",
    "deep": "answers nested without measure",
    "weird": "one post in three is malformed; `weird_KIND_X` for one kind only",
    # paging
    "short": "pages hold fewer than asked for though more follow",
    "repeating": "each page begins with the last three of the one before",
    "endless": "from the second page on `after` repeats what it was asked with",
    # media
    "gone": "one file in four answers 404 or 403",
    "wrongtype": "one file in three is HTML that claims to be an image",
}

# what may be wrong with a post, as ``weird_KIND_x``; true: no reader could keep the post
WEIRD: Final[dict[str, bool]] = {
    "noid": True,  # neither id nor name
    "objectid": True,  # id and name are objects
    "notobject": True,  # the child is text, a number, null or a list
    "nodata": True,  # a thing without data
    "otherkind": True,  # a thing of a kind nobody asked for
    "nul": False,  # NUL in texts
    "surrogate": False,  # a lone surrogate in the title
    "bigcount": False,  # counts beyond 64 bits
    "textcount": False,  # counts as text
    "negative": False,  # a time before 1970
    "twice": False,  # the same post a second time in the page
    "doublekey": False,  # one JSON key twice in one object, the later one holds
    "oddtypes": False,  # lists and objects where texts and numbers are due
    "bare": False,  # the few fields that a post of fifteen years ago had
}

FEED: Final = "u_"
_COMMUNITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{1,20}")
_ACCOUNT = re.compile(r"[A-Za-z0-9_-]{3,20}")
REDDIT_COM: Final = "reddit.com"


def is_community(name: str) -> bool:
    """Return whether a community could be called *name*, the feed of an account included."""
    if name.lower().startswith(FEED) and is_account(name[len(FEED) :]):
        return True
    return _COMMUNITY.fullmatch(name) is not None or name == REDDIT_COM


def is_account(name: str) -> bool:
    """Return whether an account could be called *name*."""
    return _ACCOUNT.fullmatch(name) is not None


def traits_of(name: str) -> frozenset[str]:
    """Return every trait that *name* asks for, kinds of weirdness included."""
    found: set[str] = set()
    for part in name.lower().removeprefix(FEED).split("_")[:-1]:
        if part not in TRAITS and not ("weird" in found and part in WEIRD):
            break
        found.add(part)
    return frozenset(found)
