"""Where each question is asked: paths and parameters, the same at both doors but for a suffix."""

import re
from typing import Final
from urllib.parse import quote, urlencode

from msgspec import Struct

from b9_common.events import Walk
from b9_reddit_ingest.ports import Ask

MAX_LIMIT: Final = 100

PATHS: Final = {
    Walk.ABOUT: "/r/{}/about",
    Walk.RULES: "/r/{}/about/rules",
    Walk.HOT: "/r/{}/hot",
    Walk.TOP: "/r/{}/top",
    Walk.PROFILE: "/user/{}/about",
    Walk.SUBMITTED: "/user/{}/submitted",
}
LISTINGS: Final = frozenset({Walk.HOT, Walk.TOP, Walk.SUBMITTED})
# Long enough for every name there is; no dots alone, which would be another path.
_NAME: Final = re.compile(r"(?!\.+$)[A-Za-z0-9_.:-]{1,64}")
_CURSOR: Final = re.compile(r"[A-Za-z0-9_]{1,64}")


class Question(Struct, frozen=True, kw_only=True):
    """What to ask, encoded as it travels."""

    path: str
    query: str


def question_of(ask: Ask) -> Question | None:
    """Where *ask* is asked, or None where it names nothing that could be asked for."""
    path = PATHS.get(ask.walk)
    if path is None or not _NAME.fullmatch(ask.name):
        return None
    if ask.after is not None and not _CURSOR.fullmatch(ask.after):
        return None
    return Question(path=path.format(quote(ask.name, safe="")), query=urlencode(_params(ask)))


def _params(ask: Ask) -> dict[str, str]:
    # Without raw_json, Reddit writes &amp; for & in every text and address.
    params = {"raw_json": "1"}
    if ask.walk not in LISTINGS:
        return params
    if ask.limit > 0:
        params["limit"] = str(min(ask.limit, MAX_LIMIT))
    if ask.walk is Walk.TOP:
        params["t"] = "week"
    if ask.after is not None:
        params["after"] = ask.after
    return params
