"""How the fetch of a community or account ended, told from what was confirmed."""

from collections.abc import Iterable
from typing import Final

from b9_common.events import FetchOutcome, Walk
from b9_common.fetching.ending import Ending
from b9_reddit_ingest.paging import LISTS
from b9_reddit_ingest.progress import Progress

NO_CONTENT: Final = "no_content"


def ending_of(progress: Progress, walks: Iterable[Walk]) -> Ending:
    """The ending of a fetch whose *walks*, and authors, have all come to theirs."""
    states = {walk: progress.walk(walk) for walk in walks}
    codes = [state.code for state in states.values() if state.code is not None]
    codes += [author.code for author in progress.authors or () if author.code is not None]
    if codes:
        nothing = not any(state.announced for state in states.values())
        outcome = FetchOutcome.FAILED if nothing else FetchOutcome.PARTIAL
        return Ending(outcome=outcome, code=codes[0])
    lists = [state for walk, state in states.items() if walk in LISTS]
    if lists and not any(state.have for state in lists):
        return Ending(outcome=FetchOutcome.EMPTY, code=NO_CONTENT)
    return Ending(outcome=FetchOutcome.COMPLETE)
