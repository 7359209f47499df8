"""Upstream calls, and what workers say of their stages."""

from typing import Final

INSERT_CALLS: Final = """
INSERT INTO api_calls
       (call_id, request_id, drive, run, leg, walk, n, platform, provider, endpoint, status,
        call_class, duration_ms, bytes, items, cost_usd, service, instance, at)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::text[], $7::int[],
                     $8::text[], $9::text[], $10::text[], $11::int[], $12::text[], $13::int[],
                     $14::bigint[], $15::int[], $16::float8[], $17::text[], $18::text[],
                     $19::timestamptz[])
 ORDER BY 1
    ON CONFLICT (call_id) DO NOTHING
"""

# Ended ones as well: the count of calls may come after the last row.
LOCK_REQUESTS: Final = """
SELECT id::text, drive, status, waiting_reason, waiting_until FROM requests
 WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE
"""

READ_STAGES: Final = """
SELECT request_id::text, stage, state, reason, heartbeat_at
  FROM request_stages WHERE request_id = ANY ($1::uuid[])
"""

SET_HEARD: Final = """
UPDATE request_stages AS stored
   SET state = given.state, reason = given.reason, heartbeat_at = given.at,
       started_at = coalesce(stored.started_at, now())
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
    AS given (request_id, stage, state, reason, at)
 WHERE stored.request_id = given.request_id AND stored.stage = given.stage
"""

SET_STATUS: Final = """
UPDATE requests AS stored
   SET status = given.status, waiting_reason = given.reason, waiting_until = given.until,
       started_at = coalesce(stored.started_at, now()), last_event_at = now()
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])
    AS given (id, status, reason, until)
 WHERE stored.id = given.id
"""

COUNT_CALLS: Final = """
UPDATE requests AS stored
   SET result = stored.result
       || jsonb_build_object('calls', counted.calls, 'cost_usd', counted.cost_usd)
  FROM (SELECT request_id, count(*) AS calls, sum(cost_usd) AS cost_usd FROM api_calls
         WHERE request_id = ANY ($1::uuid[]) GROUP BY request_id) AS counted
 WHERE stored.id = counted.request_id
"""
