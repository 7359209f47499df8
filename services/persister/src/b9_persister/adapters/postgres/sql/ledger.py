"""The requests a batch concerns: locked last, in id order, and judged by what is committed."""

from typing import Final

LOCK_REQUESTS: Final = """
SELECT id::text, correlation_id, platform, kind, drive, status, options, full_depth, depth_reels,
       depth_posts, depth_authors, owner_id, marker_drive, marker_run, marker, traceparent,
       created_at
  FROM requests
 WHERE id = ANY ($1::uuid[]) AND status IN ('queued', 'running', 'waiting', 'retrying')
 ORDER BY id FOR UPDATE
"""

SET_MARKERS: Final = """
UPDATE requests AS stored
   SET marker = given.marker::jsonb, marker_drive = given.drive, marker_run = given.run,
       owner_id = coalesce(given.owner_id, stored.owner_id)
  FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[])
    AS given (id, marker, drive, run, owner_id)
 WHERE stored.id = given.id
"""

READ_STAGES: Final = """
SELECT request_id::text, stage, state, expected_items AS expected, done_items AS done,
       failed_items AS failed, reason, error_code
  FROM request_stages WHERE request_id = ANY ($1::uuid[])
"""

# With a marker for this drive: the pages it lists. Before that: the pages of the newest run.
_SCOPE: Final = """
  FROM requests AS request
 CROSS JOIN LATERAL (
      SELECT CASE WHEN request.marker_drive = request.drive THEN request.marker_run
                  ELSE (SELECT max(page.run) FROM request_pages AS page
                         WHERE page.request_id = request.id) END AS run,
             CASE WHEN request.marker_drive = request.drive
                  THEN coalesce(request.marker -> 'pages', '[]') END AS listed) AS scope
"""

# One row per walk; one with no walk for a request without pages.
PAGE_FACTS: Final = f"""
SELECT request.id::text,
       page.walk,
       jsonb_array_length(scope.listed) AS listed,
       count(page.page_key)::int AS booked,
       coalesce(sum(page.announced), 0)::int AS announced,
       coalesce(sum(page.inserted + page.updated + page.unchanged + page.superseded), 0)::int
           AS stored,
       coalesce(sum(page.rejected), 0)::int AS rejected,
       count(*) FILTER (WHERE page.dead)::int AS dead
{_SCOPE}
  LEFT JOIN request_pages AS page
    ON page.request_id = request.id AND page.run = scope.run
   AND (scope.listed IS NULL OR scope.listed ? page.page_key)
 WHERE request.id = ANY ($1::uuid[])
 GROUP BY request.id, scope.listed, page.walk
 ORDER BY request.id, page.walk
"""

# An asset counts as ended by this request's own outcome alone; null is one still awaited.
MEDIA_FACTS: Final = f"""
SELECT request.id::text, asset.outcome, count(*)::int AS assets
{_SCOPE}
 CROSS JOIN LATERAL (
      SELECT DISTINCT named.asset_key
        FROM request_pages AS page, unnest(page.asset_keys) AS named (asset_key)
       WHERE page.request_id = request.id AND page.run = scope.run
         AND (scope.listed IS NULL OR scope.listed ? page.page_key)) AS wanted
  LEFT JOIN request_assets AS asset
    ON asset.request_id = request.id AND asset.run = scope.run
   AND asset.asset_key = wanted.asset_key
 WHERE request.id = ANY ($1::uuid[])
 GROUP BY request.id, asset.outcome
"""  # noqa: S608 - two constants of this file

SET_STAGES: Final = """
UPDATE request_stages AS stored
   SET state = given.state, attempt = given.attempt, expected_items = given.expected,
       done_items = given.done, failed_items = given.failed, reason = given.reason,
       error_code = given.error_code,
       started_at = coalesce(stored.started_at, now()),
       finished_at = CASE WHEN given.state IN ('done', 'skipped', 'failed')
                          THEN coalesce(stored.finished_at, greatest(now(), stored.started_at)) END
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[],
              $8::text[], $9::text[])
    AS given (request_id, stage, state, attempt, expected, done, failed, reason, error_code)
 WHERE stored.request_id = given.request_id AND stored.stage = given.stage
"""

SET_REQUESTS: Final = """
UPDATE requests AS stored
   SET status = coalesce(given.status, stored.status),
       owner_id = coalesce(given.owner_id, stored.owner_id),
       followers_count = coalesce(given.followers, stored.followers_count),
       started_at = coalesce(stored.started_at, now()),
       finished_at = CASE WHEN given.status IN ('completed', 'partial', 'failed') THEN now() END,
       waiting_reason = CASE WHEN given.status IS NULL THEN stored.waiting_reason END,
       waiting_until = CASE WHEN given.status IS NULL THEN stored.waiting_until END,
       error_code = coalesce(given.error_code, stored.error_code),
       error_message = coalesce(given.error_message, stored.error_message),
       error_stage = coalesce(given.error_stage, stored.error_stage),
       result = stored.result || given.result::jsonb,
       last_event_at = now()
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[],
              $8::text[])
    AS given (id, status, owner_id, followers, error_code, error_message, error_stage, result)
 WHERE stored.id = given.id
"""

INSERT_EVENTS: Final = """
INSERT INTO request_events (dedupe_key, request_id, type, stage, severity, message, data, service)
SELECT dedupe_key, request_id, type, stage, severity, message, data::jsonb, 'persister'
  FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    AS given (dedupe_key, request_id, type, stage, severity, message, data)
    ON CONFLICT (dedupe_key) DO NOTHING
"""

INSERT_OUTBOX: Final = """
INSERT INTO outbox (stream, subject, msg_id, headers, payload)
SELECT stream, subject, msg_id, headers::jsonb, payload
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[])
    AS given (stream, subject, msg_id, headers, payload)
"""
