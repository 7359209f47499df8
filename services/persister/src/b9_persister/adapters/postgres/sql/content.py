"""Writing pages: rows, their owners and names, their assets, and what became of each page."""

from collections.abc import Sequence
from typing import Final

from b9_persister.columns import POST, PROFILE, REEL, Column
from b9_persister.hashing import MEANING


def upsert(table: str, key: str, columns: Sequence[Column]) -> str:
    """
    Write one array per column; the newer observation wins, ties go to the larger hash.

    Answers per key what happened: inserted, updated, unchanged (seen again, saying the same) or
    superseded (by what was there). Never deletes, never touches a column that is not given.
    """
    names = ", ".join(column.name for column in columns)
    arrays = ", ".join(f"${n}::{column.type}[]" for n, column in enumerate(columns, start=1))
    given = ", ".join(
        f"{column.name}::{column.cast}" if column.cast else column.name for column in columns
    )
    changes = ", ".join(
        f"{column.name} = excluded.{column.name}" for column in columns if column.name != key
    )
    at = {column.name: f"${n}" for n, column in enumerate(columns, start=1)}
    return f"""
WITH before AS (
    SELECT {key}, content_hash FROM {table} WHERE {key} = ANY ({at[key]}::text[])
), written AS (
    INSERT INTO {table} AS stored ({names})
    SELECT {given} FROM unnest({arrays}) AS given ({names})
    ON CONFLICT ({key}) DO UPDATE SET {changes}
     WHERE stored.observed_at IS NULL
        OR (stored.observed_at, stored.content_hash) < (excluded.observed_at, excluded.content_hash)
    RETURNING {key}, xmax = 0 AS inserted
)
SELECT key, CASE
           WHEN written.{key} IS NULL AND before.content_hash = hash THEN 'unchanged'
           WHEN written.{key} IS NULL THEN 'superseded'
           WHEN written.inserted OR before.content_hash IS NULL THEN 'inserted'
           WHEN left(before.content_hash, {MEANING}) = left(hash, {MEANING}) THEN 'unchanged'
           ELSE 'updated' END AS change
  FROM unnest({at[key]}::text[], {at["content_hash"]}::text[]) AS given (key, hash)
  LEFT JOIN before ON before.{key} = given.key
  LEFT JOIN written ON written.{key} = given.key
"""  # noqa: S608 - built from our own column names alone


UPSERT_PROFILES: Final = upsert("instagram_creators", "ig_user_id", PROFILE)
UPSERT_REELS: Final = upsert("instagram_reels", "media_pk", REEL)
UPSERT_POSTS: Final = upsert("instagram_posts", "media_pk", POST)

# A page may come before its owner's profile: order never matters. The name is only a hint, taken
# where nobody has it; a profile's own word replaces it.
INSERT_OWNERS: Final = """
INSERT INTO instagram_creators (ig_user_id, username)
SELECT owner_id, CASE
           WHEN row_number() OVER (PARTITION BY lower(given.username) ORDER BY owner_id) = 1
            AND NOT EXISTS (
                SELECT FROM instagram_creators WHERE lower(username) = lower(given.username))
           THEN given.username END
  FROM unnest($1::text[], $2::text[]) AS given (owner_id, username)
 WHERE NOT EXISTS (SELECT FROM instagram_creators WHERE ig_user_id = given.owner_id)
 ORDER BY owner_id COLLATE "C"
    ON CONFLICT (ig_user_id) DO NOTHING
"""

# Profiles in hand, and whoever holds a name in hand.
LOCK_CREATORS: Final = """
SELECT ig_user_id FROM instagram_creators
 WHERE ig_user_id = ANY ($1::text[]) OR lower(username) = ANY ($2::text[])
 ORDER BY ig_user_id COLLATE "C" FOR UPDATE
"""

INSERT_FOLLOWERS: Final = """
INSERT INTO instagram_follower_history AS stored
       (creator_id, recorded_at, username, followers_count, following_count, media_count)
SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[], $5::bigint[],
                     $6::bigint[])
    ON CONFLICT (creator_id, recorded_at) DO UPDATE
   SET username = excluded.username, followers_count = excluded.followers_count,
       following_count = excluded.following_count, media_count = excluded.media_count
 WHERE (coalesce(stored.followers_count, -1), coalesce(stored.following_count, -1),
        coalesce(stored.media_count, -1), stored.username COLLATE "C")
     < (coalesce(excluded.followers_count, -1), coalesce(excluded.following_count, -1),
        coalesce(excluded.media_count, -1), excluded.username COLLATE "C")
"""

INSERT_NAMES: Final = """
INSERT INTO username_history AS stored
       (platform, owner_id, name_lower, username, first_seen_at, last_seen_at)
SELECT 'instagram', owner_id, lower(username), (array_agg(username ORDER BY at DESC))[1],
       min(at), max(at)
  FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS given (owner_id, username, at)
 GROUP BY owner_id, lower(username)
 ORDER BY owner_id COLLATE "C", lower(username) COLLATE "C"
    ON CONFLICT (platform, owner_id, name_lower) DO UPDATE
   SET first_seen_at = least(stored.first_seen_at, excluded.first_seen_at),
       last_seen_at = greatest(stored.last_seen_at, excluded.last_seen_at),
       username = CASE
           WHEN (stored.last_seen_at, stored.username COLLATE "C")
              < (excluded.last_seen_at, excluded.username COLLATE "C")
           THEN excluded.username ELSE stored.username END
"""

# A name belongs to the account last seen under it; an account has the name it was last seen
# under, if that is still its own.
FIND_RENAMED: Final = """
SELECT affected.ig_user_id, wanted.username
  FROM instagram_creators AS affected
  LEFT JOIN LATERAL (
      SELECT username, name_lower FROM username_history
       WHERE platform = 'instagram' AND owner_id = affected.ig_user_id
       ORDER BY last_seen_at DESC, name_lower COLLATE "C" DESC LIMIT 1) AS own ON true
  LEFT JOIN LATERAL (
      SELECT owner_id FROM username_history
       WHERE platform = 'instagram' AND name_lower = own.name_lower
       ORDER BY last_seen_at DESC, owner_id COLLATE "C" DESC LIMIT 1) AS holder ON true
 CROSS JOIN LATERAL (
      SELECT CASE WHEN holder.owner_id = affected.ig_user_id THEN own.username END AS username
      ) AS wanted
 WHERE (affected.ig_user_id = ANY ($1::text[]) OR lower(affected.username) = ANY ($2::text[]))
   AND affected.username IS DISTINCT FROM wanted.username
 ORDER BY affected.ig_user_id COLLATE "C"
"""

CLEAR_NAMES: Final = """
UPDATE instagram_creators SET username = NULL, updated_at = now()
 WHERE ig_user_id = ANY ($1::text[]) AND username IS NOT NULL
"""

SET_NAMES: Final = """
UPDATE instagram_creators AS stored SET username = given.username, updated_at = now()
  FROM unnest($1::text[], $2::text[]) AS given (owner_id, username)
 WHERE stored.ig_user_id = given.owner_id
"""

INSERT_RELATIONS: Final = """
INSERT INTO creator_relations AS stored
       (platform, kind, source_id, target_id, media_pk, walk, first_seen_at, last_seen_at)
SELECT 'instagram', 'shown_on', given.*
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
              $6::timestamptz[]) AS given
    ON CONFLICT (platform, kind, source_id, target_id, media_pk, walk) DO UPDATE
   SET first_seen_at = least(stored.first_seen_at, excluded.first_seen_at),
       last_seen_at = greatest(stored.last_seen_at, excluded.last_seen_at)
"""

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
SELECT durable, origin, item_index, 'item', 'instagram', request_id, code, error, payload
  FROM unnest($1::text[], $2::text[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::bytea[])
    AS given (durable, origin, item_index, request_id, code, error, payload)
    ON CONFLICT (durable, origin, item_index) DO NOTHING
"""
