-- migrate:up

-- Two owners of every creator's row, told apart by column. The persister *cannot* write a
-- person's decision; the gateway cannot write what was collected.
GRANT USAGE ON SCHEMA public TO b9_gateway, b9_persister, b9_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO b9_gateway, b9_persister, b9_reader;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- The persister: machine-owned columns, by exclusion of the human-owned ones.
DO $$
DECLARE
    target text;
    human text[] := ARRAY['review_status', 'reviewed_at', 'reviewed_by', 'notes', 'niche',
                          'niche_group_id', 'categories', 'tags'];
    columns text;
BEGIN
    FOREACH target IN ARRAY ARRAY['instagram_creators', 'instagram_reels', 'instagram_posts'] LOOP
        SELECT string_agg(quote_ident(column_name), ', ') INTO columns
          FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = target
           AND column_name <> ALL (human) AND is_generated = 'NEVER' AND is_identity = 'NO';
        EXECUTE format('GRANT INSERT (%s), UPDATE (%s) ON %I TO b9_persister', columns, columns, target);
    END LOOP;
END
$$;
GRANT INSERT, UPDATE ON username_history, instagram_follower_history, creator_relations,
    media_assets, request_stages, request_pages, request_assets, request_events, api_calls,
    dead_letters, consumer_floors TO b9_persister;
GRANT INSERT ON outbox TO b9_persister;
GRANT UPDATE (status, waiting_reason, waiting_until, owner_id, followers_count, marker,
    marker_drive, marker_run, error_code, error_message, error_stage, result, started_at,
    finished_at, last_event_at) ON requests TO b9_persister;

-- The gateway and its dispatcher: requests, decisions, control, and relaying.
GRANT INSERT, UPDATE ON requests, request_stages, request_events, leases, system_control,
    providers, broker_state TO b9_gateway;
GRANT INSERT, DELETE, UPDATE ON outbox, idempotency_keys TO b9_gateway;
-- Housekeeping: what is kept for 30 days only.
GRANT DELETE ON request_events, api_calls TO b9_gateway;
GRANT INSERT ON audit_log TO b9_gateway;
GRANT USAGE ON SEQUENCE request_event_ids TO b9_gateway;
GRANT UPDATE (replayed_at, replay_count) ON dead_letters TO b9_gateway;
GRANT UPDATE (review_status, reviewed_at, reviewed_by, notes, niche, niche_group_id, categories,
    tags, version, updated_at) ON instagram_creators TO b9_gateway;

-- migrate:down
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM b9_gateway, b9_persister, b9_reader;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM b9_gateway, b9_persister, b9_reader;
REVOKE USAGE ON SCHEMA public FROM b9_gateway, b9_persister, b9_reader;
