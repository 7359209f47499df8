-- migrate:up

-- The ledger of accepted work. A stream is never its only copy.
CREATE TABLE requests (
    id               uuid PRIMARY KEY,
    org_id           text NOT NULL DEFAULT 'default' REFERENCES organizations (id),
    correlation_id   text NOT NULL,
    requested_by     text NOT NULL DEFAULT 'system',
    kind             text NOT NULL CHECK (kind IN (
        'creator_add', 'creator_refresh', 'related_discovery', 'subreddit_scan',
        'subreddit_discover', 'subreddit_fetch_single', 'user_discover')),
    kind_group       text NOT NULL CHECK (kind_group IN ('content', 'discovery', 'user')),
    platform         text NOT NULL CHECK (platform IN ('instagram', 'reddit')),
    target_kind      text NOT NULL CHECK (target_kind IN ('creator', 'subreddit', 'user')),
    target           text NOT NULL,
    lane             text NOT NULL DEFAULT 'now' CHECK (lane IN ('now', 'later')),
    -- What a person gave along: niche, review_status. Applied once, under the gateway's role.
    params           jsonb NOT NULL DEFAULT '{}',
    human_applied_at timestamptz,
    options          jsonb NOT NULL DEFAULT '{}',
    depth_reels      int NOT NULL DEFAULT 0,
    depth_posts      int NOT NULL DEFAULT 0,
    full_depth       boolean NOT NULL DEFAULT false,
    status           text NOT NULL DEFAULT 'queued' CHECK (status IN (
        'queued', 'running', 'waiting', 'retrying', 'completed', 'partial', 'failed', 'cancelled')),
    -- How often the command was sent; only the dispatcher and an upgrading add raise it.
    drive            int NOT NULL DEFAULT 1,
    driven_at        timestamptz NOT NULL DEFAULT now(),
    -- How many of those were for silence; bounded.
    stalled_drives   int NOT NULL DEFAULT 0,
    waiting_reason   text,
    waiting_until    timestamptz,
    owner_id         text,
    followers_count  bigint,
    -- The final marker of the newest drive seen, as announced: pages, totals, outcome, code.
    marker           jsonb,
    marker_drive     int,
    marker_run       int,
    error_code       text,
    error_message    text,
    error_stage      text,
    result           jsonb NOT NULL DEFAULT '{}',
    traceparent      text,
    trace_id         text,
    is_smoke         boolean NOT NULL DEFAULT false,
    created_at       timestamptz NOT NULL DEFAULT now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    last_event_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX requests_one_active ON requests (platform, kind_group, target_kind, lower(target))
    WHERE status IN ('queued', 'running', 'waiting', 'retrying');
CREATE INDEX requests_newest ON requests (created_at DESC, id DESC);
CREATE INDEX requests_by_status ON requests (status, created_at DESC, id DESC);
CREATE INDEX requests_by_target ON requests (platform, lower(target), created_at DESC);
CREATE INDEX requests_by_owner ON requests (platform, owner_id);
CREATE INDEX requests_by_correlation ON requests (correlation_id);
CREATE INDEX requests_active ON requests (last_event_at)
    WHERE status IN ('queued', 'running', 'waiting', 'retrying');
CREATE INDEX requests_human_pending ON requests (created_at)
    WHERE human_applied_at IS NULL AND params <> '{}';

-- What a caller's Idempotency-Key stands for, for 24 hours: a new request or one it was folded into.
CREATE TABLE idempotency_keys (
    org_id     text NOT NULL,
    caller     text NOT NULL,
    key        text NOT NULL,
    body_hash  text NOT NULL,
    request_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, caller, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE request_stages (
    request_id     uuid NOT NULL,
    stage          text NOT NULL CHECK (stage IN (
        'accepted', 'profile', 'listing', 'content', 'rows', 'media', 'analytics')),
    seq            smallint NOT NULL,
    state          text NOT NULL DEFAULT 'pending' CHECK (state IN (
        'pending', 'running', 'waiting', 'retrying', 'done', 'skipped', 'failed')),
    attempt        int NOT NULL DEFAULT 0,
    expected_items int,
    done_items     int NOT NULL DEFAULT 0,
    failed_items   int NOT NULL DEFAULT 0,
    reason         text,
    started_at     timestamptz,
    finished_at    timestamptz,
    heartbeat_at   timestamptz,
    error_code     text,
    error_message  text,
    PRIMARY KEY (request_id, stage)
);

-- One row per page committed: the inbox for counters and announcements, never for the upsert.
CREATE TABLE request_pages (
    page_key     text PRIMARY KEY,
    request_id   uuid NOT NULL,
    drive        int NOT NULL,
    run          int NOT NULL,
    leg          int NOT NULL,
    walk         text NOT NULL,
    n            int NOT NULL,
    part         int NOT NULL DEFAULT 0,
    owner_id     text,
    announced    int NOT NULL,
    inserted     int NOT NULL DEFAULT 0,
    updated      int NOT NULL DEFAULT 0,
    unchanged    int NOT NULL DEFAULT 0,
    superseded   int NOT NULL DEFAULT 0,
    rejected     int NOT NULL DEFAULT 0,
    asset_keys   text[] NOT NULL DEFAULT '{}',
    -- Booked for its dead letter: whatever it announced counts as rejected.
    dead         boolean NOT NULL DEFAULT false,
    observed_at  timestamptz NOT NULL,
    committed_at timestamptz NOT NULL DEFAULT now(),
    CHECK (announced = inserted + updated + unchanged + superseded + rejected)
);
CREATE INDEX request_pages_by_request ON request_pages (request_id, run);

-- What became of each asset a request named; set by that request's own events only.
CREATE TABLE request_assets (
    request_id  uuid NOT NULL,
    run         int NOT NULL,
    asset_key   text NOT NULL,
    outcome     text NOT NULL CHECK (outcome IN (
        'stored', 'already_stored', 'rejected', 'too_large', 'gone', 'failed')),
    reason      text,
    bytes       bigint,
    finished_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, run, asset_key)
);

-- id is what clients see: given after commit, by the leader alone, so that a resumed reader
-- misses none. entry_id is only insertion order.
CREATE TABLE request_events (
    entry_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         bigint UNIQUE,
    dedupe_key text UNIQUE,
    request_id uuid NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    type       text NOT NULL,
    stage      text,
    severity   text NOT NULL DEFAULT 'info' CHECK (severity IN ('info', 'warning', 'error', 'critical')),
    message    text NOT NULL DEFAULT '' CHECK (length(message) <= 2000),
    data       jsonb NOT NULL DEFAULT '{}',
    service    text NOT NULL DEFAULT ''
);
CREATE SEQUENCE request_event_ids OWNED BY request_events.id;
CREATE INDEX request_events_by_request ON request_events (request_id, id);
CREATE INDEX request_events_unnumbered ON request_events (entry_id) WHERE id IS NULL;

-- Written in the transaction of what it announces; relayed by the dispatcher; deleted when confirmed.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream     text NOT NULL,
    subject    text NOT NULL,
    msg_id     text NOT NULL,
    headers    jsonb NOT NULL DEFAULT '{}',
    payload    bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 1);
CREATE INDEX outbox_by_stream ON outbox (stream, id);

-- migrate:down
DROP TABLE outbox, request_events, request_assets, request_pages, request_stages,
    idempotency_keys, requests;
