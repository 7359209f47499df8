"""What the old routes tell in numbers."""

from typing import Final

# Of each table whatever is stored; lists leave out what people put out of sight.
ROWS: Final = """
SELECT (SELECT coalesce(sum(n), 0)::bigint FROM instagram_creators_counted) AS instagram_creators,
       (SELECT coalesce(sum(n), 0)::bigint FROM instagram_reels_counted) AS instagram_reels,
       (SELECT coalesce(sum(n), 0)::bigint FROM instagram_posts_counted) AS instagram_posts,
       (SELECT coalesce(sum(n), 0)::bigint FROM reddit_subreddits_counted) AS reddit_subreddits,
       (SELECT coalesce(sum(n), 0)::bigint FROM reddit_posts_counted) AS reddit_posts,
       (SELECT coalesce(sum(n), 0)::bigint FROM reddit_users_counted) AS reddit_users
"""

CALLS: Final = """
SELECT call_class, count(*) AS calls, sum(cost_usd) AS cost_usd FROM api_calls
 WHERE provider IN (SELECT provider FROM providers WHERE platform = $1) AND at >= $2
 GROUP BY call_class ORDER BY call_class
"""

LAST_CALL: Final = """
SELECT max(newest.at) AS at
  FROM providers CROSS JOIN LATERAL (
       SELECT at FROM api_calls WHERE api_calls.provider = providers.provider
        ORDER BY at DESC LIMIT 1) AS newest
 WHERE providers.platform = $1
"""

LIMITS: Final = """
SELECT sum(daily_cap) AS daily_cap, max(price_usd) AS price_usd FROM providers WHERE platform = $1
"""

# As in the list, those out of sight are left out of both.
TAGGED: Final = """
SELECT coalesce(sum(n), 0)::bigint AS approved,
       coalesce(sum(n) FILTER (WHERE tags <> '[]'), 0)::bigint AS tagged
  FROM reddit_subreddits_counted WHERE review = 'Ok' AND removed_at IS NULL
"""

TOP_TAGS: Final = """
SELECT tag, count(*) AS subreddits
  FROM reddit_subreddits CROSS JOIN LATERAL jsonb_array_elements_text(tags) AS tag
 WHERE review = 'Ok' AND removed_at IS NULL GROUP BY tag ORDER BY count(*) DESC, tag LIMIT $1
"""

# Approved creators whose related accounts nobody has asked for; those out of sight are left out.
UNPROCESSED: Final = """
SELECT count(*) AS creators FROM instagram_creators
 WHERE review_status = 'ok' AND NOT related_creators_processed AND removed_at IS NULL
"""
