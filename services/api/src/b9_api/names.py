"""The one spelling of an Instagram name: from a person's typing or a pasted link."""

import re
from typing import Final
from urllib.parse import urlsplit

MAX_TYPED: Final = 300
NAME: Final = re.compile(r"[a-z0-9._]{1,30}")
LINK: Final = re.compile(r"^(https?://)?([a-z0-9-]+\.)*instagram\.com/", re.IGNORECASE)
# First parts of Instagram's own paths: a link to one of these names no account.
NOT_ACCOUNTS: Final = frozenset(
    {"p", "reel", "reels", "tv", "explore", "stories", "accounts", "direct", "about", "legal"}
)


class InvalidNameError(ValueError):
    """No account can be called that."""


def normalise_username(typed: str) -> str:
    """
    The account *typed* names: case, ``@``, spaces around it and a pasted link are looked through.

    Raises `InvalidNameError` for what cannot be a name.
    """
    if len(typed) > MAX_TYPED:
        raise InvalidNameError("too long for a name or a link")
    text = typed.strip()
    if LINK.match(text):
        text = _from_link(text)
    name = text.removeprefix("@").lower()
    if not NAME.fullmatch(name):
        raise InvalidNameError("a name has 1 to 30 of a-z, 0-9, '.' and '_'")
    return name


def _from_link(text: str) -> str:
    try:
        path = urlsplit(text if "://" in text else f"https://{text}").path
    except ValueError as exc:
        raise InvalidNameError("not a readable link") from exc
    first = path.strip("/").split("/")[0]
    if first.lower() in NOT_ACCOUNTS:
        raise InvalidNameError(f"a link to /{first}/ names no account")
    return first
