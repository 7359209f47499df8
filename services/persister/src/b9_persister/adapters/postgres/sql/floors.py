"""How far each durable's messages are in this database."""

from typing import Final

READ_FLOOR: Final = "SELECT store_id, ack_floor FROM consumer_floors WHERE durable = $1"

READ_SERVER: Final = "SELECT pg_postmaster_start_time()"

# A floor only rises, unless the broker's store is another one; and only on the server whose rows
# were compared with the broker, not on one that has taken its place since.
WRITE_FLOOR: Final = """
INSERT INTO consumer_floors AS stored (durable, stream, store_id, ack_floor)
SELECT $1, $2, $3, $4 WHERE pg_postmaster_start_time() = $5
    ON CONFLICT (durable) DO UPDATE
   SET stream = excluded.stream, store_id = excluded.store_id, ack_floor = excluded.ack_floor,
       updated_at = now()
 WHERE stored.store_id <> excluded.store_id OR stored.ack_floor < excluded.ack_floor
"""
