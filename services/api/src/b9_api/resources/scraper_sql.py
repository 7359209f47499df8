"""What is asked about scrapers: of their calls, and of what they have to do."""

from typing import Final

CALLS: Final = """
SELECT count(*) AS requests, count(*) FILTER (WHERE call_class IN ('ok', 'empty')) AS ok,
       count(*) FILTER (WHERE call_class NOT IN ('ok', 'empty')) AS failed,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) AS p50_ms,
       percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_ms) AS p95_ms,
       coalesce(sum(items), 0)::bigint AS items, coalesce(sum(cost_usd), 0)::float8 AS cost_usd
  FROM api_calls WHERE at >= $1 AND platform = $2
"""

CALLS_BY_CLASS: Final = """
SELECT call_class, count(*) AS calls FROM api_calls
 WHERE at >= $1 AND platform = $2 GROUP BY call_class ORDER BY calls DESC, call_class
"""

# Each step of time in which there was a call, the oldest first.
SERIES: Final = """
SELECT date_bin($3::interval, at, timestamptz '2000-01-01 00:00Z') AS at, count(*) AS requests,
       count(*) FILTER (WHERE call_class IN ('ok', 'empty')) AS ok,
       count(*) FILTER (WHERE call_class NOT IN ('ok', 'empty')) AS failed,
       coalesce(sum(items), 0)::bigint AS items, coalesce(sum(cost_usd), 0)::float8 AS cost_usd
  FROM api_calls WHERE api_calls.at >= $1 AND platform = $2 GROUP BY 1 ORDER BY 1 LIMIT 200
"""

# What did not go well, alike together.
ERRORS: Final = """
SELECT call_class, provider, endpoint, status, count(*) AS calls, min(at) AS first_at,
       max(at) AS last_at
  FROM api_calls WHERE at >= $1 AND platform = $2 AND call_class NOT IN ('ok', 'empty')
 GROUP BY call_class, provider, endpoint, status
 ORDER BY calls DESC, last_at DESC LIMIT 100
"""

# Whose request it was is told to its own organisation.
LAST_ERROR: Final = """
SELECT at, call_class, provider, endpoint, status,
       (SELECT r.id FROM requests AS r WHERE r.id = api_calls.request_id AND r.org_id = $3)
         AS request_id
  FROM api_calls
 WHERE at >= $1 AND platform = $2 AND call_class NOT IN ('ok', 'empty')
 ORDER BY at DESC LIMIT 1
"""

# What is under way, and since when.
UNDER_WAY: Final = """
SELECT count(*) FILTER (WHERE status = 'queued') AS queued,
       count(*) FILTER (WHERE status = 'running') AS running,
       count(*) FILTER (WHERE status IN ('waiting', 'retrying')) AS waiting,
       min(started_at) AS oldest_started_at
  FROM requests
 WHERE platform = $1 AND org_id = $2 AND status IN ('queued', 'running', 'waiting', 'retrying')
"""

QUEUE: Final = """
SELECT kind, lane, status, waiting_reason, count(*) AS requests,
       min(created_at) AS oldest_created_at
  FROM requests
 WHERE platform = $1 AND org_id = $2 AND status IN ('queued', 'running', 'waiting', 'retrying')
 GROUP BY kind, lane, status, waiting_reason ORDER BY kind, lane, status, waiting_reason
"""
