"""What fields look like, by their names, wherever one of that name and type is told."""

from typing import Any, Final

EXAMPLES: Final[dict[str, Any]] = {
    "as_of": "2026-01-31T12:00:00Z",
    "at": "2026-01-31T12:00:00Z",
    "author_username": "somebody",
    "biography": "Exploring the universe.",
    "caption": "A new image of the week.",
    "category": "topic",
    "correlation_id": "import-2026-01-31",
    "cost_usd": 0.0123,
    "created_at": "2026-01-31T12:00:00Z",
    "created_utc": "2026-01-31T12:00:00Z",
    "current_stage": "rows",
    "daily_cap": 10_000,
    "display_name_prefixed": "r/pottery",
    "engagement_pct": 3.2,
    "engagement_ratio": 0.41,
    "expires_at": None,
    "followers_count": 12_345,
    "full_name": "Somebody",
    "id": "42",
    "ig_user_id": "528817151",
    "message": "90 reels and 30 posts were stored",
    "name": "pottery",
    "next_cursor": "W3siNyIsIjIwMjYtMDEtMzEiXQ",
    "niche": "astronomy",
    "notes": "Asked twice.",
    "num_comments": 31,
    "permalink": "/r/pottery/comments/abc123/",
    "platform": "instagram",
    "play_count": 250_000,
    "primary_category": "topic",
    "progress": 67,
    "reason": "the provider is slow today",
    "reddit_id": "abc123",
    "request_id": "01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10",
    "review": "Ok",
    "review_status": "ok",
    "reviewed_at": "2026-01-31T12:00:00Z",
    "reviewed_by": "key:0123456789ab",
    "score": 1_812,
    "stage_name": "Somebody",
    "subreddit_id": "2qh1u",
    "subreddit_name": "pottery",
    "subscribers": 210_000,
    "tags": ["topic:pottery", "format:photo"],
    "target": "nasa",
    "title": "My first bowl",
    "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    "undo_token": "3f2b8c1e-5d4a-4e6f-9b7c-1a2b3c4d5e6f",
    "updated_at": "2026-01-31T12:00:00Z",
    "upvote_ratio": 0.97,
    "username": "nasa",
    "version": 7,
}
TYPES: Final[dict[str, type | tuple[type, ...]]] = {
    "string": str, "integer": int, "number": (int, float), "array": list, "null": type(None),
    "boolean": bool,
}  # fmt: skip


def with_examples(schema: dict[str, Any]) -> dict[str, Any]:
    """*schema* with an example at each property that has one of its type."""
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return schema
    shown = {
        name: {**told, "examples": [EXAMPLES[name]]}
        if name in EXAMPLES and fits(told, EXAMPLES[name])
        else told
        for name, told in properties.items()
    }
    return {**schema, "properties": shown}


def fits(schema: dict[str, Any], value: Any) -> bool:
    """Whether *value* is of the type, and one of the words, that *schema* says; if it says so."""
    if "anyOf" in schema:
        return any(fits(one, value) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    named = schema.get("type")
    kinds = [named] if isinstance(named, str) else named or []
    if isinstance(value, list):
        return "array" in kinds and schema.get("items", {}).get("type") == "string"
    if isinstance(value, str) and schema.get("format") == "uuid":
        return len(value) == 36 and "-" in value  # noqa: PLR2004  a uuid's text
    return any(isinstance(value, TYPES[kind]) for kind in kinds if kind in TYPES)
