"""Communities that a discovery found and nobody has looked at."""

from typing import Final

# Counted in the ledger, so that a new leader knows too.
SCANS_TODAY: Final = """
SELECT count(*) FROM requests
 WHERE created_at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
   AND kind = 'subreddit_scan' AND requested_by = $1
"""

# Claimed once and for all, oldest find first. Whoever is writing the row now is passed over: its
# about page may be among what they write.
CLAIM: Final = """
WITH due AS (
    SELECT subreddit_id FROM reddit_subreddits
     WHERE discovered_at IS NOT NULL AND observed_at IS NULL AND NOT is_user_feed
       AND scan_requested_at IS NULL AND paused_at IS NULL AND removed_at IS NULL
     ORDER BY discovered_at, subreddit_id LIMIT $1
       FOR UPDATE SKIP LOCKED
)
UPDATE reddit_subreddits SET scan_requested_at = now()
  FROM due WHERE reddit_subreddits.subreddit_id = due.subreddit_id
RETURNING reddit_subreddits.subreddit_id, reddit_subreddits.name
"""
