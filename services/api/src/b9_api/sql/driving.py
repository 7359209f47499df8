"""Sending a request once more: shared by upgrades, replays, the sweeper and a lost broker."""

from typing import Final

INSERT_OUTBOX: Final = """
INSERT INTO outbox (stream, subject, msg_id, headers, payload)
VALUES ($1, $2, $3, $4::jsonb, $5)
"""

INSERT_EVENT: Final = """
INSERT INTO request_events (dedupe_key, request_id, type, stage, severity, message, data, service)
VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)
ON CONFLICT (dedupe_key) DO NOTHING
"""

# What the new drive has to prove again. A profile that was seen stays seen: a resumed run does
# not fetch it twice.
REOPEN_STAGES: Final = """
UPDATE request_stages
   SET state = 'pending', reason = NULL, finished_at = NULL, error_code = NULL, error_message = NULL
 WHERE request_id = $1 AND state <> 'pending'
   AND (stage NOT IN ('accepted', 'profile') OR state <> 'done')
"""

# The error of an attempt before stays in the events.
DRIVE: Final = """
UPDATE requests
   SET drive = drive + 1, driven_at = now(), last_event_at = now(), status = $2,
       stalled_drives = stalled_drives + $3, waiting_reason = NULL, waiting_until = NULL,
       error_code = NULL, error_message = NULL, error_stage = NULL, finished_at = NULL
 WHERE id = ANY ($1::uuid[])
   AND status IN ('queued', 'running', 'waiting', 'retrying')
RETURNING id, correlation_id, kind, platform, target, lane, options, depth_reels, depth_posts,
          depth_authors, drive, traceparent, created_at
"""

# A failed request counts again from the start; $1 is locked and known to have failed.
REVIVE: Final = """
UPDATE requests SET status = 'queued', stalled_drives = 0, human_applied_at = NULL WHERE id = $1
"""

AUDIT: Final = """
INSERT INTO audit_log (actor, action, entity, entity_id, before, after, request_id, org_id)
VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8)
"""
