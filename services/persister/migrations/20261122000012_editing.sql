-- migrate:up

-- What a person's change was told, so that its key gets the same again, and until when it may be
-- undone. What it wrote, row by row, stands in audit_log.
CREATE TABLE edits (
    id         uuid PRIMARY KEY,
    org_id     text NOT NULL REFERENCES organizations (id),
    actor      text NOT NULL,
    resource   text NOT NULL,
    answer     text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    undone_at  timestamptz,
    undone_by  text
);
CREATE INDEX edits_by_age ON edits (created_at);

ALTER TABLE audit_log ADD COLUMN edit_id uuid;
CREATE INDEX audit_log_by_edit ON audit_log (edit_id, id) WHERE edit_id IS NOT NULL;
CREATE INDEX audit_log_by_actor ON audit_log (org_id, actor, id DESC);

-- A person stopped collecting it (paused), or put it out of sight too (removed). Rows stay.
ALTER TABLE instagram_creators
    ADD COLUMN paused_at timestamptz,
    ADD COLUMN removed_at timestamptz;
ALTER TABLE reddit_subreddits
    ADD COLUMN paused_at timestamptz,
    ADD COLUMN removed_at timestamptz;

-- When the newest of a request's wishes was given: what was decided after that stands.
ALTER TABLE requests ADD COLUMN params_at timestamptz NOT NULL DEFAULT now();

-- A spelling for each niche, whatever the case it is typed in. One that nobody has may be here.
CREATE TABLE instagram_niches (
    name       text NOT NULL CHECK (name <> ''),
    name_key   text GENERATED ALWAYS AS (lower(name)) STORED PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL
);
INSERT INTO instagram_niches (name, created_by)
SELECT DISTINCT ON (lower(niche)) niche, 'system'
  FROM (SELECT niche, count(*) AS used FROM instagram_creators
         WHERE niche <> '' GROUP BY niche) AS known
 ORDER BY lower(niche), used DESC, niche;
CREATE INDEX instagram_creators_by_niche_key ON instagram_creators (lower(niche))
    WHERE niche IS NOT NULL;

-- Whom the accounts are run for. An archived one is out of sight; its row stays.
CREATE TABLE models (
    id                int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stage_name        text NOT NULL CHECK (stage_name <> ''),
    status            text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive')),
    description       text,
    assigned_tags     jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(assigned_tags) = 'array'),
    platform_accounts jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(platform_accounts) = 'object'),
    metrics           jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(metrics) = 'object'),
    commission_rate   numeric CHECK (commission_rate BETWEEN 0 AND 100),
    payment_type      text,
    onboarding_date   date,
    notes             text,
    archived_at       timestamptz,
    version           bigint NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX models_by_name ON models (lower(stage_name)) WHERE archived_at IS NULL;
CREATE INDEX models_newest ON models (created_at DESC, id DESC);

ALTER TABLE reddit_users ADD FOREIGN KEY (model_id) REFERENCES models (id);
CREATE INDEX reddit_users_by_model ON reddit_users (model_id, id DESC) WHERE model_id IS NOT NULL;

-- version counts what people decided: machines have no say in it.
REVOKE INSERT (version), UPDATE (version)
    ON instagram_creators, reddit_subreddits, reddit_users FROM b9_persister;

GRANT SELECT ON edits, instagram_niches, models TO b9_gateway, b9_reader;
GRANT INSERT, DELETE ON edits, instagram_niches TO b9_gateway;
GRANT UPDATE (undone_at, undone_by) ON edits TO b9_gateway;
GRANT UPDATE (name) ON instagram_niches TO b9_gateway;
GRANT INSERT, UPDATE ON models TO b9_gateway;
GRANT UPDATE (paused_at, removed_at) ON instagram_creators, reddit_subreddits TO b9_gateway;

-- migrate:down
REVOKE UPDATE (paused_at, removed_at) ON instagram_creators, reddit_subreddits FROM b9_gateway;
GRANT INSERT (version), UPDATE (version)
    ON instagram_creators, reddit_subreddits, reddit_users TO b9_persister;
DROP INDEX reddit_users_by_model, instagram_creators_by_niche_key;
ALTER TABLE reddit_users DROP CONSTRAINT reddit_users_model_id_fkey;
DROP TABLE models, instagram_niches;
ALTER TABLE requests DROP COLUMN params_at;
ALTER TABLE reddit_subreddits DROP COLUMN paused_at, DROP COLUMN removed_at;
ALTER TABLE instagram_creators DROP COLUMN paused_at, DROP COLUMN removed_at;
DROP INDEX audit_log_by_edit, audit_log_by_actor;
ALTER TABLE audit_log DROP COLUMN edit_id;
DROP TABLE edits;
