"""What the live feed reads: numbered events, in the order of their numbers."""

from typing import Final

_COLUMNS: Final = """
event.id, event.request_id, event.at, event.type, event.stage, event.severity, event.message,
event.data, event.service, asked.org_id, asked.kind, asked.platform, asked.target
"""

# A later commit never has an earlier number: who has read up to one has missed none.
AFTER: Final = f"""
SELECT {_COLUMNS} FROM request_events AS event JOIN requests AS asked ON asked.id = event.request_id
 WHERE event.id > $1 ORDER BY event.id LIMIT $2
"""  # noqa: S608  constant columns

# A window of numbers, so that a page costs the same however few of them are wanted.
WINDOW: Final = f"""
SELECT {_COLUMNS} FROM request_events AS event JOIN requests AS asked ON asked.id = event.request_id
 WHERE event.id > $1 AND event.id <= $2 AND asked.org_id = $3
   AND ($4 OR event.request_id = ANY ($5::uuid[])
        OR event.service = ANY ($6::text[]) OR asked.platform = ANY ($6::text[]))
 ORDER BY event.id
"""  # noqa: S608  as above

# The same for a few requests, by their own index.
OF_REQUESTS: Final = f"""
SELECT {_COLUMNS} FROM request_events AS event JOIN requests AS asked ON asked.id = event.request_id
 WHERE event.request_id = ANY ($1::uuid[]) AND event.id > $2 AND event.id <= $3
   AND asked.org_id = $4
 ORDER BY event.id LIMIT $5
"""  # noqa: S608  as above

BOUNDS: Final = """
SELECT coalesce(min(id), 0) AS oldest, coalesce(max(id), 0) AS newest FROM request_events
"""

KNOWN_REQUESTS: Final = """
SELECT count(*) FROM requests WHERE org_id = $1 AND id = ANY ($2::uuid[])
"""

# One statement, so that it needs no transaction; and what is used up is forgotten in passing.
USE_TICKET: Final = """
WITH old AS (
    DELETE FROM used_tickets WHERE id IN (
        SELECT id FROM used_tickets WHERE used_at < now() - interval '5 minutes'
         ORDER BY used_at LIMIT 100 FOR UPDATE SKIP LOCKED)
)
INSERT INTO used_tickets (id) VALUES ($1) ON CONFLICT (id) DO NOTHING RETURNING id
"""

ACTIVE_REQUESTS: Final = """
SELECT status, count(*) AS requests FROM requests
 WHERE org_id = $1 AND status = ANY ($2::text[]) GROUP BY status
"""
