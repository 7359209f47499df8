"""Locking and writing the human-owned columns of each resource, and what is kept of it."""

from typing import Final

# In the order in which the persister locks the same rows: neither ever waits for the other twice.
LOCK_CREATORS: Final = """
SELECT id, ig_user_id AS key, username AS name, version,
       json_build_object(
           'review_status', review_status, 'reviewed_at', reviewed_at, 'reviewed_by', reviewed_by,
           'notes', notes, 'niche', niche, 'tags', tags, 'paused_at', paused_at,
           'removed_at', removed_at)::text AS held
  FROM instagram_creators WHERE id = ANY ($1::bigint[])
 ORDER BY ig_user_id COLLATE "C" FOR NO KEY UPDATE
"""

WRITE_CREATORS: Final = """
UPDATE instagram_creators AS stored
   SET review_status = given.review_status, reviewed_at = given.reviewed_at,
       reviewed_by = given.reviewed_by, notes = given.notes, niche = given.niche,
       tags = given.tags, paused_at = given.paused_at, removed_at = given.removed_at,
       version = stored.version + 1, updated_at = now()
  FROM jsonb_to_recordset($1::jsonb) AS given (
       id bigint, review_status text, reviewed_at timestamptz, reviewed_by text, notes text,
       niche text, tags text[], paused_at timestamptz, removed_at timestamptz)
 WHERE stored.id = given.id
"""

LOCK_SUBREDDITS: Final = """
SELECT id, subreddit_id AS key, name, version,
       json_build_object(
           'review', review, 'reviewed_at', reviewed_at, 'reviewed_by', reviewed_by,
           'notes', notes, 'tags', tags, 'primary_category', primary_category,
           'tags_updated_at', tags_updated_at, 'tags_updated_by', tags_updated_by,
           'mirror_media', mirror_media, 'paused_at', paused_at, 'removed_at', removed_at)::text
           AS held
  FROM reddit_subreddits WHERE id = ANY ($1::bigint[])
 ORDER BY subreddit_id COLLATE "C" FOR NO KEY UPDATE
"""

WRITE_SUBREDDITS: Final = """
UPDATE reddit_subreddits AS stored
   SET review = given.review, reviewed_at = given.reviewed_at, reviewed_by = given.reviewed_by,
       notes = given.notes, tags = given.tags, primary_category = given.primary_category,
       tags_updated_at = given.tags_updated_at, tags_updated_by = given.tags_updated_by,
       mirror_media = given.mirror_media, paused_at = given.paused_at,
       removed_at = given.removed_at, version = stored.version + 1, updated_at = now()
  FROM jsonb_to_recordset($1::jsonb) AS given (
       id bigint, review text, reviewed_at timestamptz, reviewed_by text, notes text, tags jsonb,
       primary_category text, tags_updated_at timestamptz, tags_updated_by text,
       mirror_media boolean, paused_at timestamptz, removed_at timestamptz)
 WHERE stored.id = given.id
"""

LOCK_USERS: Final = """
SELECT id, reddit_id AS key, username AS name, version,
       json_build_object('our_creator', our_creator, 'model_id', model_id, 'status', status,
                         'notes', notes)::text AS held
  FROM reddit_users WHERE id = ANY ($1::bigint[])
 ORDER BY reddit_id COLLATE "C" FOR NO KEY UPDATE
"""

WRITE_USERS: Final = """
UPDATE reddit_users AS stored
   SET our_creator = given.our_creator, model_id = given.model_id, status = given.status,
       notes = given.notes, version = stored.version + 1, updated_at = now()
  FROM jsonb_to_recordset($1::jsonb) AS given (
       id bigint, our_creator boolean, model_id int, status text, notes text)
 WHERE stored.id = given.id
"""

LOCK_MODELS: Final = """
SELECT id::bigint AS id, id::text AS key, stage_name AS name, version,
       json_build_object(
           'stage_name', stage_name, 'status', status, 'description', description,
           'assigned_tags', assigned_tags, 'platform_accounts', platform_accounts,
           'metrics', metrics, 'commission_rate', commission_rate, 'payment_type', payment_type,
           'onboarding_date', onboarding_date, 'notes', notes, 'archived_at', archived_at)::text
           AS held
  FROM models WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""

WRITE_MODELS: Final = """
UPDATE models AS stored
   SET stage_name = given.stage_name, status = given.status, description = given.description,
       assigned_tags = given.assigned_tags, platform_accounts = given.platform_accounts,
       metrics = given.metrics, commission_rate = given.commission_rate,
       payment_type = given.payment_type, onboarding_date = given.onboarding_date,
       notes = given.notes, archived_at = given.archived_at,
       version = stored.version + 1, updated_at = now()
  FROM jsonb_to_recordset($1::jsonb) AS given (
       id bigint, stage_name text, status text, description text, assigned_tags jsonb,
       platform_accounts jsonb, metrics jsonb, commission_rate numeric, payment_type text,
       onboarding_date date, notes text, archived_at timestamptz)
 WHERE stored.id = given.id
"""

AUDIT: Final = """
INSERT INTO audit_log (
       org_id, actor, action, entity, entity_id, before, after, request_id, edit_id)
SELECT $1, $2, $3, $4, given.key, given.before, given.after, $5::uuid, $6::uuid
  FROM jsonb_to_recordset($7::jsonb) AS given (key text, before jsonb, after jsonb)
"""

KEEP_EDIT: Final = """
INSERT INTO edits (id, org_id, actor, resource, answer) VALUES ($1, $2, $3, $4, $5)
"""

ANSWER_OF: Final = "SELECT answer FROM edits WHERE id = $1 AND org_id = $2"

# The edit, nobody else's until the transaction ends.
LOCK_EDIT: Final = """
SELECT actor, resource, created_at < now() - interval '7 days' AS expired, undone_at, undone_by
  FROM edits WHERE id = $1 AND org_id = $2 FOR NO KEY UPDATE
"""

MARK_UNDONE: Final = "UPDATE edits SET undone_at = now(), undone_by = $2 WHERE id = $1"

WRITTEN: Final = """
SELECT id, entity, entity_id, before, after FROM audit_log WHERE edit_id = $1 ORDER BY id LIMIT $2
"""

# Who decided since, but for what was undone itself.
LATER: Final = """
SELECT later.entity_id, later.before, later.after
  FROM audit_log AS later LEFT JOIN edits ON edits.id = later.edit_id
 WHERE later.entity = $1 AND later.entity_id = ANY ($2::text[]) AND later.id > $3
   AND later.action NOT LIKE '%.undone' AND edits.undone_at IS NULL
"""

CREATOR_IDS: Final = (
    "SELECT id, ig_user_id AS key FROM instagram_creators WHERE ig_user_id = ANY ($1)"
)
SUBREDDIT_IDS: Final = """
SELECT id, subreddit_id AS key FROM reddit_subreddits WHERE subreddit_id = ANY ($1)
"""
USER_IDS: Final = "SELECT id, reddit_id AS key FROM reddit_users WHERE reddit_id = ANY ($1)"
MODEL_IDS: Final = "SELECT id::bigint AS id, id::text AS key FROM models WHERE id::text = ANY ($1)"
