"""The outbox: read in order per stream, deleted once confirmed."""

from typing import Final

# $2 holds back the lane that can wait, so that the urgent one always finds room; $4 are those that
# can never be sent.
READ: Final = """
SELECT row.id, row.stream, row.subject, row.msg_id, row.headers, row.payload
  FROM unnest($1::text[]) AS wanted (stream)
 CROSS JOIN LATERAL (
    SELECT id, stream, subject, msg_id, headers, payload FROM outbox
     WHERE outbox.stream = wanted.stream
       AND NOT ($2::boolean AND outbox.subject LIKE 'creator.requested.%.later')
       AND id <> ALL ($4::bigint[])
     ORDER BY id LIMIT $3) AS row
"""

DELETE: Final = "DELETE FROM outbox WHERE id = ANY ($1::bigint[])"

# From now on a command is queued in the broker: what was accepted while that was away has not
# been silent since. Locked in id order, as whoever stores facts locks requests.
MARK_SENT: Final = """
WITH sent AS (
    SELECT split_part(msg_id, ':', 1)::uuid AS id, split_part(msg_id, ':', 2)::int AS drive
      FROM unnest($1::text[]) AS given (msg_id)
     WHERE msg_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9]{1,9}$'
), locked AS (
    SELECT requests.id FROM requests JOIN sent USING (id, drive)
     ORDER BY requests.id FOR UPDATE OF requests
)
UPDATE requests SET driven_at = now() FROM locked WHERE requests.id = locked.id
"""

OLDEST: Final = """
SELECT count(*) AS rows, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age_s
  FROM (SELECT created_at FROM outbox ORDER BY id LIMIT 10000) AS head
"""
