"""The statements of API keys and organisations."""

from typing import Final

FIND_KEY: Final = """
SELECT id, org_id, digest, scope, expires_at, revoked_at FROM api_keys WHERE id = $1
"""

_SHOWN: Final = (
    "id, org_id, name, scope, created_by, created_at, expires_at, revoked_at, last_used_at"
)

LIST_KEYS: Final = f"""
SELECT {_SHOWN} FROM api_keys WHERE org_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2
"""  # noqa: S608  constant columns

INSERT_KEY: Final = f"""
INSERT INTO api_keys (org_id, id, digest, name, scope, created_by, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING {_SHOWN}
"""  # noqa: S608  as above

LOCK_KEY: Final = f"""
SELECT {_SHOWN} FROM api_keys WHERE ($2::boolean OR org_id = $1) AND id = $3 FOR UPDATE
"""  # noqa: S608  as above

# A second revocation leaves the time of the first.
REVOKE_KEY: Final = f"""
UPDATE api_keys SET revoked_at = coalesce(revoked_at, now())
 WHERE id = $1
RETURNING {_SHOWN}
"""  # noqa: S608  as above

TOUCH_KEYS: Final = """
UPDATE api_keys SET last_used_at = greatest(last_used_at, used.at)
  FROM unnest($1::text[], $2::timestamptz[]) AS used (id, at)
 WHERE api_keys.id = used.id
"""

AUDIT: Final = """
INSERT INTO audit_log (org_id, actor, action, entity, entity_id, before, after)
VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb)
"""

FIND_ORG: Final = "SELECT id FROM organizations WHERE id = $1"

LIST_ORGS: Final = """
SELECT id, name, created_at FROM organizations WHERE id > $1 ORDER BY id LIMIT $2
"""

INSERT_ORG: Final = """
INSERT INTO organizations (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING
RETURNING id, name, created_at
"""
