"""What was done, by whom: the audit log; and whom accounts are run for."""

from typing import Final

from b9_api.lists.filters import closed, matching, since, tags, texts, until
from b9_api.lists.resource import Resource, Sort, col

AUDIT: Final = Resource(
    name="audit",
    table="audit_log",
    key="t.id",
    key_type="bigint",
    owned=True,
    columns=(
        col("id", "id"),
        col("at", "time"),
        col("actor", "text"),
        col("action", "text"),
        col("entity", "text"),
        col("entity_id", "text"),
        col("before", "json"),
        col("after", "json"),
        col("request_id", "text"),
        col("edit_id", "text"),
    ),
    sorts=(Sort(name="id", sql="t.id", type="bigint", nullable=False),),
    default_sort="-id",
    filters=(
        matching("actor", "t.actor = {}"),
        matching("entity", "t.entity = {}"),
        matching("entity_id", "t.entity_id = {}"),
        texts("action", "t.action"),
        since("since", "t.at"),
        until("until", "t.at"),
    ),
)

MODELS: Final = Resource(
    name="models",
    table="models",
    key="t.id",
    key_type="int",
    base="t.archived_at IS NULL",
    columns=(
        col("id", "id"),
        col("stage_name", "text"),
        col("status", "text"),
        col("description", "text"),
        col("assigned_tags", "json"),
        col("platform_accounts", "json"),
        col("commission_rate_pct", "number", "t.commission_rate"),
        col("payment_type", "text"),
        col("onboarding_date", "date"),
        col(
            "reddit_account_count",
            "integer",
            "(SELECT count(*) FROM reddit_users AS u WHERE u.model_id = t.id)",
        ),
        col("notes", "text", detail=True),
        col("metrics", "json", detail=True),
        col("version", "integer"),
        col("created_at", "time"),
        col("updated_at", "time"),
    ),
    sorts=(
        Sort(name="created_at", sql="t.created_at", type="timestamptz", nullable=False),
        Sort(name="stage_name", sql="lower(t.stage_name)", type="text", nullable=False),
    ),
    default_sort="-created_at",
    filters=(
        closed("status", "t.status", ("active", "inactive")),
        tags("tag", "t.assigned_tags", every=False, json=True),
    ),
    search="lower(t.stage_name || ' ' || coalesce(t.description, ''))",
    counts={
        "total": "true",
        "active": "t.status = 'active'",
        "inactive": "t.status = 'inactive'",
    },
)
