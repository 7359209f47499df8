-- migrate:up

-- Every order that a list may be asked for has an index of that very order; what stands before it
-- is what the dashboard's tabs pin. Text is searched in parts of words.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX instagram_creators_by_review_followers
    ON instagram_creators (review_status, followers_count DESC NULLS LAST, id DESC);
CREATE INDEX instagram_creators_by_review_discovery
    ON instagram_creators (review_status, discovery_date DESC NULLS LAST, id DESC);
CREATE INDEX instagram_creators_by_niche_followers
    ON instagram_creators (niche, followers_count DESC NULLS LAST, id DESC);
DROP INDEX instagram_creators_by_review;
DROP INDEX instagram_creators_by_niche;
CREATE INDEX instagram_creators_by_discovery ON instagram_creators (discovery_date DESC NULLS LAST, id DESC);
CREATE INDEX instagram_creators_by_engagement
    ON instagram_creators (engagement_rate_cached DESC NULLS LAST, id DESC);
CREATE INDEX instagram_creators_by_views
    ON instagram_creators (avg_views_per_reel_cached DESC NULLS LAST, id DESC);
CREATE INDEX instagram_creators_by_scraped ON instagram_creators (last_scraped_at DESC NULLS LAST, id DESC);
CREATE INDEX instagram_creators_by_created ON instagram_creators (created_at DESC, id DESC);
CREATE INDEX instagram_creators_by_name_order
    ON instagram_creators (lower(username) DESC NULLS LAST, id DESC);
CREATE INDEX instagram_creators_by_tag ON instagram_creators USING gin (tags);
CREATE INDEX instagram_creators_by_text ON instagram_creators USING gin (
    lower(coalesce(username, '') || ' ' || coalesce(full_name, '') || ' ' || coalesce(biography, ''))
    gin_trgm_ops);


-- A page is picked from such an index alone, though it is narrowed by time, creator or flag.
CREATE INDEX instagram_reels_by_plays ON instagram_reels (play_count DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_reels_by_engagement
    ON instagram_reels (engagement_rate DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_reels_by_likes ON instagram_reels (like_count DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_reels_by_multiplier
    ON instagram_reels (viral_multiplier DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_reels_by_taken ON instagram_reels (taken_at DESC NULLS LAST, media_pk DESC)
    INCLUDE (creator_id, is_viral);
CREATE INDEX instagram_reels_by_text ON instagram_reels USING gin (
    lower(coalesce(creator_username, '') || ' ' || left(coalesce(caption_text, ''), 200)) gin_trgm_ops);
CREATE INDEX instagram_posts_by_engagement
    ON instagram_posts (engagement_rate DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_posts_by_likes ON instagram_posts (like_count DESC NULLS LAST, media_pk DESC)
    INCLUDE (taken_at, creator_id, is_viral);
CREATE INDEX instagram_posts_by_taken ON instagram_posts (taken_at DESC NULLS LAST, media_pk DESC)
    INCLUDE (creator_id, is_viral);
CREATE INDEX instagram_posts_by_text ON instagram_posts USING gin (
    lower(coalesce(creator_username, '') || ' ' || left(coalesce(caption_text, ''), 200)) gin_trgm_ops);

-- What a person decided, or else what a machine suggests, is what the tabs of review show.
CREATE INDEX reddit_subreddits_by_effective_upvotes ON reddit_subreddits
    (coalesce(review, suggested_review), avg_upvotes_per_post DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_by_effective_subscribers ON reddit_subreddits
    (coalesce(review, suggested_review), subscribers DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_by_effective_created ON reddit_subreddits
    (coalesce(review, suggested_review), created_at DESC, id DESC);
CREATE INDEX reddit_subreddits_by_engagement ON reddit_subreddits (engagement DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_by_score ON reddit_subreddits (subreddit_score DESC NULLS LAST, id DESC);
CREATE INDEX reddit_subreddits_by_name_order ON reddit_subreddits (lower(name) DESC, id DESC);
CREATE INDEX reddit_subreddits_by_trigram ON reddit_subreddits USING gin (
    lower(name || ' ' || coalesce(title, '') || ' ' || coalesce(public_description, '')) gin_trgm_ops);
-- Where to post.
CREATE INDEX reddit_subreddits_ok_by_score ON reddit_subreddits
    (subreddit_score DESC NULLS LAST, id DESC) WHERE review = 'Ok' AND NOT is_user_feed;
CREATE INDEX reddit_subreddits_ok_by_engagement ON reddit_subreddits
    (engagement DESC NULLS LAST, id DESC) WHERE review = 'Ok' AND NOT is_user_feed;
CREATE INDEX reddit_subreddits_ok_by_upvotes ON reddit_subreddits
    (avg_upvotes_per_post DESC NULLS LAST, id DESC) WHERE review = 'Ok' AND NOT is_user_feed;
CREATE INDEX reddit_subreddits_ok_by_subscribers ON reddit_subreddits
    (subscribers DESC NULLS LAST, id DESC) WHERE review = 'Ok' AND NOT is_user_feed;

CREATE INDEX reddit_posts_by_subreddit_score
    ON reddit_posts (subreddit_id, score DESC NULLS LAST, reddit_id DESC);
-- Its author with it: who has been active of late is counted from it.
DROP INDEX reddit_posts_by_created;
CREATE INDEX reddit_posts_by_created ON reddit_posts (created_utc DESC, reddit_id DESC)
    INCLUDE (author_id);

-- From 0 to 10: four tenths the account's age (half of it in the first 30 days, whole up to five
-- years, a little less after), six tenths its karma (whole from 10,000 on, by powers of ten).
-- Unknown while either is.
ALTER TABLE reddit_users ADD COLUMN overall_user_score numeric GENERATED ALWAYS AS (round(
      0.4 * CASE WHEN account_age_days < 30 THEN greatest(account_age_days, 0) / 6.0
                 WHEN account_age_days <= 1826 THEN 10 WHEN account_age_days > 1826 THEN 8 END
    + 0.6 * CASE WHEN total_karma IS NOT NULL
                 THEN least(10, 2.5 * log(1 + greatest(total_karma, 0)::numeric)) END, 2)) STORED;
CREATE INDEX reddit_users_by_score ON reddit_users (overall_user_score DESC NULLS LAST, id DESC);
CREATE INDEX reddit_users_by_age ON reddit_users (created_utc DESC NULLS LAST, id DESC);
CREATE INDEX reddit_users_by_posts ON reddit_users (total_posts_analyzed DESC NULLS LAST, id DESC);
CREATE INDEX reddit_users_by_name_order ON reddit_users (lower(username) DESC, id DESC);
CREATE INDEX reddit_users_by_text ON reddit_users USING gin (lower(username) gin_trgm_ops);
-- The tabs, in their order.
CREATE INDEX reddit_users_high_by_karma ON reddit_users (total_karma DESC NULLS LAST, id DESC)
    WHERE overall_user_score >= 7;
CREATE INDEX reddit_users_low_by_karma ON reddit_users (total_karma DESC NULLS LAST, id DESC)
    WHERE overall_user_score < 7;
CREATE INDEX reddit_users_ours_by_karma ON reddit_users (total_karma DESC NULLS LAST, id DESC)
    WHERE our_creator;
CREATE INDEX reddit_users_accounts_by_karma ON reddit_users (total_karma DESC NULLS LAST, id DESC)
    WHERE model_id IS NOT NULL;

CREATE INDEX audit_log_by_org ON audit_log (org_id, id DESC);
CREATE INDEX request_events_by_service ON request_events (service, id DESC) WHERE id IS NOT NULL;
CREATE INDEX api_calls_by_time ON api_calls (at, platform)
    INCLUDE (provider, call_class, cost_usd, duration_ms, items);

-- migrate:down
ALTER TABLE reddit_users DROP COLUMN overall_user_score;
DROP INDEX instagram_reels_by_plays, instagram_reels_by_engagement, instagram_reels_by_likes,
    instagram_reels_by_multiplier, instagram_reels_by_taken, instagram_reels_by_text,
    instagram_posts_by_engagement, instagram_posts_by_likes, instagram_posts_by_taken,
    instagram_posts_by_text, reddit_subreddits_by_effective_upvotes,
    reddit_subreddits_by_effective_subscribers, reddit_subreddits_by_effective_created,
    reddit_subreddits_by_engagement, reddit_subreddits_by_score, reddit_subreddits_by_name_order,
    reddit_subreddits_by_trigram, reddit_subreddits_ok_by_score, reddit_subreddits_ok_by_engagement,
    reddit_subreddits_ok_by_upvotes, reddit_subreddits_ok_by_subscribers,
    reddit_posts_by_subreddit_score, reddit_users_by_age, reddit_users_by_posts,
    reddit_users_by_name_order, reddit_users_by_text, reddit_users_ours_by_karma,
    reddit_users_accounts_by_karma, audit_log_by_org, request_events_by_service,
    api_calls_by_time;
DROP INDEX reddit_posts_by_created;
CREATE INDEX reddit_posts_by_created ON reddit_posts (created_utc DESC, reddit_id DESC);
DROP INDEX instagram_creators_by_text, instagram_creators_by_tag, instagram_creators_by_name_order,
    instagram_creators_by_created, instagram_creators_by_scraped, instagram_creators_by_views,
    instagram_creators_by_engagement, instagram_creators_by_discovery,
    instagram_creators_by_niche_followers, instagram_creators_by_review_discovery,
    instagram_creators_by_review_followers;
CREATE INDEX instagram_creators_by_review ON instagram_creators (review_status, id DESC);
CREATE INDEX instagram_creators_by_niche ON instagram_creators (niche, id DESC);
DROP EXTENSION IF EXISTS pg_trgm;
