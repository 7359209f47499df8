-- migrate:up

-- One community or user feed. A row may be a stub: seen in a page, its about page not yet.
CREATE TABLE reddit_subreddits (
    id                        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    -- Base 36, without t5_.
    subreddit_id              text PRIMARY KEY,
    -- Not unique: what tells communities apart is the id. By name, the newest observed counts.
    name                      text NOT NULL,
    title                     text,
    description               text,
    public_description        text,
    subscribers               bigint,
    accounts_active           bigint,
    over18                    boolean,
    created_utc               timestamptz,
    is_quarantined            boolean,
    is_user_feed              boolean NOT NULL DEFAULT false,
    subreddit_type            text,
    submission_type           text,
    allow_images              boolean,
    allow_videos              boolean,
    allow_polls               boolean,
    spoilers_enabled          boolean,
    wiki_enabled              boolean,
    lang                      text,
    url                       text,
    display_name_prefixed     text,
    submit_text               text,
    submit_text_html          text,
    icon_img                  text,
    community_icon            text,
    banner_img                text,
    mobile_banner_image       text,
    header_img                text,
    banner_background_color   text,
    primary_color             text,
    key_color                 text,
    link_flair_enabled        boolean,
    link_flair_position       text,
    user_flair_enabled_in_sr  boolean,
    user_flair_position       text,
    about_verification        boolean,
    about_matches             jsonb NOT NULL DEFAULT '[]',
    raw_about_json            jsonb,
    raw_truncated             boolean NOT NULL DEFAULT false,
    -- The rules are an answer of their own, with a time of their own; null until they came.
    rules_data                jsonb,
    rules_verification        boolean,
    rules_matches             jsonb NOT NULL DEFAULT '[]',
    rules_observed_at         timestamptz,
    rules_hash                text,
    verification_required     boolean GENERATED ALWAYS AS (about_verification OR rules_verification) STORED,
    -- What Reddit last said of the name; derived from reddit_target_states.
    upstream_state            text CHECK (upstream_state IN (
        'ok', 'private', 'banned', 'quarantined', 'suspended', 'not_found', 'unavailable_legal')),
    -- A machine's word beside the human's: review is never derived from it.
    suggested_review          text GENERATED ALWAYS AS (CASE
        WHEN is_user_feed THEN 'User Feed'
        WHEN upstream_state IN ('banned', 'not_found') THEN 'Banned'
        WHEN about_matches || rules_matches <> '[]' THEN 'Non Related' END) STORED,
    suggested_evidence        jsonb NOT NULL GENERATED ALWAYS AS (CASE
        WHEN is_user_feed THEN '[{"where": "name", "phrase": "u_"}]'
        WHEN upstream_state IN ('banned', 'not_found')
        THEN ('[{"where": "upstream", "phrase": "' || upstream_state || '"}]')::jsonb
        ELSE about_matches || rules_matches END) STORED,
    -- Human-owned: the gateway writes these, the persister cannot.
    review                    text CHECK (review IN (
        'Ok', 'No Seller', 'Non Related', 'User Feed', 'Banned')),
    reviewed_at               timestamptz,
    reviewed_by               text,
    notes                     text,
    primary_category          text,
    category_id               uuid,
    tags                      jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(tags) = 'array'),
    tags_updated_at           timestamptz,
    tags_updated_by           text,
    -- Null: as the gateway's settings say.
    mirror_media              boolean,
    -- When the dispatcher asked for the one scan that a discovery gets.
    scan_requested_at         timestamptz,
    -- Machine-owned again: over the newest stored posts that are not stickied.
    engagement                numeric,
    subreddit_score           numeric,
    activity_score            numeric,
    avg_upvotes_per_post      numeric,
    avg_comments_per_post     numeric,
    comment_to_upvote_ratio   numeric,
    best_posting_day          smallint,
    best_posting_hour         smallint,
    top_content_type          text,
    image_post_avg_score      numeric,
    video_post_avg_score      numeric,
    text_post_avg_score       numeric,
    link_post_avg_score       numeric,
    gallery_post_avg_score    numeric,
    poll_post_avg_score       numeric,
    nsfw_percentage           numeric,
    posts_analysed            int,
    analytics_at              timestamptz,
    last_scraped_at           timestamptz,
    -- When a discovery first saw it; null where none did.
    discovered_at             timestamptz,
    -- When the about page was last seen, and what it said then; null for a stub.
    observed_at               timestamptz,
    content_hash              text,
    version                   bigint NOT NULL DEFAULT 1,
    created_at                timestamptz NOT NULL DEFAULT now(),
    updated_at                timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reddit_subreddits_by_name ON reddit_subreddits (lower(name));
CREATE INDEX reddit_subreddits_by_created ON reddit_subreddits (created_at DESC, id DESC);
CREATE INDEX reddit_subreddits_by_subscribers ON reddit_subreddits (subscribers DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_by_upvotes ON reddit_subreddits (avg_upvotes_per_post DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_by_activity ON reddit_subreddits (activity_score DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_by_review_created
    ON reddit_subreddits (review, created_at DESC, id DESC);
CREATE INDEX reddit_subreddits_by_review_subscribers
    ON reddit_subreddits (review, subscribers DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_by_review_upvotes
    ON reddit_subreddits (review, avg_upvotes_per_post DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_suggested ON reddit_subreddits (suggested_review, id DESC)
    WHERE review IS NULL;
CREATE INDEX reddit_subreddits_untagged ON reddit_subreddits (subscribers DESC NULLS LAST, id DESC)
    WHERE review = 'Ok' AND tags = '[]';
CREATE INDEX reddit_subreddits_by_tag ON reddit_subreddits USING gin (tags);
CREATE INDEX reddit_subreddits_by_category ON reddit_subreddits (category_id) WHERE category_id IS NOT NULL;
CREATE INDEX reddit_subreddits_by_text ON reddit_subreddits USING gin (
    to_tsvector('simple', name || ' ' || coalesce(title, '') || ' ' || coalesce(public_description, '')));
-- The dispatcher's queue: found, never looked at, not asked for yet.
CREATE INDEX reddit_subreddits_to_scan ON reddit_subreddits (discovered_at, subreddit_id)
    WHERE discovered_at IS NOT NULL AND observed_at IS NULL AND NOT is_user_feed
      AND scan_requested_at IS NULL;

CREATE TABLE reddit_posts (
    id                      bigint GENERATED ALWAYS AS IDENTITY,
    -- Base 36, without t3_.
    reddit_id               text PRIMARY KEY,
    subreddit_id            text NOT NULL,
    subreddit_name          text NOT NULL,
    author_id               text,
    author_username         text,
    title                   text NOT NULL,
    selftext                text,
    url                     text,
    permalink               text,
    domain                  text,
    created_utc             timestamptz NOT NULL,
    edited                  boolean NOT NULL,
    edited_at               timestamptz,
    -- Null while Reddit hides it.
    score                   bigint,
    score_hidden            boolean NOT NULL,
    upvote_ratio            double precision,
    num_comments            bigint,
    num_crossposts          bigint,
    content_type            text NOT NULL CHECK (content_type IN (
        'gallery', 'video', 'text', 'image', 'poll', 'link')),
    over_18                 boolean NOT NULL,
    spoiler                 boolean NOT NULL,
    stickied                boolean NOT NULL,
    locked                  boolean NOT NULL,
    archived                boolean NOT NULL,
    is_self                 boolean NOT NULL,
    is_video                boolean NOT NULL,
    is_gallery              boolean NOT NULL,
    is_poll                 boolean NOT NULL,
    removed_by              text,
    crosspost_parent        text,
    link_flair_text         text,
    author_flair_text       text,
    thumbnail               text,
    distinguished           text,
    gilded                  bigint,
    total_awards_received   bigint,
    subreddit_type          text,
    subreddit_subscribers   bigint,
    video_url               text,
    video_duration          double precision,
    cover_url               text,
    image_urls              text[] NOT NULL DEFAULT '{}',
    preview_data            jsonb,
    raw_post_json           jsonb,
    raw_truncated           boolean NOT NULL DEFAULT false,
    post_length             int GENERATED ALWAYS AS (char_length(selftext)) STORED,
    -- In UTC; 0 is Monday.
    posting_day_of_week     int GENERATED ALWAYS AS (
        extract(isodow FROM created_utc AT TIME ZONE 'UTC')::int - 1) STORED,
    posting_hour            int GENERATED ALWAYS AS (
        extract(hour FROM created_utc AT TIME ZONE 'UTC')::int) STORED,
    has_thumbnail           boolean GENERATED ALWAYS AS (
        coalesce(thumbnail, '') NOT IN ('self', 'default', 'nsfw', 'spoiler', 'image', '')) STORED,
    is_crosspost            boolean GENERATED ALWAYS AS (crosspost_parent IS NOT NULL) STORED,
    comment_to_upvote_ratio numeric GENERATED ALWAYS AS (
        CASE WHEN score > 0 THEN round(num_comments::numeric / score, 4) END) STORED,
    observed_at             timestamptz NOT NULL,
    content_hash            text NOT NULL,
    scraped_at              timestamptz GENERATED ALWAYS AS (observed_at) STORED,
    created_at              timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reddit_posts_by_subreddit ON reddit_posts (subreddit_id, created_utc DESC, reddit_id DESC);
CREATE INDEX reddit_posts_by_author ON reddit_posts (author_id, created_utc DESC, reddit_id DESC);
CREATE INDEX reddit_posts_by_author_name ON reddit_posts (lower(author_username), created_utc DESC);
CREATE INDEX reddit_posts_by_created ON reddit_posts (created_utc DESC, reddit_id DESC);
CREATE INDEX reddit_posts_by_score ON reddit_posts (score DESC NULLS LAST, reddit_id DESC);

-- An account. Most are stubs: authors of posts, known by id and name alone.
CREATE TABLE reddit_users (
    id                         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    -- Base 36, without t2_.
    reddit_id                  text PRIMARY KEY,
    username                   text NOT NULL,
    created_utc                timestamptz,
    comment_karma              bigint,
    link_karma                 bigint,
    total_karma                bigint,
    awardee_karma              bigint,
    awarder_karma              bigint,
    is_employee                boolean,
    is_mod                     boolean,
    is_gold                    boolean,
    verified                   boolean,
    has_verified_email         boolean,
    -- Both from reddit_target_states: a suspended account shows no page that would say so.
    upstream_state             text CHECK (upstream_state IN (
        'ok', 'private', 'banned', 'quarantined', 'suspended', 'not_found', 'unavailable_legal')),
    is_suspended               boolean GENERATED ALWAYS AS (upstream_state = 'suspended') STORED,
    accept_followers           boolean,
    hide_from_robots           boolean,
    pref_show_snoovatar        boolean,
    icon_img                   text,
    bio                        text,
    bio_url                    text,
    subreddit_display_name     text,
    subreddit_title            text,
    subreddit_subscribers      bigint,
    subreddit_over_18          boolean,
    subreddit_banner_img       text,
    raw_about_json             jsonb,
    raw_truncated              boolean NOT NULL DEFAULT false,
    -- Human-owned.
    our_creator                boolean NOT NULL DEFAULT false,
    model_id                   int,
    status                     text NOT NULL DEFAULT 'inactive' CHECK (status IN (
        'active', 'inactive', 'banned')),
    notes                      text,
    -- Machine-owned again: over stored posts.
    account_age_days           int,
    karma_per_day              numeric,
    avg_post_score             numeric,
    avg_post_comments          numeric,
    total_posts_analyzed       int,
    avg_posts_per_month        numeric,
    preferred_content_type     text,
    most_active_posting_hour   smallint,
    most_active_posting_day    smallint,
    primary_subreddits         text[] NOT NULL DEFAULT '{}',
    cross_subreddit_activity   int,
    analytics_at               timestamptz,
    last_scraped_at            timestamptz,
    observed_at                timestamptz,
    content_hash               text,
    version                    bigint NOT NULL DEFAULT 1,
    created_at                 timestamptz NOT NULL DEFAULT now(),
    updated_at                 timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reddit_users_by_name ON reddit_users (lower(username));
CREATE INDEX reddit_users_by_karma ON reddit_users (total_karma DESC NULLS LAST, id DESC);
CREATE INDEX reddit_users_by_created ON reddit_users (created_at DESC, id DESC);
CREATE INDEX reddit_users_ours ON reddit_users (status, id DESC) WHERE our_creator;

-- Which community's discovery led, by which author, to which community; by one post as evidence.
-- source_id is '' where a user was asked for by name.
CREATE TABLE subreddit_discoveries (
    subreddit_id  text NOT NULL,
    source_id     text NOT NULL DEFAULT '',
    via_user      text NOT NULL,
    via_user_id   text,
    -- Of the first sight: the earliest, then the smallest.
    post_id       text NOT NULL,
    request_id    uuid NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    PRIMARY KEY (subreddit_id, source_id, via_user)
);
CREATE INDEX subreddit_discoveries_by_source ON subreddit_discoveries (source_id, first_seen_at DESC);
CREATE INDEX subreddit_discoveries_by_request ON subreddit_discoveries (request_id);

-- What an answer said of a name. An answer about a name need not hold an id.
CREATE TABLE reddit_target_states (
    kind        text NOT NULL CHECK (kind IN ('subreddit', 'user')),
    name_lower  text NOT NULL,
    state       text NOT NULL CHECK (state IN (
        'ok', 'private', 'banned', 'quarantined', 'suspended', 'not_found', 'unavailable_legal')),
    -- The answer's code, where it was not ok.
    code        text,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (kind, name_lower)
);

ALTER TABLE requests ADD COLUMN depth_authors int NOT NULL DEFAULT 0;

-- The share of the rate that the pace may use, and how many calls may go at once.
ALTER TABLE providers
    ADD COLUMN pace double precision NOT NULL DEFAULT 0.94 CHECK (pace > 0 AND pace <= 1),
    ADD COLUMN burst int NOT NULL DEFAULT 1 CHECK (burst > 0);
-- 100 calls a minute are what Reddit grants an application; its own headers say the rest. It counts
-- over ten minutes, so that who comes after a pause need not wait for call after call.
INSERT INTO providers (provider, platform, rate_per_s, daily_cap, price_usd, pace, burst)
VALUES ('reddit', 'reddit', 1.6, 100000, 0, 0.97, 20);

GRANT SELECT ON reddit_subreddits, reddit_posts, reddit_users, subreddit_discoveries,
    reddit_target_states TO b9_gateway, b9_persister, b9_reader;
GRANT INSERT, UPDATE ON reddit_posts, subreddit_discoveries, reddit_target_states TO b9_persister;
-- As for creators: machine-owned columns, by exclusion of the human-owned ones.
DO $$
DECLARE
    target text;
    human text[] := ARRAY['review', 'reviewed_at', 'reviewed_by', 'notes', 'primary_category',
                          'category_id', 'tags', 'tags_updated_at', 'tags_updated_by',
                          'mirror_media', 'scan_requested_at', 'our_creator', 'model_id', 'status'];
    columns text;
BEGIN
    FOREACH target IN ARRAY ARRAY['reddit_subreddits', 'reddit_users'] LOOP
        SELECT string_agg(quote_ident(column_name), ', ') INTO columns
          FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = target
           AND column_name <> ALL (human) AND is_generated = 'NEVER' AND is_identity = 'NO';
        EXECUTE format('GRANT INSERT (%s), UPDATE (%s) ON %I TO b9_persister', columns, columns, target);
    END LOOP;
END
$$;
GRANT UPDATE (review, reviewed_at, reviewed_by, notes, primary_category, category_id, tags,
    tags_updated_at, tags_updated_by, mirror_media, scan_requested_at, version, updated_at)
    ON reddit_subreddits TO b9_gateway;
GRANT UPDATE (our_creator, model_id, status, notes, version, updated_at) ON reddit_users TO b9_gateway;

-- migrate:down
DELETE FROM providers WHERE provider = 'reddit';
ALTER TABLE providers DROP COLUMN pace, DROP COLUMN burst;
ALTER TABLE requests DROP COLUMN depth_authors;
DROP TABLE reddit_target_states, subreddit_discoveries, reddit_users, reddit_posts,
    reddit_subreddits;
