"""What clients are shown of the ledger."""

from typing import Final

from b9_api.sql.orgs import OF_ORG

_COLUMNS: Final = """
id, correlation_id, requested_by, kind, platform, target, lane, params, depth_reels, depth_posts,
depth_authors, full_depth, status, drive, driven_at, waiting_reason, waiting_until, owner_id,
error_code, error_message, error_stage, result, trace_id, is_smoke, created_at, started_at,
finished_at, last_event_at, human_applied_at, marker
"""

GET: Final = f"""
SELECT {_COLUMNS} FROM requests WHERE {OF_ORG} AND id = $2
"""  # noqa: S608  constant columns

FIND_CORRELATED: Final = f"""
SELECT {_COLUMNS} FROM requests WHERE {OF_ORG} AND correlation_id = $2
 ORDER BY created_at DESC, id DESC LIMIT 20
"""  # noqa: S608  as above

LIST: Final = f"""
SELECT {_COLUMNS} FROM requests
 WHERE {OF_ORG}
   AND ($2::text[] IS NULL OR status = ANY ($2))
   AND ($3::text[] IS NULL OR kind = ANY ($3))
   AND ($4::text IS NULL OR platform = $4)
   AND ($5::text IS NULL OR lower(target) = $5)
   AND ($6::timestamptz IS NULL OR created_at >= $6)
   AND ($7::timestamptz IS NULL OR (created_at, id) < ($7, $8::uuid))
 ORDER BY created_at DESC, id DESC
 LIMIT $9
"""  # noqa: S608  as above

STAGES: Final = """
SELECT request_id, stage, state, attempt, expected_items, done_items, failed_items, reason,
       started_at, finished_at, heartbeat_at, error_code, error_message
  FROM request_stages WHERE request_id = ANY ($1::uuid[]) ORDER BY request_id, seq
"""

PAGE_COUNTS: Final = """
SELECT walk, count(*) AS pages, sum(announced)::bigint AS announced,
       sum(inserted)::bigint AS inserted, sum(updated)::bigint AS updated,
       sum(unchanged)::bigint AS unchanged, sum(superseded)::bigint AS superseded,
       sum(rejected)::bigint AS rejected
  FROM request_pages
 WHERE request_id = $1 AND run = (SELECT max(run) FROM request_pages WHERE request_id = $1)
 GROUP BY walk ORDER BY walk
"""

ASSET_COUNTS: Final = """
SELECT outcome, count(*) AS assets, coalesce(sum(bytes), 0)::bigint AS bytes FROM request_assets
 WHERE request_id = $1 AND run = (SELECT max(run) FROM request_assets WHERE request_id = $1)
 GROUP BY outcome ORDER BY outcome
"""

CALL_COUNTS: Final = """
SELECT count(*) AS calls, count(*) FILTER (WHERE call_class NOT IN ('ok', 'empty')) AS failed,
       coalesce(sum(cost_usd), 0)::float8 AS cost_usd
  FROM api_calls WHERE request_id = $1
"""

STATE: Final = "SELECT status, last_event_at FROM requests WHERE id = $1"

STATE_OF_ORG: Final = f"""
SELECT status, last_event_at FROM requests WHERE {OF_ORG} AND id = $2
"""  # noqa: S608  as above

EVENTS: Final = """
SELECT id, at, type, stage, severity, message, data, service FROM request_events
 WHERE request_id = $1 AND id > $2 ORDER BY id LIMIT $3
"""
