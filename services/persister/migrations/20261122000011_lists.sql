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

-- migrate:down
DROP INDEX instagram_creators_by_text, instagram_creators_by_tag, instagram_creators_by_name_order,
    instagram_creators_by_created, instagram_creators_by_scraped, instagram_creators_by_views,
    instagram_creators_by_engagement, instagram_creators_by_discovery,
    instagram_creators_by_niche_followers, instagram_creators_by_review_discovery,
    instagram_creators_by_review_followers;
CREATE INDEX instagram_creators_by_review ON instagram_creators (review_status, id DESC);
CREATE INDEX instagram_creators_by_niche ON instagram_creators (niche, id DESC);
