-- migrate:up

-- How many rows a list has of each kind that its counts tell apart. A row here stands for n rows
-- like it; rows that are alike are to be added up. Whoever writes a listed row adds to these in the
-- same transaction, and changes none: nobody waits for anybody. The dispatcher folds them together.
-- So a count is exact whenever it is asked for, and costs what reading some hundred rows costs.
-- The columns are named as in the list, and hold no more of it than counts ask.
CREATE TABLE instagram_creators_counted (
    review_status text,
    niche         text,
    tags          text[],
    removed_at    timestamptz,
    n             bigint NOT NULL
);
CREATE TABLE reddit_subreddits_counted (
    review                text,
    suggested_review      text,
    over18                boolean,
    verification_required boolean,
    is_user_feed          boolean,
    tags                  jsonb,
    removed_at            timestamptz,
    n                     bigint NOT NULL
);
CREATE TABLE reddit_users_counted (
    overall_user_score numeric,
    our_creator        boolean,
    n                  bigint NOT NULL
);
CREATE TABLE instagram_reels_counted (n bigint NOT NULL);
CREATE TABLE instagram_posts_counted (n bigint NOT NULL);
CREATE TABLE reddit_posts_counted (n bigint NOT NULL);

-- The last day (in UTC) of which a post by that account was seen.
CREATE TABLE reddit_authors (
    author_id text PRIMARY KEY,
    last_day  date NOT NULL
);
CREATE TABLE reddit_authors_counted (last_day date, n bigint NOT NULL);

-- After each statement; its arguments are what *_counted is told of a row, but n.
CREATE FUNCTION count_rows() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    target text := TG_TABLE_NAME || '_counted';
    kind text := (SELECT string_agg(word || ', ', '' ORDER BY place)
                    FROM unnest(TG_ARGV) WITH ORDINALITY AS given (word, place));
    groups text := (SELECT 'GROUP BY ' || string_agg(place::text, ', ')
                      FROM generate_series(1, TG_NARGS) AS place);
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('TRUNCATE %I', target);
    ELSE
        EXECUTE format(
            'INSERT INTO %I SELECT %s sum(one.n) FROM (%s) AS one %s HAVING sum(one.n) <> 0',
            target, kind,
            CASE TG_OP
                WHEN 'INSERT' THEN 'SELECT *, 1 AS n FROM new_rows'
                WHEN 'DELETE' THEN 'SELECT *, -1 AS n FROM old_rows'
                ELSE 'SELECT *, 1 AS n FROM new_rows UNION ALL SELECT *, -1 FROM old_rows' END,
            groups);
    END IF;
    RETURN NULL;
END
$$;

-- Before the authors of a page are known here, their accounts have rows.
CREATE FUNCTION note_authors() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE reddit_authors;
        RETURN NULL;
    END IF;
    -- Most are known for that day or a later one: those are neither locked nor written.
    INSERT INTO reddit_authors AS known (author_id, last_day)
    SELECT author_id, day
      FROM (SELECT author_id, max((created_utc AT TIME ZONE 'UTC')::date) AS day
              FROM new_rows WHERE author_id IS NOT NULL GROUP BY author_id) AS posted
     WHERE NOT EXISTS (SELECT FROM reddit_authors AS before
                        WHERE before.author_id = posted.author_id AND before.last_day >= day)
     ORDER BY author_id COLLATE "C"
        ON CONFLICT (author_id) DO UPDATE SET last_day = excluded.last_day
     WHERE known.last_day < excluded.last_day;
    RETURN NULL;
END
$$;

-- Adds up what is alike where there are more rows than *beyond*, and at least two of a kind; all of
-- it where that is 0. How many rows were added up.
CREATE FUNCTION fold_counted(beyond int) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    target regclass;
    kind text;
    has bigint;
    kinds bigint;
    folded bigint := 0;
BEGIN
    FOREACH target IN ARRAY ARRAY['instagram_creators_counted', 'reddit_subreddits_counted',
        'reddit_users_counted', 'reddit_authors_counted', 'instagram_reels_counted',
        'instagram_posts_counted', 'reddit_posts_counted']::regclass[] LOOP
        EXECUTE format('SELECT count(*) FROM %s', target) INTO has;
        CONTINUE WHEN has <= beyond;
        EXECUTE format('SELECT count(DISTINCT to_jsonb(one) - ''n'') FROM %s AS one', target)
           INTO kinds;
        CONTINUE WHEN has < 2 * kinds AND beyond > 0;
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO kind
          FROM pg_attribute
         WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attname <> 'n';
        EXECUTE format(
            'WITH gone AS (DELETE FROM %s RETURNING *)'
            ' INSERT INTO %s SELECT %s sum(n) FROM gone %s HAVING sum(n) <> 0',
            target, target, kind || ', ', 'GROUP BY ' || kind);
        folded := folded + has;
    END LOOP;
    RETURN folded;
END
$$;
REVOKE ALL ON FUNCTION count_rows, note_authors, fold_counted FROM PUBLIC;

DO $$
DECLARE
    target text;
    kind text[];
    events text[];
    event text;
BEGIN
    FOR target, kind, events IN VALUES
        ('instagram_creators',
         ARRAY['review_status', $_$CASE WHEN niche IS NOT NULL THEN '*' END$_$,
               $_$CASE WHEN tags <> '{}' THEN '{*}'::text[] ELSE '{}' END$_$,
               $_$CASE WHEN removed_at IS NOT NULL THEN timestamptz 'infinity' END$_$],
         ARRAY['INSERT', 'UPDATE', 'DELETE']),
        ('reddit_subreddits',
         ARRAY['review', 'suggested_review', 'over18', 'verification_required', 'is_user_feed',
               $_$CASE WHEN tags <> '[]' THEN '["*"]'::jsonb ELSE '[]' END$_$,
               $_$CASE WHEN removed_at IS NOT NULL THEN timestamptz 'infinity' END$_$],
         ARRAY['INSERT', 'UPDATE', 'DELETE']),
        ('reddit_users', ARRAY['floor(overall_user_score)', 'our_creator'],
         ARRAY['INSERT', 'UPDATE', 'DELETE']),
        ('reddit_authors', ARRAY['last_day'], ARRAY['INSERT', 'UPDATE', 'DELETE']),
        -- Nothing is told apart of these: no change of a row makes it one of another kind.
        ('instagram_reels', '{}', ARRAY['INSERT', 'DELETE']),
        ('instagram_posts', '{}', ARRAY['INSERT', 'DELETE']),
        ('reddit_posts', '{}', ARRAY['INSERT', 'DELETE'])
    LOOP
        FOREACH event IN ARRAY events LOOP
            EXECUTE format(
                'CREATE TRIGGER counted_%s AFTER %s ON %I REFERENCING %s'
                ' FOR EACH STATEMENT EXECUTE FUNCTION count_rows(%s)',
                lower(event), event, target,
                CASE event WHEN 'INSERT' THEN 'NEW TABLE AS new_rows'
                           WHEN 'DELETE' THEN 'OLD TABLE AS old_rows'
                           ELSE 'NEW TABLE AS new_rows OLD TABLE AS old_rows' END,
                (SELECT string_agg(quote_literal(word), ', ') FROM unnest(kind) AS word));
        END LOOP;
        EXECUTE format('CREATE TRIGGER counted_truncate AFTER TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION count_rows()', target);
        -- Those that are there: nobody else writes until this is committed.
        EXECUTE format('INSERT INTO %I SELECT %s count(*) FROM %I %s HAVING count(*) > 0',
            target || '_counted', (SELECT string_agg(word || ', ', '') FROM unnest(kind) AS word),
            target, (SELECT 'GROUP BY ' || string_agg(place::text, ', ')
                       FROM generate_series(1, cardinality(kind)) AS place));
    END LOOP;
END
$$;
CREATE TRIGGER authors_insert AFTER INSERT ON reddit_posts REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_authors();
CREATE TRIGGER authors_truncate AFTER TRUNCATE ON reddit_posts
    FOR EACH STATEMENT EXECUTE FUNCTION note_authors();
INSERT INTO reddit_authors
SELECT author_id, max((created_utc AT TIME ZONE 'UTC')::date) FROM reddit_posts
 WHERE author_id IS NOT NULL GROUP BY author_id;
GRANT SELECT ON instagram_creators_counted, reddit_subreddits_counted, reddit_users_counted,
    reddit_authors, reddit_authors_counted, instagram_reels_counted, instagram_posts_counted,
    reddit_posts_counted TO b9_gateway, b9_reader;
GRANT EXECUTE ON FUNCTION fold_counted TO b9_gateway;

-- Filters that few rows match, in the order in which they are read; the words that nearly all rows
-- have are left out.
CREATE INDEX instagram_posts_by_type
    ON instagram_posts (post_type, taken_at DESC NULLS LAST, media_pk DESC);
CREATE INDEX reddit_subreddits_by_state ON reddit_subreddits (upstream_state, created_at DESC, id DESC)
    WHERE upstream_state IS NULL OR upstream_state <> 'ok';
CREATE INDEX reddit_subreddits_by_primary_category
    ON reddit_subreddits (primary_category, created_at DESC, id DESC);
CREATE INDEX reddit_posts_by_content_type ON reddit_posts (content_type, created_utc DESC, reddit_id DESC)
    WHERE content_type <> 'image';
CREATE INDEX reddit_users_by_state
    ON reddit_users (upstream_state, total_karma DESC NULLS LAST, id DESC)
    WHERE upstream_state IS NULL OR upstream_state <> 'ok';
CREATE INDEX reddit_users_by_status ON reddit_users (status, total_karma DESC NULLS LAST, id DESC)
    WHERE status <> 'inactive';
CREATE INDEX request_events_warnings ON request_events (id DESC)
    WHERE id IS NOT NULL AND severity <> 'info';
CREATE INDEX request_events_errors ON request_events (id DESC)
    WHERE id IS NOT NULL AND severity IN ('error', 'critical');
CREATE INDEX request_events_by_type ON request_events (type, id DESC) WHERE id IS NOT NULL;
CREATE INDEX request_events_by_stage ON request_events (stage, id DESC) WHERE id IS NOT NULL;
CREATE INDEX request_events_by_time ON request_events (at, id) WHERE id IS NOT NULL;

-- What such an order is narrowed by stands in its index, so that rows that do not match are passed
-- over without a look at them; reels of some days are summed up from the index alone.
DROP INDEX reddit_users_by_karma, reddit_users_by_score, reddit_posts_by_score,
    instagram_reels_by_likes, instagram_reels_by_engagement, instagram_reels_by_multiplier,
    instagram_reels_by_taken;
CREATE INDEX reddit_users_by_karma ON reddit_users (total_karma DESC NULLS LAST, id DESC)
    INCLUDE (overall_user_score);
CREATE INDEX reddit_users_by_score ON reddit_users (overall_user_score DESC NULLS LAST, id DESC)
    INCLUDE (total_karma);
CREATE INDEX reddit_posts_by_score ON reddit_posts (score DESC NULLS LAST, reddit_id DESC)
    INCLUDE (created_utc);
CREATE INDEX instagram_reels_by_likes ON instagram_reels (like_count DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral, play_count);
CREATE INDEX instagram_reels_by_engagement
    ON instagram_reels (engagement_rate DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral, play_count);
CREATE INDEX instagram_reels_by_multiplier
    ON instagram_reels (viral_multiplier DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral, play_count);
CREATE INDEX instagram_reels_by_taken ON instagram_reels (taken_at DESC NULLS LAST, media_pk DESC)
    INCLUDE (creator_id, is_viral, play_count, engagement_rate);

-- migrate:down
DROP INDEX request_events_by_time, request_events_by_stage, request_events_by_type,
    request_events_errors, request_events_warnings, reddit_users_by_status, reddit_users_by_state,
    reddit_posts_by_content_type, reddit_subreddits_by_primary_category,
    reddit_subreddits_by_state, instagram_posts_by_type, reddit_users_by_karma,
    reddit_users_by_score, reddit_posts_by_score, instagram_reels_by_likes,
    instagram_reels_by_engagement, instagram_reels_by_multiplier, instagram_reels_by_taken;
CREATE INDEX reddit_users_by_karma ON reddit_users (total_karma DESC NULLS LAST, id DESC);
CREATE INDEX reddit_users_by_score ON reddit_users (overall_user_score DESC NULLS LAST, id DESC);
CREATE INDEX reddit_posts_by_score ON reddit_posts (score DESC NULLS LAST, reddit_id DESC);
CREATE INDEX instagram_reels_by_likes ON instagram_reels (like_count DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_reels_by_engagement
    ON instagram_reels (engagement_rate DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_reels_by_multiplier
    ON instagram_reels (viral_multiplier DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_reels_by_taken ON instagram_reels (taken_at DESC NULLS LAST, media_pk DESC)
    INCLUDE (creator_id, is_viral);
DO $$
DECLARE
    made record;
BEGIN
    FOR made IN SELECT tgname, tgrelid::regclass AS target FROM pg_trigger
                 WHERE tgfoid IN ('count_rows'::regproc, 'note_authors'::regproc) LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.target);
    END LOOP;
END
$$;
DROP FUNCTION fold_counted, note_authors, count_rows;
DROP TABLE reddit_authors, reddit_authors_counted, instagram_creators_counted,
    reddit_subreddits_counted, reddit_users_counted, instagram_reels_counted,
    instagram_posts_counted, reddit_posts_counted;
