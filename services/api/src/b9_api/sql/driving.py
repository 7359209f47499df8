"""Sending a request once more: shared by upgrades, replays and the sweeper."""

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

AUDIT: Final = """
INSERT INTO audit_log (actor, action, entity, entity_id, before, after, request_id)
VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7)
"""
