"""The lists of Reddit are read by their indexes, however many rows there are."""

from typing import Any

import pytest

COMMUNITIES = """
INSERT INTO reddit_subreddits (subreddit_id, name, subscribers, review, discovered_at,
                               avg_upvotes_per_post, created_at)
SELECT 'c' || n, 'Name' || n, n * 7919 % 100000,
       CASE n % 10 WHEN 0 THEN 'Ok' WHEN 1 THEN 'Non Related' END,
       CASE WHEN n % 50 = 0 THEN now() - make_interval(hours => n) END, n % 977,
       now() - make_interval(mins => n)
  FROM generate_series(1, 20000) AS n
"""
POSTS = """
INSERT INTO reddit_posts (reddit_id, subreddit_id, subreddit_name, author_id, author_username,
       title, created_utc, edited, score, score_hidden, content_type, over_18, spoiler, stickied,
       locked, archived, is_self, is_video, is_gallery, is_poll, observed_at, content_hash)
SELECT 'p' || n, 'c' || n % 500, 'Name' || n % 500, 'a' || n % 700, 'Pilot' || n % 700, 'x',
       now() - make_interval(mins => n), false, n % 1000, false, 'image', false, false, false,
       false, false, false, false, false, false, now(), 'x'
  FROM generate_series(1, 20000) AS n
"""


# As `dispatcher` asks for what discoveries found.
TO_SCAN = (
    "discovered_at IS NOT NULL AND observed_at IS NULL AND NOT is_user_feed"
    " AND scan_requested_at IS NULL"
)


@pytest.mark.parametrize(
    ("table", "wanted", "order", "index"),
    [
        ("subreddits", "lower(name) = 'name7'", "id", "by_name"),
        ("subreddits", "review = 'Ok'", "subscribers DESC NULLS LAST, id DESC", "by_review_subs"),
        (
            "subreddits",
            "review = 'Ok'",
            "avg_upvotes_per_post DESC NULLS LAST, id DESC",
            "by_review_upvotes",
        ),
        ("subreddits", "review = 'Ok'", "created_at DESC, id DESC", "by_review_created"),
        ("subreddits", TO_SCAN, "discovered_at, subreddit_id", "to_scan"),
        (
            "posts",
            "subreddit_id = 'c7' AND NOT stickied",
            "created_utc DESC, reddit_id DESC",
            "by_subreddit",
        ),
        ("posts", "author_id = 'a7'", "created_utc DESC, reddit_id DESC", "by_author"),
        ("posts", "lower(author_username) = 'pilot7'", "created_utc DESC", "by_author_name"),
        ("posts", "true", "score DESC NULLS LAST, reddit_id DESC", "by_score"),
        ("posts", "true", "created_utc DESC, reddit_id DESC", "by_created"),
    ],
)
async def test_a_list_is_read_by_its_index(
    owner: Any, table: str, wanted: str, order: str, index: str
) -> None:
    await owner.execute(POSTS if table == "posts" else COMMUNITIES)
    await owner.execute(f"ANALYZE reddit_{table}")

    plan = await owner.fetch(
        f"EXPLAIN SELECT * FROM reddit_{table} WHERE {wanted} ORDER BY {order} LIMIT 50"
    )

    told = "\n".join(row[0] for row in plan)
    assert f"reddit_{table}_{index}" in told, told
    assert "Seq Scan" not in told, told
