"""What authors were seen to post in lately, so that they are not asked for again at once."""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from b9_common.events import FoundSubreddit


class Findings(Struct, frozen=True, kw_only=True):
    """
    What the posts of one author led to when they were *observed_at*.

    *found* names no source: whoever repeats them says for whom.
    """

    name: str
    id: str | None = None
    found: tuple[FoundSubreddit, ...] = ()
    observed_at: datetime


class SeenAuthors(Protocol):
    """Losing any of it costs calls and nothing else, so nothing here raises."""

    async def fresh(self, name: str) -> Findings | None:
        """What was found of *name*, if that is recent enough."""
        ...

    async def remember(self, findings: Findings) -> None:
        """Keep *findings*, once their page was confirmed."""
        ...
