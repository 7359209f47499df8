-- migrate:up

CREATE TABLE instagram_creators (
    id                              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ig_user_id                      text NOT NULL UNIQUE,
    -- Null while another account holds the name this one was last seen under.
    username                        text,
    full_name                       text,
    fbid                            text,
    eimu_id                         text,
    biography                       text,
    external_url                    text,
    external_url_type               text,
    bio_links                       jsonb NOT NULL DEFAULT '[]',
    profile_pic_url                 text,
    profile_pic_url_hd              text,
    category_name                   text,
    is_business_account             boolean,
    is_professional_account         boolean,
    is_private                      boolean,
    is_verified                     boolean,
    has_clips                       boolean,
    has_guides                      boolean,
    has_channel                     boolean,
    has_onboarded_to_text_post_app  boolean,
    highlight_reel_count            bigint,
    raw_profile_json                jsonb,
    followers_count                 bigint,
    following_count                 bigint,
    media_count                     bigint,
    followers_last_updated          timestamptz,
    previous_followers_count        bigint,
    follower_growth_rate_daily      numeric,
    follower_growth_rate_weekly     numeric,
    -- Human-owned: the gateway writes these, the persister cannot.
    review_status                   text CHECK (review_status IN ('ok', 'non_related')),
    reviewed_at                     timestamptz,
    reviewed_by                     text,
    notes                           text,
    niche                           text,
    niche_group_id                  uuid,
    categories                      text[] NOT NULL DEFAULT '{}',
    tags                            text[] NOT NULL DEFAULT '{}',
    -- Machine-owned again.
    discovery_source                text,
    discovery_date                  timestamptz,
    related_creators_processed      boolean NOT NULL DEFAULT false,
    avg_views_per_reel_cached       numeric,
    avg_likes_per_reel_cached       numeric,
    avg_comments_per_reel_cached    numeric,
    avg_likes_per_post_cached       numeric,
    avg_comments_per_post_cached    numeric,
    avg_engagement_per_post_cached  numeric,
    avg_engagement_rate             numeric,
    engagement_rate_cached          numeric,
    reel_engagement_rate            numeric,
    post_engagement_rate            numeric,
    content_reach_rate              numeric,
    comment_to_like_ratio           numeric,
    reels_vs_posts_performance      numeric,
    best_content_type               text CHECK (best_content_type IN ('reels', 'posts', 'mixed')),
    viral_content_count_cached      int,
    viral_content_rate              numeric,
    viral_threshold_multiplier      numeric,
    posting_frequency_per_week      numeric,
    posting_consistency_score       numeric,
    last_post_days_ago              numeric,
    most_active_day                 smallint,
    most_active_hour                smallint,
    reels_count                     int,
    posts_count                     int,
    total_views                     bigint,
    avg_reel_length_sec             numeric,
    analytics_at                    timestamptz,
    last_scraped_at                 timestamptz,
    full_depth_at                   timestamptz,
    -- When the profile was last seen, and what it said then; null while only pages of it came.
    observed_at                     timestamptz,
    content_hash                    text,
    version                         bigint NOT NULL DEFAULT 1,
    created_at                      timestamptz NOT NULL DEFAULT now(),
    updated_at                      timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX instagram_creators_by_username ON instagram_creators (lower(username));
CREATE INDEX instagram_creators_by_followers ON instagram_creators (followers_count DESC NULLS LAST, id DESC);
CREATE INDEX instagram_creators_by_review ON instagram_creators (review_status, id DESC);
CREATE INDEX instagram_creators_by_niche ON instagram_creators (niche, id DESC);

CREATE TABLE username_history (
    platform      text NOT NULL CHECK (platform IN ('instagram', 'reddit')),
    owner_id      text NOT NULL,
    name_lower    text NOT NULL,
    username      text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    PRIMARY KEY (platform, owner_id, name_lower)
);
CREATE INDEX username_history_by_name ON username_history (platform, name_lower, last_seen_at DESC);

CREATE TABLE instagram_reels (
    media_pk              text PRIMARY KEY,
    media_id              text,
    shortcode             text,
    -- The item's own author (ig_user_id); the profile it was found on is a relation.
    creator_id            text NOT NULL,
    creator_username      text,
    product_type          text,
    media_type            int,
    taken_at              timestamptz,
    caption_text          text,
    hashtags              text[] NOT NULL DEFAULT '{}',
    mentions              text[] NOT NULL DEFAULT '{}',
    hashtag_count         int NOT NULL DEFAULT 0,
    mention_count         int NOT NULL DEFAULT 0,
    play_count            bigint,
    ig_play_count         bigint,
    view_count            bigint,
    like_count            bigint,
    comment_count         bigint,
    save_count            bigint,
    share_count           bigint,
    engagement_count      bigint,
    has_audio             boolean,
    video_duration        double precision,
    video_url             text,
    cover_url             text,
    is_pinned             boolean,
    is_paid_partnership   boolean,
    has_shared_to_fb      boolean,
    is_unified_video      boolean,
    is_dash_eligible      boolean,
    number_of_qualities   int,
    original_width        int,
    original_height       int,
    accessibility_caption text,
    coauthor_ids          text[] NOT NULL DEFAULT '{}',
    raw_media_json        jsonb,
    raw_truncated         boolean NOT NULL DEFAULT false,
    -- Analytics, over the window and the followers of one request.
    engagement_rate       numeric,
    is_viral              boolean,
    viral_multiplier      numeric,
    viral_detected_at     timestamptz,
    observed_at           timestamptz NOT NULL,
    content_hash          text NOT NULL,
    scraped_at            timestamptz GENERATED ALWAYS AS (observed_at) STORED,
    created_at            timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX instagram_reels_by_creator ON instagram_reels (creator_id, taken_at DESC NULLS LAST, media_pk DESC);

CREATE TABLE instagram_posts (
    media_pk              text PRIMARY KEY,
    media_id              text,
    shortcode             text,
    creator_id            text NOT NULL,
    creator_username      text,
    product_type          text,
    media_type            int,
    post_type             text CHECK (post_type IN ('image', 'video', 'carousel')),
    taken_at              timestamptz,
    caption_text          text,
    hashtags              text[] NOT NULL DEFAULT '{}',
    mentions              text[] NOT NULL DEFAULT '{}',
    hashtag_count         int NOT NULL DEFAULT 0,
    mention_count         int NOT NULL DEFAULT 0,
    play_count            bigint,
    view_count            bigint,
    like_count            bigint,
    comment_count         bigint,
    save_count            bigint,
    share_count           bigint,
    engagement_count      bigint,
    has_audio             boolean,
    video_duration        double precision,
    video_url             text,
    cover_url             text,
    image_urls            text[] NOT NULL DEFAULT '{}',
    carousel_media_count  int,
    is_pinned             boolean,
    is_paid_partnership   boolean,
    has_shared_to_fb      boolean,
    is_unified_video      boolean,
    is_dash_eligible      boolean,
    number_of_qualities   int,
    comments_disabled     boolean,
    sharing_friction_info jsonb,
    original_width        int,
    original_height       int,
    accessibility_caption text,
    coauthor_ids          text[] NOT NULL DEFAULT '{}',
    raw_media_json        jsonb,
    raw_truncated         boolean NOT NULL DEFAULT false,
    engagement_rate       numeric,
    is_viral              boolean,
    viral_multiplier      numeric,
    viral_detected_at     timestamptz,
    observed_at           timestamptz NOT NULL,
    content_hash          text NOT NULL,
    scraped_at            timestamptz GENERATED ALWAYS AS (observed_at) STORED,
    created_at            timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX instagram_posts_by_creator ON instagram_posts (creator_id, taken_at DESC NULLS LAST, media_pk DESC);

CREATE TABLE instagram_follower_history (
    creator_id      text NOT NULL,
    recorded_at     timestamptz NOT NULL,
    username        text,
    followers_count bigint,
    following_count bigint,
    media_count     bigint,
    PRIMARY KEY (creator_id, recorded_at)
);

-- kind 'shown_on': an item (media_pk) of another author, target_id, was found on the profile
-- source_id. What a profile shows is its own items and these; the two never overlap.
CREATE TABLE creator_relations (
    platform      text NOT NULL CHECK (platform IN ('instagram', 'reddit')),
    kind          text NOT NULL CHECK (kind IN ('shown_on', 'related')),
    source_id     text NOT NULL,
    target_id     text NOT NULL,
    media_pk      text NOT NULL DEFAULT '',
    -- In which list it was found: the same item may stand in two.
    walk          text NOT NULL DEFAULT '',
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    PRIMARY KEY (platform, kind, source_id, target_id, media_pk, walk)
);
CREATE INDEX creator_relations_by_media ON creator_relations (media_pk) WHERE media_pk <> '';

CREATE TABLE media_assets (
    asset_key           text PRIMARY KEY,
    platform            text NOT NULL CHECK (platform IN ('instagram', 'reddit')),
    media_id            text NOT NULL,
    kind                text NOT NULL CHECK (kind IN ('video', 'cover', 'image', 'profile')),
    index               int NOT NULL DEFAULT 0,
    owner_id            text NOT NULL,
    state               text NOT NULL DEFAULT 'wanted' CHECK (state IN (
        'wanted', 'failed', 'gone', 'too_large', 'rejected', 'stored')),
    source_url          text,
    source_expires_at   timestamptz,
    source_observed_at  timestamptz NOT NULL,
    object_key          text,
    bytes               bigint,
    sha256              text,
    content_type        text,
    width               int,
    height              int,
    reason              text,
    outcome_observed_at timestamptz,
    created_at          timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX media_assets_by_media ON media_assets (media_id);
CREATE INDEX media_assets_by_owner ON media_assets (owner_id, state);

-- migrate:down
DROP TABLE media_assets, creator_relations, instagram_follower_history, instagram_posts,
    instagram_reels, username_history, instagram_creators;
