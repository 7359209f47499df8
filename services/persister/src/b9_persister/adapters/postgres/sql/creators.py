"""What a creator's items add up to: picked, read, and written."""

from typing import Final

from b9_persister.adapters.postgres.sql.assigning import assigned
from b9_persister.instagram.analytics import CreatorFigures

READ_REQUEST: Final = "SELECT kind, created_at, followers_count FROM requests WHERE id = $1"

SET_WHOLE: Final = """
UPDATE instagram_creators SET full_depth_at = now()
 WHERE ig_user_id = $1 AND full_depth_at IS NULL
"""

LOCK_CREATOR: Final = "SELECT id FROM instagram_creators WHERE ig_user_id = $1 FOR UPDATE"


def pick(table: str, walk: str) -> str:
    """The newest items of a creator: the own ones, and others' that the profile shows."""
    return f"""
SELECT media_pk FROM (
    SELECT media_pk, taken_at FROM {table} WHERE creator_id = $1
    UNION ALL
    SELECT item.media_pk, item.taken_at
      FROM creator_relations AS shown JOIN {table} AS item USING (media_pk)
     WHERE shown.platform = 'instagram' AND shown.kind = 'shown_on' AND shown.source_id = $1
       AND shown.walk = '{walk}' AND item.creator_id <> $1) AS shown
 ORDER BY taken_at DESC NULLS LAST, media_pk DESC LIMIT $2
"""  # noqa: S608 - our own table names


def read(table: str, views: str) -> str:
    """The items by key, locked in key order, as `write_rows` locks them."""
    return f"""
SELECT media_pk, taken_at, {views} AS views, like_count AS likes, comment_count AS comments,
       video_duration AS duration_s, coalesce(is_pinned, false) AS pinned, creator_id = $2 AS own
  FROM {table} WHERE media_pk = ANY ($1::text[]) ORDER BY media_pk COLLATE "C" FOR UPDATE
"""  # noqa: S608 - as above


def write(table: str) -> str:
    """The figures of items, where they differ."""
    return f"""
UPDATE {table} AS stored
   SET engagement_rate = given.rate, is_viral = given.viral, viral_multiplier = given.times,
       viral_detected_at = CASE WHEN given.viral THEN coalesce(stored.viral_detected_at, now()) END
  FROM unnest($1::text[], $2::float8[], $3::boolean[], $4::float8[])
    AS given (media_pk, rate, viral, times)
 WHERE stored.media_pk = given.media_pk
   AND (stored.engagement_rate, stored.is_viral, stored.viral_multiplier)
       IS DISTINCT FROM (given.rate::numeric, given.viral, given.times::numeric)
"""  # noqa: S608 - as above


PICK_REELS: Final = pick("instagram_reels", "reels")
PICK_POSTS: Final = pick("instagram_posts", "posts")
READ_REELS: Final = read("instagram_reels", "coalesce(play_count, ig_play_count, view_count)")
READ_POSTS: Final = read("instagram_posts", "coalesce(play_count, view_count)")
WRITE_REELS: Final = write("instagram_reels")
WRITE_POSTS: Final = write("instagram_posts")

# Growth counts from the moment of this request's own profile, not from now.
READ_GROWTH: Final = """
WITH seen AS (
    SELECT max(page.observed_at) AS at FROM request_pages AS page
     WHERE page.request_id = $2 AND page.run = $3 AND page.walk = 'profile'
), known AS (
    SELECT recorded_at, followers_count FROM instagram_follower_history
     WHERE creator_id = $1 AND followers_count IS NOT NULL
)
SELECT (SELECT followers_count FROM known WHERE recorded_at = seen.at) AS followers,
       (SELECT followers_count FROM known
         WHERE recorded_at < seen.at AND followers_count <> (
               SELECT followers_count FROM known WHERE recorded_at = seen.at)
         ORDER BY recorded_at DESC LIMIT 1) AS previous,
       (SELECT followers_count FROM known WHERE recorded_at <= seen.at - interval '1 day'
         ORDER BY recorded_at DESC LIMIT 1) AS day_ago,
       (SELECT followers_count FROM known WHERE recorded_at <= seen.at - interval '7 days'
         ORDER BY recorded_at DESC LIMIT 1) AS week_ago
  FROM seen
"""

WRITE_CREATOR: Final = f"""
UPDATE instagram_creators AS stored
   SET {assigned(CreatorFigures, first=7)},
       analytics_at = now(), last_scraped_at = greatest(stored.last_scraped_at, $2),
       discovery_source = coalesce(stored.discovery_source, $3),
       discovery_date = coalesce(stored.discovery_date, $4),
       full_depth_at = CASE WHEN $5::boolean THEN coalesce(stored.full_depth_at, now())
                            ELSE stored.full_depth_at END,
       updated_at = $6
 WHERE ig_user_id = $1
"""  # noqa: S608 - our own column names
