"""What resources ask beside their lists."""

from typing import Final

from b9_api.media.sql import IS_STORED

# Whom it was found through.
CREATOR_LINEAGE: Final = """
SELECT found.source_id, source.username AS source_username, found.first_seen_at
  FROM creator_relations AS found
  LEFT JOIN instagram_creators AS source ON source.ig_user_id = found.source_id
 WHERE found.platform = 'instagram' AND found.kind = 'related' AND found.target_id = $1
 ORDER BY found.first_seen_at, found.source_id LIMIT 20
"""

# Alike: of the same niche or with a tag in common, from half to twice the followers.
SIMILAR_CREATORS: Final = f"""
SELECT t.id::text AS id, t.username, t.full_name, t.niche, t.tags, t.followers_count,
       t.review_status, t.engagement_rate_cached::float8 AS engagement_pct,
       cardinality(ARRAY(SELECT unnest(t.tags) INTERSECT SELECT unnest(own.tags)))
           AS tags_in_common,
       coalesce(t.niche = own.niche, false) AS same_niche,
       (SELECT a.asset_key FROM media_assets AS a
         WHERE a.asset_key = 'instagram/' || t.ig_user_id || '/profile'
           AND {IS_STORED}) AS profile_pic_url
  FROM instagram_creators AS own
  JOIN instagram_creators AS t ON t.id <> own.id AND t.removed_at IS NULL
   AND (t.niche = own.niche OR t.tags && own.tags)
   AND t.followers_count BETWEEN own.followers_count / 2 AND own.followers_count * 2
 WHERE own.id = $1
 ORDER BY tags_in_common DESC, same_niche DESC, t.followers_count DESC, t.id LIMIT $2
"""  # noqa: S608  constant words

# Whom it led to; what nobody here knows yet of them is null.
RELATED_CREATORS: Final = f"""
SELECT t.id::text AS id, found.target_id AS ig_user_id, t.username, t.full_name,
       t.followers_count, t.review_status, t.niche, found.first_seen_at, found.last_seen_at,
       (SELECT a.asset_key FROM media_assets AS a
         WHERE a.asset_key = 'instagram/' || found.target_id || '/profile'
           AND {IS_STORED}) AS profile_pic_url
  FROM creator_relations AS found
  LEFT JOIN instagram_creators AS t
    ON t.ig_user_id = found.target_id AND t.removed_at IS NULL
 WHERE found.platform = 'instagram' AND found.kind = 'related' AND found.source_id = $1
 ORDER BY found.first_seen_at DESC, found.target_id LIMIT $2
"""  # noqa: S608  constant words

NICHES: Final = """
SELECT coalesce(known.name, used.niche) AS niche, coalesce(used.creators, 0) AS creators,
       coalesce(used.ok, 0) AS ok
  FROM instagram_niches AS known
  FULL JOIN (
       SELECT lower(niche) AS key, min(niche) AS niche, count(*) AS creators,
              count(*) FILTER (WHERE review_status = 'ok') AS ok
         FROM instagram_creators WHERE niche IS NOT NULL AND removed_at IS NULL
        GROUP BY lower(niche)) AS used ON used.key = known.name_key
 ORDER BY creators DESC, niche LIMIT 1000
"""

SUBREDDIT_TAGS: Final = """
SELECT tag, split_part(tag, ':', 1) AS category, count(*) AS subreddits
  FROM reddit_subreddits AS t CROSS JOIN LATERAL jsonb_array_elements_text(t.tags) AS tag
 WHERE t.removed_at IS NULL AND t.tags <> '[]' AND ($1::text IS NULL OR t.review = $1)
 GROUP BY tag ORDER BY subreddits DESC, tag LIMIT 1000
"""

CREATOR_TAGS: Final = """
SELECT tag, split_part(tag, ':', 1) AS category, count(*) AS creators
  FROM instagram_creators AS t CROSS JOIN LATERAL unnest(t.tags) AS tag
 WHERE t.removed_at IS NULL AND t.tags <> '{}' AND ($1::text IS NULL OR t.review_status = $1)
 GROUP BY tag ORDER BY creators DESC, tag LIMIT 1000
"""

ACCOUNT_TAGS: Final = """
SELECT model.assigned_tags FROM reddit_users AS account
  LEFT JOIN models AS model ON model.id = account.model_id WHERE account.id = $1
"""

# The best of each community at once.
TOP_POSTS: Final = """
SELECT wanted.subreddit_id, post.reddit_id AS id, post.title, post.url, post.permalink,
       post.thumbnail, post.content_type, post.score, post.num_comments, post.created_utc,
       post.author_username, post.over_18
  FROM unnest($1::text[]) AS wanted (subreddit_id)
 CROSS JOIN LATERAL (
       SELECT * FROM reddit_posts AS one
        WHERE one.subreddit_id = wanted.subreddit_id
          AND one.created_utc >= now() - make_interval(hours => $2::int)
        ORDER BY one.score DESC NULLS LAST, one.reddit_id DESC LIMIT $3) AS post
"""

# The first stored picture of each post.
POST_COVERS: Final = f"""
SELECT DISTINCT ON (a.media_id) a.media_id AS post, a.asset_key FROM media_assets AS a
 WHERE a.media_id = ANY ($1::text[]) AND a.platform = 'reddit' AND a.kind IN ('cover', 'image')
   AND {IS_STORED}
 ORDER BY a.media_id, a.kind, a.index
"""  # noqa: S608  constant words

VIRAL: Final = """
SELECT viral_score::text AS value, reddit_id AS key, subreddit_name, score, num_comments,
       content_type, over_18, coalesce(sub_over18, true) AS sub_over18,
       sub_primary_category AS category, lower(title || ' ' || subreddit_name) AS text,
       extract(hour FROM created_utc AT TIME ZONE 'UTC')::int AS hour,
       (SELECT row_to_json(told)::text FROM (
        SELECT reddit_id AS id, reddit_id, subreddit_id, subreddit_name, author_username, title,
               url, permalink, domain, thumbnail, content_type, over_18, sub_over18,
               sub_primary_category, sub_tags,
               to_char(created_utc AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS created_utc,
               score, num_comments, upvote_ratio, rank_in_subreddit, viral_score) AS told) AS row
  FROM reddit_viral_posts($1, $2, $3) ORDER BY viral_score DESC, reddit_id COLLATE "C" DESC
 LIMIT 20000
"""

COSTS: Final = """
SELECT (at AT TIME ZONE 'UTC')::date AS day, provider, platform, count(*) AS calls,
       count(*) FILTER (WHERE call_class NOT IN ('ok', 'empty')) AS failed_calls,
       coalesce(sum(cost_usd), 0)::float8 AS cost_usd
  FROM api_calls WHERE at >= $1 GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2
"""

COSTS_BY_KIND: Final = """
SELECT coalesce(request.kind, 'unknown') AS kind, count(*) AS calls,
       coalesce(sum(call.cost_usd), 0)::float8 AS cost_usd
  FROM api_calls AS call LEFT JOIN requests AS request ON request.id = call.request_id
 WHERE call.at >= $1 GROUP BY 1 ORDER BY cost_usd DESC, 1
"""

CAPS: Final = """
SELECT provider, platform, daily_cap, price_usd::float8 AS price_usd
  FROM providers ORDER BY provider
"""

# As the lists count them: what was put out of sight is in none.
OVERVIEW: Final = """
SELECT (SELECT coalesce(sum(n), 0)::bigint FROM instagram_creators_counted
         WHERE removed_at IS NULL) AS creators,
       (SELECT coalesce(sum(n), 0)::bigint FROM instagram_reels_counted) AS reels,
       (SELECT coalesce(sum(n), 0)::bigint FROM instagram_posts_counted) AS posts,
       (SELECT coalesce(sum(n), 0)::bigint FROM reddit_subreddits_counted
         WHERE removed_at IS NULL) AS subreddits,
       (SELECT coalesce(sum(n), 0)::bigint FROM reddit_users_counted) AS users,
       (SELECT coalesce(sum(n), 0)::bigint FROM reddit_posts_counted) AS reddit_posts
"""

FRESHNESS: Final = """
SELECT (SELECT max(last_scraped_at) FROM instagram_creators) AS creators,
       (SELECT max(taken_at) FROM instagram_reels) AS reels,
       (SELECT max(taken_at) FROM instagram_posts) AS posts,
       (SELECT max(created_at) FROM reddit_subreddits) AS subreddits,
       (SELECT max(created_at) FROM reddit_users) AS users,
       (SELECT max(created_utc) FROM reddit_posts) AS reddit_posts
"""

GROWTH: Final = """
SELECT day::date AS day,
       (SELECT count(*) FROM instagram_creators
         WHERE created_at >= day AND created_at < day + interval '1 day') AS creators,
       (SELECT count(*) FROM reddit_subreddits
         WHERE created_at >= day AND created_at < day + interval '1 day') AS subreddits,
       (SELECT count(*) FROM reddit_users
         WHERE created_at >= day AND created_at < day + interval '1 day') AS users
  FROM generate_series(date_trunc('day', now()) - interval '13 days', date_trunc('day', now()),
                       interval '1 day') AS day
 ORDER BY day DESC
"""
