"""The end of a request: its calls counted, its status written."""

from typing import Final

LOCK_REQUEST: Final = """
SELECT drive, marker_drive, traceparent FROM requests
 WHERE id = $1 AND status IN ('queued', 'running', 'waiting', 'retrying') FOR UPDATE
"""

COUNT_CALLS: Final = """
SELECT count(*)::int AS calls, coalesce(sum(cost_usd), 0)::float8 AS cost_usd
  FROM api_calls WHERE request_id = $1
"""

END_REQUEST: Final = """
UPDATE requests
   SET status = $2, finished_at = now(), last_event_at = now(), waiting_reason = NULL,
       waiting_until = NULL, error_code = $3, error_message = $4, error_stage = $5,
       result = result || $6::jsonb
 WHERE id = $1
"""
