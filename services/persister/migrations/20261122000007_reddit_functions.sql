-- migrate:up

-- What the predecessor copied into every post; copies drift.
CREATE VIEW reddit_posts_with_subreddit WITH (security_invoker = true) AS
SELECT post.*, community.primary_category AS sub_primary_category, community.tags AS sub_tags,
       community.over18 AS sub_over18, community.review AS sub_review
  FROM reddit_posts AS post LEFT JOIN reddit_subreddits AS community USING (subreddit_id);

-- What could be viral, by time; holds all that ranking needs.
CREATE INDEX reddit_posts_viral ON reddit_posts (created_utc, subreddit_id, score, reddit_id)
    WHERE score > 0 AND NOT stickied AND removed_by IS NULL;

-- From 0 to 10, and a tenth more where nothing is for adults only. Four parts, each from 0 to 10:
-- upvotes (10 at 1,000), comments per upvote (10 at one each; of fewer than 100 upvotes as if
-- they were 100), upvotes per hour (10 at ten), and how much of the window is still left.
CREATE FUNCTION reddit_viral_score(
    score bigint, comments bigint, age_hours double precision, window_hours double precision,
    sfw boolean
) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round((
             0.35 * least(10, score / 100.0)
           + 0.35 * least(10, 10.0 * coalesce(comments, 0) / greatest(100, score))
           + 0.10 * least(10, score / greatest(1, age_hours))
           + 0.20 * 10 * least(1, greatest(0, 1 - age_hours / nullif(window_hours, 0)))
         )::numeric * CASE WHEN sfw THEN 1.1 ELSE 1 END, 4)
$$;

-- All matches: of each community that a person found Ok, its best posts of the window.
CREATE FUNCTION reddit_viral_posts(
    time_range_hours int DEFAULT 72, posts_per_subreddit int DEFAULT 3,
    as_of timestamptz DEFAULT now()
) RETURNS TABLE (
    reddit_id text, subreddit_id text, subreddit_name text, author_username text, title text,
    url text, permalink text, domain text, thumbnail text, content_type text, over_18 boolean,
    sub_over18 boolean, sub_primary_category text, sub_tags jsonb, created_utc timestamptz,
    score bigint, num_comments bigint, upvote_ratio double precision, rank_in_subreddit int,
    viral_score numeric
) LANGUAGE sql STABLE SECURITY INVOKER AS $$
    WITH ranked AS (
        SELECT post.reddit_id, community.name, community.over18, community.primary_category,
               community.tags,
               row_number() OVER (PARTITION BY post.subreddit_id
                                  ORDER BY post.score DESC, post.reddit_id) AS place
          FROM reddit_posts AS post
          JOIN reddit_subreddits AS community USING (subreddit_id)
         WHERE post.created_utc > as_of - make_interval(hours => time_range_hours)
           AND post.created_utc <= as_of
           AND post.score > 0 AND NOT post.stickied AND post.removed_by IS NULL
           AND community.review = 'Ok'
    )
    SELECT post.reddit_id, post.subreddit_id, ranked.name, post.author_username, post.title,
           post.url, post.permalink, post.domain, post.thumbnail, post.content_type, post.over_18,
           ranked.over18, ranked.primary_category, ranked.tags, post.created_utc, post.score,
           post.num_comments, post.upvote_ratio, ranked.place::int,
           reddit_viral_score(
               post.score, post.num_comments,
               extract(epoch FROM as_of - post.created_utc)::double precision / 3600,
               time_range_hours, NOT post.over_18 AND NOT coalesce(ranked.over18, true))
      FROM ranked JOIN reddit_posts AS post USING (reddit_id)
     WHERE ranked.place <= posts_per_subreddit
$$;

CREATE FUNCTION get_viral_posts(
    time_range_hours int DEFAULT 72, posts_per_subreddit int DEFAULT 3,
    total_limit int DEFAULT 500, as_of timestamptz DEFAULT now()
) RETURNS TABLE (
    reddit_id text, subreddit_id text, subreddit_name text, author_username text, title text,
    url text, permalink text, domain text, thumbnail text, content_type text, over_18 boolean,
    sub_over18 boolean, sub_primary_category text, sub_tags jsonb, created_utc timestamptz,
    score bigint, num_comments bigint, upvote_ratio double precision, rank_in_subreddit int,
    viral_score numeric
) LANGUAGE sql STABLE SECURITY INVOKER AS $$
    SELECT * FROM reddit_viral_posts(time_range_hours, posts_per_subreddit, as_of) AS viral
     ORDER BY viral.viral_score DESC, viral.reddit_id DESC LIMIT total_limit
$$;

-- Pages of one list have the same as_of. By offset, or after the last row of the page before;
-- total_count is of all matches, up to total_limit.
CREATE FUNCTION get_viral_posts_paginated(
    time_range_hours int DEFAULT 72, posts_per_subreddit int DEFAULT 3,
    page_limit int DEFAULT 1000, page_offset int DEFAULT 0, total_limit int DEFAULT 10000,
    as_of timestamptz DEFAULT now(), after_score numeric DEFAULT NULL, after_id text DEFAULT NULL
) RETURNS TABLE (
    reddit_id text, subreddit_id text, subreddit_name text, author_username text, title text,
    url text, permalink text, domain text, thumbnail text, content_type text, over_18 boolean,
    sub_over18 boolean, sub_primary_category text, sub_tags jsonb, created_utc timestamptz,
    score bigint, num_comments bigint, upvote_ratio double precision, rank_in_subreddit int,
    viral_score numeric, total_count bigint
) LANGUAGE sql STABLE SECURITY INVOKER AS $$
    SELECT * FROM (
        SELECT viral.*, count(*) OVER () AS total_count
          FROM get_viral_posts(time_range_hours, posts_per_subreddit, total_limit, as_of) AS viral
    ) AS listed
     WHERE after_id IS NULL OR (listed.viral_score, listed.reddit_id) < (after_score, after_id)
     ORDER BY listed.viral_score DESC, listed.reddit_id DESC
     LIMIT page_limit OFFSET page_offset
$$;

CREATE FUNCTION get_viral_posts_count(
    time_range_hours int DEFAULT 72, posts_per_subreddit int DEFAULT 3,
    as_of timestamptz DEFAULT now()
) RETURNS bigint LANGUAGE sql STABLE SECURITY INVOKER AS $$
    SELECT count(*) FROM reddit_viral_posts(time_range_hours, posts_per_subreddit, as_of)
$$;

-- Over all matches. Of equals the first by name, the smallest by number.
CREATE FUNCTION get_viral_posts_summary(
    time_range_hours int DEFAULT 72, posts_per_subreddit int DEFAULT 3,
    as_of timestamptz DEFAULT now()
) RETURNS TABLE (
    total_posts bigint, total_subreddits bigint, avg_score numeric, avg_viral_score numeric,
    best_subreddit text, best_subreddit_avg_score numeric,
    most_discussed_subreddit text, most_discussed_comments bigint,
    best_hour int, best_hour_avg_score numeric, top_content_type text
) LANGUAGE sql STABLE SECURITY INVOKER AS $$
    WITH viral AS MATERIALIZED (
        SELECT * FROM reddit_viral_posts(time_range_hours, posts_per_subreddit, as_of)
    ), of_community AS (
        SELECT subreddit_name AS name, round(avg(score), 2) AS score,
               coalesce(sum(num_comments), 0)::bigint AS comments
          FROM viral GROUP BY subreddit_name
    ), of_hour AS (
        SELECT extract(hour FROM created_utc AT TIME ZONE 'UTC')::int AS hour,
               round(avg(score), 2) AS score
          FROM viral GROUP BY 1
    ), best AS (
        SELECT name, score FROM of_community ORDER BY score DESC, name LIMIT 1
    ), discussed AS (
        SELECT name, comments FROM of_community ORDER BY comments DESC, name LIMIT 1
    ), hour AS (
        SELECT hour, score FROM of_hour ORDER BY score DESC, hour LIMIT 1
    )
    SELECT counted.posts, counted.communities, counted.score, counted.viral, best.name,
           best.score, discussed.name, discussed.comments, hour.hour, hour.score,
           counted.content_type
      FROM (SELECT count(*) AS posts, count(DISTINCT viral.subreddit_id) AS communities,
                   round(avg(viral.score), 2) AS score,
                   round(avg(viral.viral_score), 4) AS viral,
                   mode() WITHIN GROUP (ORDER BY viral.content_type) AS content_type
              FROM viral) AS counted
      LEFT JOIN best ON true LEFT JOIN discussed ON true LEFT JOIN hour ON true
$$;

-- A user's feed is told by its flag, and what is searched for is text: neither is a pattern, in
-- which `_` would stand for any letter.
CREATE FUNCTION filter_subreddits_for_posting(
    tag_array text[] DEFAULT NULL, search_term text DEFAULT NULL, sfw_only boolean DEFAULT false,
    verified_only boolean DEFAULT false, sort_by text DEFAULT 'avg_upvotes',
    sort_order text DEFAULT 'desc', limit_count int DEFAULT 50, offset_count int DEFAULT 0
) RETURNS SETOF reddit_subreddits LANGUAGE sql STABLE SECURITY INVOKER AS $$
    SELECT community.*
      FROM reddit_subreddits AS community
     CROSS JOIN LATERAL (
          SELECT CASE sort_by WHEN 'engagement' THEN engagement
                              WHEN 'subreddit_score' THEN subreddit_score
                              WHEN 'activity_score' THEN activity_score
                              WHEN 'subscribers' THEN subscribers
                              ELSE avg_upvotes_per_post END AS value) AS chosen
     WHERE community.review = 'Ok' AND NOT community.is_user_feed
       AND (coalesce(cardinality(tag_array), 0) = 0 OR community.tags ?| tag_array)
       AND (coalesce(search_term, '') = ''
            OR strpos(lower(community.name), lower(search_term)) > 0
            OR strpos(lower(coalesce(community.title, '')), lower(search_term)) > 0)
       AND (NOT sfw_only OR community.over18 IS FALSE)
       AND (NOT verified_only OR community.verification_required)
     ORDER BY CASE WHEN lower(sort_order) <> 'asc' THEN chosen.value END DESC NULLS LAST,
              CASE WHEN lower(sort_order) = 'asc' THEN chosen.value END NULLS LAST,
              community.subscribers DESC NULLS LAST, community.id
     LIMIT limit_count OFFSET offset_count
$$;

GRANT SELECT ON reddit_posts_with_subreddit TO b9_gateway, b9_persister, b9_reader;
DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN
        SELECT oid::regprocedure FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace
           AND proname IN ('reddit_viral_score', 'reddit_viral_posts', 'get_viral_posts',
                           'get_viral_posts_paginated', 'get_viral_posts_count',
                           'get_viral_posts_summary', 'filter_subreddits_for_posting')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO b9_gateway, b9_reader', made);
    END LOOP;
END
$$;

-- migrate:down
DROP FUNCTION filter_subreddits_for_posting, get_viral_posts_summary, get_viral_posts_count,
    get_viral_posts_paginated, get_viral_posts, reddit_viral_posts, reddit_viral_score;
DROP INDEX reddit_posts_viral;
DROP VIEW reddit_posts_with_subreddit;
