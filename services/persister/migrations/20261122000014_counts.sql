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

-- The last day (in UTC) of which a post by that account was seen. Whether the account had a row when
-- this was written: one that nobody named comes later, or never; those few are looked up when asked.
CREATE TABLE reddit_authors (
    author_id   text PRIMARY KEY,
    last_day    date NOT NULL,
    has_account boolean NOT NULL
);
CREATE INDEX reddit_authors_without_account ON reddit_authors (last_day) WHERE NOT has_account;
CREATE TABLE reddit_authors_counted (last_day date, has_account boolean, n bigint NOT NULL);

-- The lists that are counted, in the order in which a page is written; what *_counted is told of a
-- row, but n.
CREATE FUNCTION counted_lists() RETURNS TABLE (name text, kind text[]) LANGUAGE sql IMMUTABLE AS $$
    VALUES
        ('instagram_creators',
         ARRAY['review_status', $_$CASE WHEN niche IS NOT NULL THEN '*' END$_$,
               $_$CASE WHEN tags <> '{}' THEN '{*}'::text[] ELSE '{}' END$_$,
               $_$CASE WHEN removed_at IS NOT NULL THEN timestamptz 'infinity' END$_$]),
        ('reddit_subreddits',
         ARRAY['review', 'suggested_review', 'over18', 'verification_required', 'is_user_feed',
               $_$CASE WHEN tags <> '[]' THEN '["*"]'::jsonb ELSE '[]' END$_$,
               $_$CASE WHEN removed_at IS NOT NULL THEN timestamptz 'infinity' END$_$]),
        ('reddit_users', ARRAY['floor(overall_user_score)', 'our_creator']),
        -- Nothing is told apart of these: no change of a row makes it one of another kind.
        ('instagram_reels', '{}'),
        ('instagram_posts', '{}'),
        ('reddit_posts', '{}'),
        ('reddit_authors', ARRAY['last_day', 'has_account'])
$$;

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

-- After posts came, or were told an author that they had none of before.
CREATE FUNCTION note_authors() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE reddit_authors;
        RETURN NULL;
    END IF;
    -- Most are known for that day or a later one: those are neither locked nor written.
    EXECUTE format($_$
        INSERT INTO reddit_authors AS known (author_id, last_day, has_account)
        SELECT author_id, day, EXISTS (SELECT FROM reddit_users WHERE reddit_id = posted.author_id)
          FROM (SELECT author_id, max((created_utc AT TIME ZONE 'UTC')::date) AS day
                  FROM %s AS told WHERE author_id IS NOT NULL GROUP BY author_id) AS posted
         WHERE NOT EXISTS (SELECT FROM reddit_authors AS before
                            WHERE before.author_id = posted.author_id AND before.last_day >= day)
         ORDER BY author_id COLLATE "C"
            ON CONFLICT (author_id) DO UPDATE
           SET last_day = excluded.last_day,
               has_account = known.has_account OR excluded.has_account
         WHERE known.last_day < excluded.last_day
        $_$,
        CASE TG_OP WHEN 'INSERT' THEN 'new_rows' ELSE $_$(
            SELECT new.author_id, new.created_utc
              FROM new_rows AS new JOIN old_rows AS old USING (reddit_id)
             WHERE (new.author_id, new.created_utc)
                   IS DISTINCT FROM (old.author_id, old.created_utc))$_$ END);
    RETURN NULL;
END
$$;

-- After accounts went, which no service of ours does.
CREATE FUNCTION forget_accounts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        UPDATE reddit_authors SET has_account = false WHERE has_account;
    ELSE
        UPDATE reddit_authors SET has_account = false FROM old_rows AS gone
         WHERE author_id = gone.reddit_id AND has_account;
    END IF;
    RETURN NULL;
END
$$;

-- Adds up what is alike among at most *at_once* rows by which *list* is counted, where there are
-- more than *beyond* and at least two of a kind; whatever there is where that is 0. How many fewer
-- there are. There are some thousand kinds at most: far more than those at once, and each call
-- leaves fewer rows than it found, however many there are.
CREATE FUNCTION fold_counted(list text, beyond int, at_once int) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    target regclass := (SELECT name || '_counted' FROM counted_lists() WHERE name = list)::regclass;
    words text;
    has bigint;
    kinds bigint;
    kept bigint;
BEGIN
    IF target IS NULL THEN
        RAISE EXCEPTION '% is not a list that is counted', list;
    END IF;
    EXECUTE format('SELECT count(*), count(DISTINCT to_jsonb(one) - ''n'')'
                   ' FROM (SELECT * FROM %s LIMIT %s) AS one',
                   target, greatest(at_once, beyond + 1)) INTO has, kinds;
    IF has <= beyond OR (beyond > 0 AND has < at_once AND has < 2 * kinds) THEN
        RETURN 0;
    END IF;
    SELECT string_agg(quote_ident(attname) || ', ', '' ORDER BY attnum) INTO words
      FROM pg_attribute
     WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attname <> 'n';
    EXECUTE format(
        'WITH gone AS (DELETE FROM %1$s'
        ' WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s LIMIT %2$s)) RETURNING *)'
        ' INSERT INTO %1$s SELECT %3$s sum(n) FROM gone %4$s HAVING sum(n) <> 0',
        target, at_once, coalesce(words, ''), 'GROUP BY ' || rtrim(words, ', '));
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN least(has, at_once) - kept;
END
$$;

-- Counts every row anew, for the owner: after rows came or went without the triggers, or came
-- together with the counts of themselves. Writers wait for it, readers do not.
CREATE FUNCTION recount() RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    listed record;
BEGIN
    -- What is counted must be what was committed by those who were waited for.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'recount() needs read committed';
    END IF;
    FOR listed IN SELECT name FROM counted_lists() LOOP
        EXECUTE format('LOCK %I IN SHARE ROW EXCLUSIVE MODE', listed.name);
    END LOOP;
    DELETE FROM reddit_authors;
    INSERT INTO reddit_authors
    SELECT author_id, day, EXISTS (SELECT FROM reddit_users WHERE reddit_id = posted.author_id)
      FROM (SELECT author_id, max((created_utc AT TIME ZONE 'UTC')::date) AS day
              FROM reddit_posts WHERE author_id IS NOT NULL GROUP BY author_id) AS posted;
    FOR listed IN SELECT name, kind FROM counted_lists() LOOP
        -- Else what is being folded just now would be there twice.
        EXECUTE format('LOCK %I IN EXCLUSIVE MODE', listed.name || '_counted');
        EXECUTE format('DELETE FROM %I', listed.name || '_counted');
        EXECUTE format('INSERT INTO %I SELECT %s count(*) FROM %I %s HAVING count(*) > 0',
            listed.name || '_counted',
            (SELECT string_agg(word || ', ', '' ORDER BY place)
               FROM unnest(listed.kind) WITH ORDINALITY AS given (word, place)),
            listed.name,
            (SELECT 'GROUP BY ' || string_agg(place::text, ', ')
               FROM generate_series(1, cardinality(listed.kind)) AS place));
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION counted_lists, count_rows, note_authors, forget_accounts, fold_counted,
    recount FROM PUBLIC;

DO $$
DECLARE
    target text;
    kind text[];
    event text;
BEGIN
    FOR target, kind IN SELECT * FROM counted_lists() LOOP
        FOREACH event IN ARRAY CASE kind WHEN '{}' THEN ARRAY['INSERT', 'DELETE']
                                         ELSE ARRAY['INSERT', 'UPDATE', 'DELETE'] END LOOP
            EXECUTE format(
                'CREATE TRIGGER counted_%s AFTER %s ON %I REFERENCING %s'
                ' FOR EACH STATEMENT EXECUTE FUNCTION count_rows(%s)',
                lower(event), event, target,
                CASE event WHEN 'INSERT' THEN 'NEW TABLE AS new_rows'
                           WHEN 'DELETE' THEN 'OLD TABLE AS old_rows'
                           ELSE 'NEW TABLE AS new_rows OLD TABLE AS old_rows' END,
                (SELECT string_agg(quote_literal(word), ', ' ORDER BY place)
                   FROM unnest(kind) WITH ORDINALITY AS given (word, place)));
        END LOOP;
        EXECUTE format('CREATE TRIGGER counted_truncate AFTER TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION count_rows()', target);
    END LOOP;
END
$$;
CREATE TRIGGER authors_insert AFTER INSERT ON reddit_posts REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_authors();
CREATE TRIGGER authors_update AFTER UPDATE ON reddit_posts
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_authors();
CREATE TRIGGER authors_truncate AFTER TRUNCATE ON reddit_posts
    FOR EACH STATEMENT EXECUTE FUNCTION note_authors();
CREATE TRIGGER authors_delete AFTER DELETE ON reddit_users REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION forget_accounts();
CREATE TRIGGER authors_truncate AFTER TRUNCATE ON reddit_users
    FOR EACH STATEMENT EXECUTE FUNCTION forget_accounts();
-- Those that are there.
SELECT recount();
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
                 WHERE tgfoid IN ('count_rows'::regproc, 'note_authors'::regproc,
                                  'forget_accounts'::regproc) LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.target);
    END LOOP;
END
$$;
DROP FUNCTION recount, fold_counted, forget_accounts, note_authors, count_rows, counted_lists;
DROP TABLE reddit_authors, reddit_authors_counted, instagram_creators_counted,
    reddit_subreddits_counted, reddit_users_counted, instagram_reels_counted,
    instagram_posts_counted, reddit_posts_counted;
