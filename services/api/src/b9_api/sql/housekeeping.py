"""Numbers for events, and an end for what is only kept for a while."""

from typing import Final

# In the order of the index of those without a number, so that nothing else is ever read.
UNNUMBERED: Final = "SELECT 1 FROM request_events WHERE id IS NULL ORDER BY entry_id LIMIT 1"

# By the leader alone and after commit, so that a later commit never gets an earlier number.
NUMBER: Final = """
WITH fresh AS (
    SELECT entry_id, nextval('request_event_ids') AS number
      FROM (SELECT entry_id FROM request_events WHERE id IS NULL ORDER BY entry_id LIMIT $1)
        AS unnumbered
)
UPDATE request_events SET id = fresh.number
  FROM fresh WHERE request_events.entry_id = fresh.entry_id
"""

PURGE_EVENTS: Final = """
DELETE FROM request_events
 WHERE entry_id IN (SELECT entry_id FROM request_events ORDER BY entry_id LIMIT $2)
   AND at < now() - $1::interval
"""

PURGE_CALLS: Final = """
DELETE FROM api_calls
 WHERE call_id IN (
    SELECT old.call_id FROM providers CROSS JOIN LATERAL (
        SELECT call_id FROM api_calls
         WHERE api_calls.provider = providers.provider AND at < now() - $1::interval
         ORDER BY at LIMIT $2) AS old)
"""

# None can be taken back any more; what they changed stays in the audit log.
PURGE_EDITS: Final = """
DELETE FROM edits
 WHERE id IN (SELECT id FROM edits WHERE created_at < now() - $1::interval
               ORDER BY created_at LIMIT $2)
"""

PURGE_KEYS: Final = """
DELETE FROM idempotency_keys
 WHERE (org_id, caller, key) IN (
    SELECT org_id, caller, key FROM idempotency_keys
     WHERE created_at < now() - $1::interval LIMIT $2)
"""

# Counts are added to by rows of their own; the more of them, the longer it takes to add them up.
FOLD_COUNTS: Final = "SELECT fold_counted($1, $2, $3)"
