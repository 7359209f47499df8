"""The outbox: read in order per stream, deleted once confirmed."""

from typing import Final

# $2 holds back the lane that can wait, so that the urgent one always finds room.
READ: Final = """
SELECT row.id, row.stream, row.subject, row.msg_id, row.headers, row.payload
  FROM unnest($1::text[]) AS wanted (stream)
 CROSS JOIN LATERAL (
    SELECT id, stream, subject, msg_id, headers, payload FROM outbox
     WHERE outbox.stream = wanted.stream
       AND NOT ($2::boolean AND outbox.subject LIKE 'creator.requested.%.later')
     ORDER BY id LIMIT $3) AS row
"""

DELETE: Final = "DELETE FROM outbox WHERE id = ANY ($1::bigint[])"

OLDEST: Final = """
SELECT count(*) AS rows, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age_s
  FROM (SELECT created_at FROM outbox ORDER BY id LIMIT 10000) AS head
"""
