"""What nobody could handle, and sending it once more."""

from typing import Final

LIST: Final = """
SELECT id, durable, origin, item_index, kind, platform, request_id, stream, seq, subject, code,
       error, attempts, octet_length(payload) AS bytes, at, replayed_at, replay_count
  FROM dead_letters
 WHERE ($1::text IS NULL OR durable = $1)
   AND ($2::text IS NULL OR kind = $2)
   AND ($3::text IS NULL OR code = $3)
   AND ($4::uuid IS NULL OR request_id = $4)
   AND ($5::boolean IS NULL OR (replayed_at IS NOT NULL) = $5)
   AND ($6::bigint IS NULL OR id < $6)
 ORDER BY id DESC LIMIT $7
"""

GET: Final = """
SELECT id, durable, origin, item_index, kind, platform, request_id, stream, seq, subject, code,
       error, attempts, octet_length(payload) AS bytes, at, replayed_at, replay_count, headers,
       substring(payload FROM 1 FOR 65536) AS payload
  FROM dead_letters WHERE id = $1
"""

LOCK: Final = """
SELECT id, durable, origin, item_index, kind, request_id, stream, seq, headers, payload,
       replay_count
  FROM dead_letters WHERE id = $1 FOR UPDATE
"""

MARK_REPLAYED: Final = """
UPDATE dead_letters SET replayed_at = now(), replay_count = replay_count + 1 WHERE id = $1
"""

LOCK_REQUEST: Final = "SELECT id, status, error_code FROM requests WHERE id = $1 FOR UPDATE"

# The page an item was refused from, and whose it was.
PAGE: Final = """
SELECT page.request_id, page.drive, page.run, page.leg, page.walk, page.n, page.part,
       page.owner_id, page.observed_at, request.platform, request.correlation_id,
       request.traceparent, coalesce(creator.username, request.target) AS username
  FROM request_pages AS page
  JOIN requests AS request ON request.id = page.request_id
  LEFT JOIN instagram_creators AS creator ON creator.ig_user_id = page.owner_id
 WHERE page.page_key = $1
"""
