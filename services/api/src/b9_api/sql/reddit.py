"""How much is stored of a community or account of Reddit, and how it came to be known."""

from typing import Final

SUBREDDIT_COUNTS: Final = """
SELECT (SELECT count(*) FROM reddit_posts WHERE subreddit_id = $1) AS posts,
       (SELECT count(DISTINCT author_id) FROM reddit_posts WHERE subreddit_id = $1) AS authors,
       (SELECT count(DISTINCT subreddit_id) FROM subreddit_discoveries WHERE source_id = $1)
           AS discovered
"""

# How it came to be known: through whose posts, from which community.
LINEAGE: Final = """
SELECT source.name AS source, nullif(found.source_id, '') AS source_id, found.via_user,
       found.post_id, found.request_id, found.first_seen_at, found.last_seen_at
  FROM subreddit_discoveries AS found
  LEFT JOIN reddit_subreddits AS source ON source.subreddit_id = found.source_id
 WHERE found.subreddit_id = $1
 ORDER BY found.first_seen_at, found.source_id, found.via_user LIMIT $2
"""

MEDIA: Final = """
SELECT state, count(*) AS assets FROM media_assets
 WHERE platform = 'reddit' AND owner_id = $1 GROUP BY state ORDER BY state
"""

USER_COUNTS: Final = """
SELECT count(*) AS posts, count(DISTINCT subreddit_id) AS subreddits
  FROM reddit_posts WHERE author_id = $1
"""

# What an answer last said of a name that may have no row.
TARGET_STATE: Final = """
SELECT state, code, observed_at FROM reddit_target_states WHERE kind = $1 AND name_lower = $2
"""
