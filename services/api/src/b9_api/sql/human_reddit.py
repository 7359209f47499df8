"""What people asked for along with requests of Reddit, written where people's decisions stand."""

from typing import Final

# Without a lock: writers of content lock communities before requests, and so do we.
PENDING_SUBREDDITS: Final = """
SELECT requests.id, requests.params, requests.params_at, requests.requested_by, requests.org_id,
       requests.owner_id
  FROM requests JOIN reddit_subreddits ON subreddit_id = requests.owner_id
 WHERE requests.human_applied_at IS NULL AND requests.params <> '{}'
   AND requests.platform = 'reddit' AND requests.target_kind = 'subreddit'
 ORDER BY requests.created_at, requests.id
 LIMIT $1
"""

LOCK_SUBREDDIT: Final = "SELECT id FROM reddit_subreddits WHERE subreddit_id = $1 FOR UPDATE"

# The newest wish counts: this is a setting, not a judgement.
APPLY_SUBREDDIT: Final = """
WITH before AS (
    SELECT subreddit_id, mirror_media FROM reddit_subreddits WHERE subreddit_id = $1 FOR UPDATE
)
UPDATE reddit_subreddits AS community
   SET mirror_media = $2, version = community.version + 1, updated_at = now()
  FROM before
 WHERE community.subreddit_id = before.subreddit_id
   AND $2::boolean IS NOT NULL AND before.mirror_media IS DISTINCT FROM $2
RETURNING before.mirror_media AS mirror_media_before, community.mirror_media
"""

PENDING_USERS: Final = """
SELECT requests.id, requests.params, requests.params_at, requests.requested_by, requests.org_id,
       requests.owner_id
  FROM requests JOIN reddit_users ON reddit_id = requests.owner_id
 WHERE requests.human_applied_at IS NULL AND requests.params <> '{}'
   AND requests.platform = 'reddit' AND requests.target_kind = 'user'
 ORDER BY requests.created_at, requests.id
 LIMIT $1
"""

LOCK_USER: Final = "SELECT id FROM reddit_users WHERE reddit_id = $1 FOR UPDATE"

# Only ever set: a person who looks an account up again has not thought better of it.
APPLY_USER: Final = """
UPDATE reddit_users SET our_creator = true, version = version + 1, updated_at = now()
 WHERE reddit_id = $1 AND $2::boolean AND NOT our_creator
RETURNING false AS our_creator_before, our_creator
"""
