"""How a fetch ended, as its final marker says it. *Failed* and *empty* are never the same."""

from datetime import datetime

from msgspec import Struct

from b9_common.events import CreatorRequested, FetchFinished, FetchOutcome
from b9_common.fetching.progress import Progress


class Ending(Struct, frozen=True, kw_only=True):
    """The outcome of a fetch, and why unless it is complete."""

    outcome: FetchOutcome
    code: str | None = None
    message: str | None = None


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
        platform=request.platform,
        owner=progress.owner,
        pages=progress.pages,
        totals=progress.totals,
        depth=progress.depth,
        kind=request.kind,
        target=request.target,
        outcome=ending.outcome,
        code=ending.code,
        message=ending.message,
        finished_at=finished_at,
    )
