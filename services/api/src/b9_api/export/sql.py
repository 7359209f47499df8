"""What is kept of an export."""

from typing import Final

AUDIT: Final = """
INSERT INTO audit_log (org_id, actor, action, entity, entity_id, after, request_id)
VALUES ($1, $2, $3, 'export', $4, $5::jsonb, $6)
"""
