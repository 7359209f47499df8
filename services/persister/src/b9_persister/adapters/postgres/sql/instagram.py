"""Writing pages of Instagram: creators and their names, items, growth, and who shows whose."""

from typing import Final

from b9_persister.adapters.postgres.sql.content import upsert
from b9_persister.instagram.columns import POSTS, PROFILES, REELS

UPSERT_PROFILES: Final = upsert(PROFILES)
UPSERT_REELS: Final = upsert(REELS)
UPSERT_POSTS: Final = upsert(POSTS)

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
