"""Writing pages of any platform: rows of content, their assets, and what became of each page."""

from typing import Final

from b9_persister.columns import Table
from b9_persister.hashing import MEANING


def upsert(table: Table) -> str:
    """
    Write one array per column; the newer observation wins, ties go to the larger hash.

    Answers per key what happened: inserted, updated, unchanged (seen again, saying the same) or
    superseded (by what was there). Never deletes, never touches a column that is not given.
    """
    columns, key, said, seen_at = table.columns, table.key, table.said, table.seen_at
    names = ", ".join(column.name for column in columns)
    arrays = ", ".join(f"${n}::{column.type}[]" for n, column in enumerate(columns, start=1))
    given = ", ".join(
        f"{column.name}::{column.cast}" if column.cast else column.name for column in columns
    )
    changes = ", ".join(
        f"{column.name} = excluded.{column.name}"
        for column in columns
        if column.name != key and not column.once
    )
    at = {column.name: f"${n}" for n, column in enumerate(columns, start=1)}
    return f"""
WITH before AS (
    SELECT {key}, {said} AS said FROM {table.name} WHERE {key} = ANY ({at[key]}::text[])
), written AS (
    INSERT INTO {table.name} AS stored ({names})
    SELECT {given} FROM unnest({arrays}) AS given ({names})
    ON CONFLICT ({key}) DO UPDATE SET {changes}
     WHERE stored.{seen_at} IS NULL
        OR (stored.{seen_at}, stored.{said}) < (excluded.{seen_at}, excluded.{said})
    RETURNING {key}, xmax = 0 AS inserted
)
SELECT key, CASE
           WHEN written.{key} IS NULL AND before.said = hash THEN 'unchanged'
           WHEN written.{key} IS NULL THEN 'superseded'
           WHEN written.inserted OR before.said IS NULL THEN 'inserted'
           WHEN left(before.said, {MEANING}) = left(hash, {MEANING}) THEN 'unchanged'
           ELSE 'updated' END AS change
  FROM unnest({at[key]}::text[], {at[said]}::text[]) AS given (key, hash)
  LEFT JOIN before ON before.{key} = given.key
  LEFT JOIN written ON written.{key} = given.key
"""  # noqa: S608 - built from our own column names alone


INSERT_ASSETS: Final = """
INSERT INTO media_assets AS stored
       (asset_key, platform, media_id, kind, index, owner_id, source_url, source_expires_at,
        source_observed_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[],
                     $7::text[], $8::timestamptz[], $9::timestamptz[])
    ON CONFLICT (asset_key) DO UPDATE
   SET owner_id = excluded.owner_id, source_url = excluded.source_url,
       source_expires_at = excluded.source_expires_at,
       source_observed_at = excluded.source_observed_at
 WHERE (stored.source_observed_at, stored.source_url COLLATE "C")
     < (excluded.source_observed_at, excluded.source_url COLLATE "C")
"""

# The inbox of announcements and counters: a page that was booked keeps its first account, while
# its rows have just been written once more.
INSERT_PAGES: Final = """
INSERT INTO request_pages
       (page_key, request_id, drive, run, leg, walk, n, part, owner_id, announced, inserted,
        updated, unchanged, superseded, rejected, asset_keys, observed_at, dead)
SELECT page_key, request_id, drive, run, leg, walk, n, part, owner_id, announced, inserted,
       updated, unchanged, superseded, rejected, asset_keys::text[], observed_at, dead
  FROM unnest($1::text[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::text[], $7::int[],
              $8::int[], $9::text[], $10::int[], $11::int[], $12::int[], $13::int[], $14::int[],
              $15::int[], $16::text[], $17::timestamptz[], $18::boolean[])
    AS given (page_key, request_id, drive, run, leg, walk, n, part, owner_id, announced, inserted,
              updated, unchanged, superseded, rejected, asset_keys, observed_at, dead)
    ON CONFLICT (page_key) DO NOTHING
RETURNING page_key
"""

INSERT_ITEM_LETTERS: Final = """
INSERT INTO dead_letters
       (durable, origin, item_index, kind, platform, request_id, code, error, payload)
SELECT durable, origin, item_index, 'item', platform, request_id, code, error, payload
  FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::uuid[], $6::text[], $7::text[],
              $8::bytea[])
    AS given (durable, origin, item_index, platform, request_id, code, error, payload)
    ON CONFLICT (durable, origin, item_index) DO NOTHING
"""
