-- migrate:up
-- Passwords are set by whoever deploys; a role without one cannot log in over TCP.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['b9_gateway', 'b9_persister', 'b9_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role_name);
        END IF;
    END LOOP;
END
$$;

-- Lost with a transaction pooler's start-up parameters, kept by the role.
ALTER ROLE b9_gateway SET statement_timeout = '10s';
ALTER ROLE b9_persister SET statement_timeout = '30s';
ALTER ROLE b9_reader SET statement_timeout = '60s';
ALTER ROLE b9_gateway SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE b9_persister SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE b9_reader SET default_transaction_read_only = on;

CREATE TABLE organizations (
    id         text PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO organizations (id, name) VALUES ('default', 'Default organisation');

-- migrate:down
DROP TABLE organizations;
