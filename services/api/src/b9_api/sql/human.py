"""What people asked for along with a request, written where people's decisions stand."""

from typing import Final

# Without a lock: writers of content lock creators before requests, and so do we.
PENDING: Final = """
SELECT requests.id, requests.params, requests.params_at, requests.requested_by, requests.org_id,
       requests.owner_id
  FROM requests JOIN instagram_creators ON ig_user_id = requests.owner_id
 WHERE requests.human_applied_at IS NULL AND requests.params <> '{}'
   AND requests.platform = 'instagram' AND instagram_creators.observed_at IS NOT NULL
 ORDER BY requests.created_at, requests.id
 LIMIT $1
"""

LOCK: Final = "SELECT id FROM instagram_creators WHERE ig_user_id = $1 FOR UPDATE"

# The fields of a locked row that somebody decided after the wish was given.
DECIDED_SINCE: Final = """
SELECT DISTINCT field
  FROM audit_log CROSS JOIN LATERAL jsonb_object_keys(after) AS field
 WHERE entity = $1 AND entity_id = $2 AND at > $3
   AND before -> field IS DISTINCT FROM after -> field
"""

# A decision is made once: only where there is none, or where this very request brings one.
APPLY: Final = """
WITH before AS (
    SELECT id, review_status, niche FROM instagram_creators WHERE ig_user_id = $1 FOR UPDATE
)
UPDATE instagram_creators AS creator
   SET review_status = coalesce(before.review_status, $2),
       reviewed_at = CASE WHEN before.review_status IS NULL AND $2::text IS NOT NULL
                          THEN now() ELSE creator.reviewed_at END,
       reviewed_by = CASE WHEN before.review_status IS NULL AND $2::text IS NOT NULL
                          THEN $4 ELSE creator.reviewed_by END,
       niche = coalesce($3, before.niche),
       version = creator.version + 1,
       updated_at = now()
  FROM before
 WHERE creator.id = before.id
   AND (before.review_status IS NULL AND $2::text IS NOT NULL
        OR $3::text IS NOT NULL AND before.niche IS DISTINCT FROM $3)
RETURNING before.review_status AS review_status_before, before.niche AS niche_before,
          creator.review_status, creator.niche
"""

# Unless more was asked for meanwhile: then once more.
MARK: Final = """
UPDATE requests SET human_applied_at = now()
 WHERE id = $1 AND human_applied_at IS NULL AND params = $2::jsonb
"""

# Nobody was found, so there is nobody to decide about.
LET_GO: Final = """
UPDATE requests SET human_applied_at = now()
 WHERE human_applied_at IS NULL AND params <> '{}' AND owner_id IS NULL
   AND status IN ('completed', 'partial', 'failed', 'cancelled')
"""
