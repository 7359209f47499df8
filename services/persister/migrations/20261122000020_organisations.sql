-- migrate:up

-- An organisation's id stands in keys, tokens and rows: it is chosen once.
ALTER TABLE organizations
    ADD CONSTRAINT organizations_id_form CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    ADD CONSTRAINT organizations_name_length CHECK (length(name) BETWEEN 1 AND 100);
GRANT INSERT ON organizations TO b9_gateway;

-- migrate:down
REVOKE INSERT ON organizations FROM b9_gateway;
ALTER TABLE organizations
    DROP CONSTRAINT organizations_name_length, DROP CONSTRAINT organizations_id_form;
