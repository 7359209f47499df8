-- migrate:up

-- Who may ask. A key's text is shown once and never stored: digest is its SHA-256, which is enough
-- for 256 random bits. id is its public part, by which it is found.
CREATE TABLE api_keys (
    id           text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{12}$'),
    org_id       text NOT NULL DEFAULT 'default' REFERENCES organizations (id),
    digest       bytea NOT NULL CHECK (length(digest) = 32),
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    scope        text NOT NULL CHECK (scope IN ('read', 'review', 'operate', 'admin')),
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    revoked_at   timestamptz,
    -- Written at most once a minute.
    last_used_at timestamptz
);
CREATE INDEX api_keys_newest ON api_keys (org_id, created_at DESC, id DESC);

-- The reader sees no digest: whoever checks rows has no business with credentials. The persister
-- sees nothing of it.
GRANT SELECT, INSERT ON api_keys TO b9_gateway;
GRANT UPDATE (revoked_at, last_used_at) ON api_keys TO b9_gateway;
GRANT SELECT (id, org_id, name, scope, created_by, created_at, expires_at, revoked_at, last_used_at)
    ON api_keys TO b9_reader;

-- Two organisations may want the same target at once: neither is given the other's request.
DROP INDEX requests_one_active;
CREATE UNIQUE INDEX requests_one_active
    ON requests (org_id, platform, kind_group, target_kind, lower(target))
    WHERE status IN ('queued', 'running', 'waiting', 'retrying');
CREATE INDEX requests_newest_of_org ON requests (org_id, created_at DESC, id DESC);

-- migrate:down
DROP INDEX requests_newest_of_org, requests_one_active;
CREATE UNIQUE INDEX requests_one_active ON requests (platform, kind_group, target_kind, lower(target))
    WHERE status IN ('queued', 'running', 'waiting', 'retrying');
DROP TABLE api_keys;
