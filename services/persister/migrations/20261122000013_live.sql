-- migrate:up

-- Tickets that have opened a stream open no other, in whichever process. A ticket lives for half a
-- minute; its row goes a few minutes later.
CREATE TABLE used_tickets (
    id      text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    used_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX used_tickets_by_age ON used_tickets (used_at);
GRANT SELECT, INSERT, DELETE, UPDATE ON used_tickets TO b9_gateway;

-- migrate:down
DROP TABLE used_tickets;
