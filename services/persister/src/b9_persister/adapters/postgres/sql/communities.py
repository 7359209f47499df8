"""What the posts of a community or an account add up to: read, and written."""

from typing import Final

from b9_persister.adapters.postgres.sql.assigning import assigned
from b9_persister.reddit.analytics import CommunityFigures, UserFigures

LOCK_COMMUNITY: Final = """
SELECT subreddit_id FROM reddit_subreddits WHERE subreddit_id = $1 FOR UPDATE
"""

LOCK_USER: Final = """
SELECT created_utc, total_karma FROM reddit_users WHERE reddit_id = $1 FOR UPDATE
"""


def newest_posts(owner: str) -> str:
    """The newest posts of one *owner*, those that are stickied left out."""
    return f"""
SELECT created_utc, score, num_comments AS comments, content_type, over_18, subreddit_name
  FROM reddit_posts WHERE {owner} = $1 AND NOT stickied
 ORDER BY created_utc DESC, reddit_id DESC LIMIT $2
"""  # noqa: S608 - our own column names


READ_COMMUNITY_POSTS: Final = newest_posts("subreddit_id")
READ_USER_POSTS: Final = newest_posts("author_id")


def write(table: str, key: str, figures: str) -> str:
    """The figures of one row, and when it was looked at."""
    return f"""
UPDATE {table} AS stored
   SET {figures}, analytics_at = now(), updated_at = now(),
       last_scraped_at = greatest(stored.last_scraped_at, $2)
 WHERE {key} = $1
"""  # noqa: S608 - as above


WRITE_COMMUNITY: Final = write(
    "reddit_subreddits", "subreddit_id", assigned(CommunityFigures, first=3)
)
WRITE_USER: Final = write("reddit_users", "reddit_id", assigned(UserFigures, first=3))

# What this request was the first of all discoveries to see. Findings of an author who was looked at
# lately are told again as of then: of several of one moment the request that was made first counts.
COUNT_FOUND: Final = """
SELECT count(DISTINCT found.subreddit_id)::int AS found
  FROM subreddit_discoveries AS found
  JOIN reddit_subreddits AS stored USING (subreddit_id)
 WHERE found.request_id = $1 AND found.first_seen_at = stored.discovered_at
   AND NOT EXISTS (
       SELECT FROM subreddit_discoveries AS other
        WHERE other.subreddit_id = found.subreddit_id AND other.request_id < found.request_id
          AND other.first_seen_at = found.first_seen_at)
"""
