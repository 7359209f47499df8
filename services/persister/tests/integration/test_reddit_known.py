"""However many communities are known, a find among them is none that is new."""

from collections.abc import Callable
from typing import Any

from b9_common.events import Kind, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.testing.reddit import accept_scan, found, reddit_marker, reddit_page

Take = Callable[..., Any]
KNOWN = """
INSERT INTO reddit_subreddits (subreddit_id, name, discovered_at, observed_at)
SELECT 'k' || n, 'Known' || n, now(), now() FROM generate_series(1, 9000) AS n
"""
DUE = """
SELECT name FROM reddit_subreddits
 WHERE discovered_at IS NOT NULL AND observed_at IS NULL AND scan_requested_at IS NULL
"""


async def test_names_beyond_the_first_thousand_were_missed_and_found_again(
    take: Take, rows: Take, owner: Any, database: Stored
) -> None:
    await owner.execute(KNOWN)
    request_id = await accept_scan(database.owner_dsn, kind="subreddit_discover")
    page = reddit_page(
        request_id,
        Walk.SUBMITTED,
        found=[found("k8367", "Known8367"), found("k1001", "Known1001"), found("c2", "New")],
    )

    await take(page, reddit_marker(request_id, [page], kind=Kind.SUBREDDIT_DISCOVER))

    assert await rows(DUE) == ["New"]
    assert await rows("SELECT count(*) FROM reddit_subreddits WHERE name LIKE 'Known%'") == [9_000]
