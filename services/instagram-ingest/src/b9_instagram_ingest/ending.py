"""How the fetch of a creator ended, told from what was confirmed."""

from collections.abc import Iterable
from typing import Final

from b9_common.events import FetchOutcome, Walk
from b9_common.fetching.ending import Ending
from b9_instagram_ingest.progress import Progress

NO_CONTENT: Final = "no_content"
EMPTY_BUT_HAS_CONTENT: Final = "empty_but_has_content"


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
