"""The one spelling of Reddit's names: from a person's typing or a pasted link."""

import re
from typing import Final
from urllib.parse import urlsplit

from b9_api.names import MAX_TYPED, InvalidNameError

# A user's own feed is a community too, called after the account.
COMMUNITY: Final = re.compile(r"[A-Za-z0-9_]{2,21}|u_[A-Za-z0-9_-]{3,20}")
USER: Final = re.compile(r"[A-Za-z0-9_-]{3,20}")
LINK: Final = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)*reddit\.com/", re.IGNORECASE | re.ASCII)
COMMUNITY_PATH: Final = "r"
USER_PATHS: Final = frozenset({"u", "user"})
# Listings of Reddit's own: nobody's, without an about page.
NOT_COMMUNITIES: Final = frozenset(
    {"all", "popular", "friends", "mod", "random", "randnsfw", "myrandom"}
)


def normalise_subreddit(typed: str) -> str:
    """
    The community *typed* names, with case, ``r/``, spaces around it and links looked through.

    Raises `InvalidNameError` for what cannot be a community's name.
    """
    name = _after(typed, {COMMUNITY_PATH}, "a community is r/…")
    if not COMMUNITY.fullmatch(name):
        raise InvalidNameError("a community has 2 to 21 of a-z, 0-9 and '_'")
    if name.lower() in NOT_COMMUNITIES:
        raise InvalidNameError(f"r/{name} is a listing, not a community")
    return name.lower()


def normalise_reddit_user(typed: str) -> str:
    """
    The account *typed* names, with ``u/``, ``@`` and links looked through.

    Raises `InvalidNameError` for what cannot be an account's name.
    """
    name = _after(typed, USER_PATHS, "an account is u/…").removeprefix("@")
    if not USER.fullmatch(name):
        raise InvalidNameError("an account has 3 to 20 of a-z, 0-9, '_' and '-'")
    return name.lower()


def _after(typed: str, paths: frozenset[str] | set[str], otherwise: str) -> str:
    """The name itself: all of *typed*, or what stands after one of *paths*."""
    if len(typed) > MAX_TYPED:
        raise InvalidNameError("too long for a name or a link")
    text = typed.strip()
    linked = LINK.match(text) is not None
    first, *rest = _path(text) if linked else text.strip("/").split("/")
    if not linked and not rest:
        return first
    # A link may go on after the name; what was typed may not.
    if first.lower() not in paths or not rest or (rest[1:] and not linked):
        raise InvalidNameError(otherwise)
    return rest[0]


def _path(link: str) -> list[str]:
    try:
        return urlsplit(link if "://" in link else f"https://{link}").path.strip("/").split("/")
    except ValueError as exc:
        raise InvalidNameError("not a readable link") from exc
