"""How a fetch ended, told from what was confirmed. *Failed* and *empty* are never the same."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from b9_common.events import (
    CreatorRequested,
    FetchFinished,
    FetchOutcome,
    Platform,
    Walk,
)
from b9_instagram_ingest.progress import Progress

NO_CONTENT: Final = "no_content"
EMPTY_BUT_HAS_CONTENT: Final = "empty_but_has_content"


class Ending(Struct, frozen=True, kw_only=True):
    """The outcome of a fetch, and why unless it is complete."""

    outcome: FetchOutcome
    code: str | None = None
    message: str | None = None


def ending_of(progress: Progress, walks: Iterable[Walk]) -> Ending:
    """
    The ending of a fetch whose *walks* have all come to theirs.

    Lists that are both empty are believed only if the profile does not speak of content.
    """
    states = [progress.walk(walk) for walk in walks]
    codes = [state.code for state in states if state.code is not None]
    found = sum(state.have for state in states)
    if codes:
        nothing = not found and len(codes) == len(states)
        outcome = FetchOutcome.FAILED if nothing else FetchOutcome.PARTIAL
        return Ending(outcome=outcome, code=codes[0])
    if found:
        return Ending(outcome=FetchOutcome.COMPLETE)
    if progress.media_count:
        return Ending(outcome=FetchOutcome.PARTIAL, code=EMPTY_BUT_HAS_CONTENT)
    return Ending(outcome=FetchOutcome.EMPTY, code=NO_CONTENT)


def failed(code: str, message: str | None = None) -> Ending:
    """The ending of a fetch that its target, or a page it cannot do without, made impossible."""
    return Ending(outcome=FetchOutcome.FAILED, code=code, message=message)


def marker_of(
    request: CreatorRequested, progress: Progress, ending: Ending, finished_at: datetime
) -> FetchFinished:
    """The final marker: the pages of the run that count, and how it ended."""
    return FetchFinished(
        request_id=request.request_id,
        correlation_id=request.correlation_id,
        drive=progress.drive,
        run=progress.run,
        leg=progress.leg,
        platform=Platform.INSTAGRAM,
        owner=progress.owner,
        pages=progress.pages,
        totals=progress.totals,
        depth=progress.depth,
        outcome=ending.outcome,
        code=ending.code,
        message=ending.message,
        finished_at=finished_at,
    )
