"""What nobody could handle, and sending it once more."""

from typing import Final

# Whoever runs the deployment ($2) sees all; those of nobody's request are the default's.
SEEN: Final = """($2::boolean
       OR EXISTS (SELECT FROM requests
                   WHERE requests.id = letter.request_id AND requests.org_id = $1)
       OR ($1 = 'default'
           AND NOT EXISTS (SELECT FROM requests WHERE requests.id = letter.request_id)))"""

LIST: Final = f"""
SELECT id, durable, origin, item_index, kind, platform, request_id, stream, seq, subject, code,
       error, attempts, octet_length(payload) AS bytes, at, replayed_at, replay_count
  FROM dead_letters AS letter
 WHERE {SEEN}
   AND ($3::text IS NULL OR durable = $3)
   AND ($4::text IS NULL OR kind = $4)
   AND ($5::text IS NULL OR code = $5)
   AND ($6::uuid IS NULL OR request_id = $6)
   AND ($7::boolean IS NULL OR (replayed_at IS NOT NULL) = $7)
   AND ($8::bigint IS NULL OR id < $8)
 ORDER BY id DESC LIMIT $9
"""  # noqa: S608  constant conditions

GET: Final = f"""
SELECT id, durable, origin, item_index, kind, platform, request_id, stream, seq, subject, code,
       error, attempts, octet_length(payload) AS bytes, at, replayed_at, replay_count, headers,
       substring(payload FROM 1 FOR 65536) AS payload
  FROM dead_letters AS letter WHERE {SEEN} AND id = $3
"""  # noqa: S608  as above

LOCK: Final = f"""
SELECT id, durable, origin, item_index, kind, request_id, stream, seq, headers, payload,
       replay_count
  FROM dead_letters AS letter WHERE {SEEN} AND id = $3 FOR UPDATE
"""  # noqa: S608  as above

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
