"""Dead letters, kept whole, and the ends that follow from them."""

from typing import Final

# The same message may die again after a replay: its letter is brought up to date.
UPSERT_LETTER: Final = """
INSERT INTO dead_letters AS stored
       (durable, origin, kind, platform, request_id, stream, seq, subject, code, error, attempts,
        headers, payload, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14)
    ON CONFLICT (durable, origin, item_index) DO UPDATE
   SET code = excluded.code, error = excluded.error, attempts = excluded.attempts,
       stream = excluded.stream, seq = excluded.seq, headers = excluded.headers,
       payload = excluded.payload, at = excluded.at
 WHERE stored.at < excluded.at
"""

FIND_LETTER: Final = """
SELECT id FROM dead_letters WHERE durable = $1 AND stream = $2 AND seq = $3 LIMIT 1
"""

LOCK_DRIVEN: Final = """
SELECT id FROM requests
 WHERE id = $1 AND drive = $2 AND status IN ('queued', 'running', 'waiting', 'retrying')
   FOR UPDATE
"""

FAIL_REQUEST: Final = """
UPDATE requests
   SET status = 'failed', finished_at = now(), last_event_at = now(), waiting_reason = NULL,
       waiting_until = NULL, error_code = $2, error_message = $3, error_stage = 'content'
 WHERE id = $1
"""

FAIL_STAGES: Final = """
UPDATE request_stages
   SET state = CASE stage WHEN 'content' THEN 'failed' ELSE 'skipped' END, attempt = $2,
       error_code = CASE stage WHEN 'content' THEN $3 END, reason = $4, finished_at = now()
 WHERE request_id = $1 AND state NOT IN ('done', 'skipped', 'failed')
"""
