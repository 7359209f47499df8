"""Which requests have fallen silent."""

from typing import Final

# $1, $2: how far the database has heard of fetches and of what follows them; null is "all".
# $3, $4: the silence allowed to each. $5, $6, $7: lanes with their oldest unread command: what
# was sent after it is merely queued.
SILENT: Final = """
SELECT id, status, stalled_drives, waiting_until IS NOT NULL AS had_until,
       marker_drive IS NOT DISTINCT FROM drive AND EXISTS (
           SELECT FROM request_stages AS stage
            WHERE stage.request_id = requests.id AND stage.stage = 'rows' AND stage.state = 'done'
       ) AS only_media,
       (SELECT count(*) FROM request_events AS event
         WHERE event.request_id = requests.id AND event.type = 'request_redriven'
           AND event.data ->> 'reason' = 'media_stalled')::int AS media_drives
  FROM requests
 WHERE status IN ('queued', 'running', 'retrying', 'waiting')
   AND CASE
       WHEN status = 'waiting' AND waiting_until IS NOT NULL THEN waiting_until <= now()
       WHEN marker_drive = drive
       THEN last_event_at < least($2::timestamptz, now()) - $4::interval
       ELSE last_event_at < least($1::timestamptz, now()) - $3::interval
       END
   AND NOT EXISTS (
       SELECT FROM outbox
        WHERE outbox.stream = 'REQUESTS' AND outbox.msg_id = requests.id || ':' || requests.drive)
   AND NOT EXISTS (
       SELECT FROM unnest($5::text[], $6::text[], $7::timestamptz[])
                AS behind (platform, lane, since)
        WHERE behind.platform = requests.platform AND behind.lane = requests.lane
          AND requests.driven_at >= behind.since - interval '1 second')
 ORDER BY id
 LIMIT $8
   FOR UPDATE SKIP LOCKED
"""

# $2, $3, $4: the status it ends with, its code, and a word about it.
# What was under way, or came next, has failed; what would have followed is skipped.
GIVE_UP: Final = """
WITH ended AS (
    UPDATE requests
       SET status = $2, finished_at = now(), last_event_at = now(), waiting_reason = NULL,
           waiting_until = NULL, error_code = $3,
           error_message = 'sent ' || drive || ' times: ' || $4
     WHERE id = ANY ($1::uuid[])
    RETURNING id, drive
), next AS (
    SELECT request_id, min(seq) AS seq FROM request_stages
     WHERE request_id = ANY ($1::uuid[]) AND state NOT IN ('done', 'skipped', 'failed')
     GROUP BY request_id
), stages AS (
    UPDATE request_stages AS stage
       SET state = CASE WHEN stage.state <> 'pending' OR stage.seq = next.seq
                        THEN 'failed' ELSE 'skipped' END,
           reason = 'given up', error_code = $3, finished_at = now()
      FROM next
     WHERE stage.request_id = next.request_id
       AND stage.state NOT IN ('done', 'skipped', 'failed')
)
SELECT id, drive FROM ended
"""

ACTIVE_IDS: Final = """
SELECT id FROM requests
 WHERE status IN ('queued', 'running', 'waiting', 'retrying') AND id > $1
 ORDER BY id LIMIT $2
   FOR UPDATE
"""
