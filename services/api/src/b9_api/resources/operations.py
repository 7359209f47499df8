"""What was done, by whom: the audit log; and whom accounts are run for."""

from collections.abc import Sequence
from typing import Final

from b9_api.lists.filters import (
    above,
    closed,
    matching,
    since,
    tags,
    texts,
    until,
    uuid,
    word_of_ours,
)
from b9_api.lists.resource import Bind, Filter, Resource, Sort, col
from b9_api.sources import SERVICES, SOURCES

AUDIT: Final = Resource(
    name="audit",
    table="audit_log",
    key="t.id",
    key_type="bigint",
    owned="t.org_id = {}",
    open_above=True,
    columns=(
        col("id", "id"),
        col("at", "time"),
        col("org_id", "text"),
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

LEVELS: Final = ("info", "warning", "error", "critical")


def _level_min() -> Filter:
    """From that level on."""

    def read(given: Sequence[str]) -> list[str]:
        if len(given) != 1 or given[0] not in LEVELS:
            raise ValueError(f"one of {', '.join(LEVELS)}")
        return list(LEVELS[LEVELS.index(given[0]) :])

    return Filter(
        name="level_min",
        read=read,
        where=lambda value, _: f"t.severity = ANY ({word_of_ours(value)}::text[])",
        schema={"type": "string", "enum": list(LEVELS)},
    )


def _source() -> Filter:
    """Who said it, or of what platform; as the feed's topics are called."""

    def read(given: Sequence[str]) -> list[str]:
        found = [word.strip() for text in given for word in text.split(",") if word.strip()]
        if not found or not set(found) <= set(SOURCES):
            raise ValueError(f"one or more of {', '.join(SOURCES)}")
        return sorted(set(found))

    def where(value: list[str], _: Bind) -> str:
        services = [one for one in value if one in SERVICES]
        platforms = [one for one in value if one not in SERVICES]
        options = [f"t.service = ANY ({word_of_ours(services)}::text[])"] if services else []
        if platforms:
            options.append(
                "EXISTS (SELECT 1 FROM requests AS asked WHERE asked.id = t.request_id"  # noqa: S608  words of ours alone
                f" AND asked.platform = ANY ({word_of_ours(platforms)}::text[]))"
            )
        return f"({' OR '.join(options)})"

    return Filter(
        name="source",
        read=read,
        where=where,
        schema={"type": "array", "items": {"type": "string", "enum": list(SOURCES)}},
        many=True,
        description="one or several by commas: who said it, or of which platform",
    )


# What services said of requests. Numbered after commit: who remembers the last id misses none.
LOGS: Final = Resource(
    name="logs",
    table="request_events",
    key="t.id",
    key_type="bigint",
    base="t.id IS NOT NULL",
    owned="EXISTS (SELECT 1 FROM requests AS r WHERE r.id = t.request_id AND r.org_id = {})",
    columns=(
        col("id", "id"),
        col("at", "time"),
        col("source", "text", "t.service"),
        col("level", "text", "t.severity"),
        col("type", "text"),
        col("stage", "text"),
        col("message", "text"),
        col("request_id", "text"),
        col("data", "json", detail=True),
    ),
    sorts=(Sort(name="id", sql="t.id", type="bigint", nullable=False),),
    default_sort="-id",
    filters=(
        _source(),
        _level_min(),
        texts("type", "t.type"),
        texts("stage", "t.stage"),
        uuid("request_id", "t.request_id"),
        above("after_id", "t.id"),
        since("since", "t.at"),
        until("until", "t.at"),
    ),
    search="lower(t.message)",
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
        closed("status", "t.status", ("active", "inactive", "onboarding")),
        tags("tag", "t.assigned_tags", every=False, json=True),
    ),
    search="lower(t.stage_name || ' ' || coalesce(t.description, ''))",
    counts={
        "total": "true",
        "active": "t.status = 'active'",
        "inactive": "t.status = 'inactive'",
        "onboarding": "t.status = 'onboarding'",
    },
)
