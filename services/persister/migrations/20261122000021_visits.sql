-- migrate:up

-- When somebody last opened a dashboard: one row for each of theirs.
CREATE TABLE dashboard_visits (
    org_id       text NOT NULL REFERENCES organizations (id),
    actor        text NOT NULL,
    dashboard_id text NOT NULL,
    opened_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, actor, dashboard_id)
);
GRANT SELECT ON dashboard_visits TO b9_gateway, b9_reader;
GRANT INSERT, UPDATE ON dashboard_visits TO b9_gateway;

-- migrate:down
DROP TABLE dashboard_visits;
