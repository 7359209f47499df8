-- migrate:up

-- The dashboard takes an account out of use by suspending it, and takes models in as they come.
ALTER TABLE reddit_users DROP CONSTRAINT reddit_users_status_check,
    ADD CONSTRAINT reddit_users_status_check
        CHECK (status IN ('active', 'inactive', 'banned', 'suspended'));
ALTER TABLE models DROP CONSTRAINT models_status_check,
    ADD CONSTRAINT models_status_check CHECK (status IN ('active', 'inactive', 'onboarding'));

-- What services said is searched in parts of words.
CREATE INDEX request_events_by_text ON request_events USING gin (lower(message) gin_trgm_ops)
    WHERE id IS NOT NULL;

-- migrate:down
DROP INDEX request_events_by_text;
UPDATE models SET status = 'inactive' WHERE status = 'onboarding';
ALTER TABLE models DROP CONSTRAINT models_status_check,
    ADD CONSTRAINT models_status_check CHECK (status IN ('active', 'inactive'));
UPDATE reddit_users SET status = 'inactive' WHERE status = 'suspended';
ALTER TABLE reddit_users DROP CONSTRAINT reddit_users_status_check,
    ADD CONSTRAINT reddit_users_status_check CHECK (status IN ('active', 'inactive', 'banned'));
