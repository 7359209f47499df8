"""Reading a recorded page of 100 posts, beside decoding the same bytes to plain objects."""

import gc
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from b9_common.events import Walk
from b9_reddit_ingest.keywords import load_keywords
from b9_reddit_ingest.reading import read_answer

LISTINGS = Path(__file__).parents[4] / "../shared/payloads/reddit/listings"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
AT_MOST = 3.0
ROUNDS = 25

# The largest page recorded, an ordinary one, and the newest.
PAGES = (
    "asyncpraw_TestDomainListing.test_top.json",
    "asyncpraw_TestSubredditListings.test_new.json",
    "praw_TestSubmission.test_hide_multiple_in_batches.json",
)


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


# Under coverage our own code is slowed and the decoder's is not: alone, this is held.
@pytest.mark.slow
@pytest.mark.skipif(not LISTINGS.is_dir(), reason="recorded payloads are absent")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_in_three_times_its_plain_decoding_unless_recorded_payloads_are_absent(
    name: str,
) -> None:
    body = (LISTINGS / name).read_bytes()
    keywords = load_keywords()

    def read() -> None:
        read_answer(Walk.TOP, 200, {}, body, now=NOW, keywords=keywords)

    # In turns, and the best of each: what else the machine does slows both down. What the tests
    # before this one hold is nothing to look through, as in a reader.
    gc.collect()
    gc.freeze()
    rounds = [(seconds(lambda: msgspec.json.decode(body)), seconds(read)) for _ in range(ROUNDS)]
    gc.unfreeze()

    plain, ours = (min(times) for times in zip(*rounds, strict=True))
    assert ours <= AT_MOST * plain
