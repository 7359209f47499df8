"""Sending what a stream holds once more."""

from typing import Final

# What a key stands for, and what was told then.
FIND_RUN: Final = """
SELECT used.request_id AS run, used.body_hash, entry.after AS told
  FROM idempotency_keys AS used
  LEFT JOIN audit_log AS entry
    ON entry.entity = 'replay' AND entry.entity_id = used.request_id::text
 WHERE used.org_id = $1 AND used.caller = $2 AND used.key = $3
   AND used.created_at >= now() - interval '24 hours'
"""

WAITING_BYTES: Final = """
SELECT coalesce(sum(octet_length(payload)), 0)::bigint AS bytes FROM outbox WHERE stream = 'REPLAY'
"""

OWN_REQUEST: Final = "SELECT id FROM requests WHERE ($2::boolean OR org_id = $1) AND id = $3"

REQUEST_BEGAN: Final = "SELECT created_at FROM requests WHERE id = $1"
