"""Taking a request in: new, folded into an active one, or upgrading it."""

from typing import Final

CLAIM_KEY: Final = """
INSERT INTO idempotency_keys (org_id, caller, key, body_hash, request_id)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (org_id, caller, key) DO UPDATE
   SET body_hash = excluded.body_hash, request_id = excluded.request_id, created_at = now()
 WHERE idempotency_keys.created_at < now() - interval '24 hours'
RETURNING request_id
"""

FIND_KEY: Final = """
SELECT request_id, body_hash FROM idempotency_keys
 WHERE org_id = $1 AND caller = $2 AND key = $3
"""

POINT_KEY: Final = """
UPDATE idempotency_keys SET request_id = $4 WHERE org_id = $1 AND caller = $2 AND key = $3
"""

DROP_KEY: Final = """
DELETE FROM idempotency_keys WHERE org_id = $1 AND caller = $2 AND key = $3
"""

_FIND_CREATOR: Final = """
SELECT ig_user_id AS key, full_depth_at IS NOT NULL AS fetched_whole,
       NULL::boolean AS mirror_media, paused_at IS NOT NULL AS paused, removed_at
  FROM instagram_creators WHERE lower(username) = $1
"""

# Names of Reddit are not unique: the newest observed holds one now.
_FIND_SUBREDDIT: Final = """
SELECT subreddit_id AS key, true AS fetched_whole, mirror_media,
       paused_at IS NOT NULL AS paused, removed_at
  FROM reddit_subreddits WHERE lower(name) = $1
 ORDER BY observed_at DESC NULLS LAST, id DESC LIMIT 1
"""

_FIND_USER: Final = """
SELECT reddit_id AS key, true AS fetched_whole, NULL::boolean AS mirror_media,
       false AS paused, NULL::timestamptz AS removed_at
  FROM reddit_users WHERE lower(username) = $1 LIMIT 1
"""

# Who holds a name, by kind of target: its own setting for files, how far it was walked, and
# whether people stopped it.
FIND_TARGET: Final = {
    "creator": _FIND_CREATOR,
    "subreddit": _FIND_SUBREDDIT,
    "user": _FIND_USER,
}

# Back in sight, for somebody added it again.
BRING_BACK_CREATOR: Final = """
UPDATE instagram_creators SET removed_at = NULL, version = version + 1, updated_at = now()
 WHERE ig_user_id = $1 AND removed_at IS NOT NULL
RETURNING ig_user_id
"""
BRING_BACK_SUBREDDIT: Final = """
UPDATE reddit_subreddits SET removed_at = NULL, version = version + 1, updated_at = now()
 WHERE subreddit_id = $1 AND removed_at IS NOT NULL
RETURNING subreddit_id
"""

# Nothing where an active request for the same target exists.
INSERT_REQUEST: Final = """
WITH request AS (
    INSERT INTO requests (
        id, correlation_id, requested_by, kind, kind_group, platform, target_kind, target, lane,
        params, options, depth_reels, depth_posts, depth_authors, full_depth, traceparent,
        trace_id, is_smoke, created_at, org_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
            $10::jsonb, $11::jsonb, $12, $13, $14, $15, $16, $17, $18, $19, $27)
    ON CONFLICT (org_id, platform, kind_group, target_kind, lower(target))
       WHERE status IN ('queued', 'running', 'waiting', 'retrying') DO NOTHING
    RETURNING id
), stages AS (
    INSERT INTO request_stages (request_id, stage, seq, state, started_at, finished_at)
    SELECT id, stage, seq, CASE seq WHEN 1 THEN 'done' ELSE 'pending' END,
           CASE seq WHEN 1 THEN now() END, CASE seq WHEN 1 THEN now() END
      FROM request, unnest($20::text[]) WITH ORDINALITY AS given (stage, seq)
), announced AS (
    INSERT INTO outbox (stream, subject, msg_id, headers, payload)
    SELECT $21, $22, $23, $24::jsonb, $25 FROM request
), told AS (
    INSERT INTO request_events (dedupe_key, request_id, type, stage, message, data, service)
    SELECT 'accepted:' || id, id, 'request_created', 'accepted', $26, $10::jsonb, 'gateway'
      FROM request
)
SELECT id FROM request
"""

LOCK_ACTIVE: Final = """
SELECT id, correlation_id, kind, platform, target, lane, params, options, depth_reels, depth_posts,
       depth_authors, full_depth, status, drive, traceparent, trace_id, created_at
  FROM requests
 WHERE platform = $1 AND kind_group = $2 AND target_kind = $3
   AND lower(target) = lower($4) AND org_id = $5
   AND status IN ('queued', 'running', 'waiting', 'retrying')
   FOR UPDATE
"""

MERGE_PARAMS: Final = """
UPDATE requests SET params = params || $2::jsonb, params_at = now(), human_applied_at = NULL,
       kind = $3
 WHERE id = $1
"""

RAISE_REQUEST: Final = """
UPDATE requests
   SET depth_reels = $2, depth_posts = $3, depth_authors = $4, full_depth = $5, lane = $6,
       drive = $7, options = $8::jsonb,
       driven_at = now(), last_event_at = now(), status = 'queued', waiting_reason = NULL,
       waiting_until = NULL
 WHERE id = $1
"""
