-- migrate:up

CREATE TABLE providers (
    provider     text PRIMARY KEY,
    platform     text NOT NULL CHECK (platform IN ('instagram', 'reddit')),
    rate_per_s   double precision NOT NULL CHECK (rate_per_s > 0),
    daily_cap    int NOT NULL CHECK (daily_cap >= 0),
    price_usd    numeric NOT NULL DEFAULT 0,
    version      bigint NOT NULL DEFAULT 1,
    updated_at   timestamptz NOT NULL DEFAULT now()
);
-- 55/s under a plan of 60/s; 10,000 calls are 3 dollars, about four days of the old cycle.
INSERT INTO providers (provider, platform, rate_per_s, daily_cap, price_usd)
VALUES ('instagram-looter', 'instagram', 55, 10000, 0.0003);

CREATE TABLE api_calls (
    call_id     text PRIMARY KEY,
    request_id  uuid,
    drive       int NOT NULL DEFAULT 0,
    run         int NOT NULL DEFAULT 0,
    leg         int NOT NULL DEFAULT 0,
    walk        text NOT NULL DEFAULT '',
    n           int NOT NULL DEFAULT 0,
    platform    text NOT NULL CHECK (platform IN ('instagram', 'reddit')),
    provider    text NOT NULL,
    endpoint    text NOT NULL,
    status      int,
    call_class  text NOT NULL CHECK (call_class IN (
        'ok', 'empty', 'not_found', 'private', 'suspended', 'banned', 'quarantined',
        'unavailable_legal', 'redirected', 'forbidden', 'bad_request', 'unauthorized',
        'misconfigured', 'rate_limited', 'quota_exhausted', 'upstream_error', 'timeout',
        'malformed', 'blocked')),
    duration_ms int NOT NULL,
    bytes       bigint NOT NULL DEFAULT 0,
    items       int NOT NULL DEFAULT 0,
    cost_usd    numeric NOT NULL DEFAULT 0,
    service     text NOT NULL DEFAULT '',
    instance    text NOT NULL DEFAULT '',
    at          timestamptz NOT NULL
);
CREATE INDEX api_calls_by_request ON api_calls (request_id);
CREATE INDEX api_calls_by_day ON api_calls (provider, at);

CREATE TABLE dead_letters (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    durable      text NOT NULL,
    origin       text NOT NULL,
    item_index   int NOT NULL DEFAULT -1,
    kind         text NOT NULL CHECK (kind IN ('message', 'item', 'advisory')),
    platform     text,
    request_id   uuid,
    stream       text,
    seq          bigint,
    subject      text,
    code         text NOT NULL,
    error        text NOT NULL DEFAULT '',
    attempts     int NOT NULL DEFAULT 1,
    headers      jsonb NOT NULL DEFAULT '{}',
    payload      bytea NOT NULL DEFAULT '',
    at           timestamptz NOT NULL DEFAULT now(),
    replayed_at  timestamptz,
    replay_count int NOT NULL DEFAULT 0,
    UNIQUE (durable, origin, item_index)
);
CREATE INDEX dead_letters_by_request ON dead_letters (request_id);

-- Where each durable's acks stood when its last batch committed: a floor behind the broker's on
-- connect means that this database has fallen back, and the stream is read again from there.
CREATE TABLE consumer_floors (
    durable    text PRIMARY KEY,
    stream     text NOT NULL,
    store_id   text NOT NULL DEFAULT '',
    ack_floor  bigint NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE leases (
    name       text PRIMARY KEY,
    holder     text NOT NULL DEFAULT '',
    epoch      bigint NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO leases (name) VALUES ('dispatcher');

-- Desired state only; what is observed comes from heartbeats.
CREATE TABLE system_control (
    script_name text PRIMARY KEY,
    script_type text NOT NULL CHECK (script_type IN ('platform', 'switch')),
    enabled     boolean NOT NULL,
    reason      text NOT NULL DEFAULT '',
    version     bigint NOT NULL DEFAULT 1,
    config      jsonb NOT NULL DEFAULT '{}',
    updated_at  timestamptz NOT NULL DEFAULT now(),
    updated_by  text NOT NULL DEFAULT 'system'
);
INSERT INTO system_control (script_name, script_type, enabled) VALUES
    ('instagram_scraper', 'platform', true),
    ('reddit_scraper', 'platform', true),
    ('paid_calls', 'switch', true);

-- What the dispatcher remembers of the broker: its store id, and that it was restored.
CREATE TABLE broker_state (
    singleton   boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    store_id    text NOT NULL DEFAULT '',
    restored_at timestamptz
);
INSERT INTO broker_state DEFAULT VALUES;

CREATE TABLE audit_log (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org_id     text NOT NULL DEFAULT 'default' REFERENCES organizations (id),
    at         timestamptz NOT NULL DEFAULT now(),
    actor      text NOT NULL,
    action     text NOT NULL,
    entity     text NOT NULL,
    entity_id  text NOT NULL,
    before     jsonb,
    after      jsonb,
    request_id uuid
);
CREATE INDEX audit_log_by_entity ON audit_log (entity, entity_id, id DESC);

-- migrate:down
DROP TABLE audit_log, broker_state, system_control, leases, consumer_floors, dead_letters,
    api_calls, providers;
