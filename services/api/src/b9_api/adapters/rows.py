"""Rows of the database as JSON tells them."""

from decimal import Decimal
from typing import Any, Final

import msgspec

from b9_api.adapters.database import Record

JSON_COLUMNS: Final = frozenset({"tags", "sub_tags", "rules_data", "suggested_evidence"})


def told(row: Record) -> dict[str, Any]:
    """*row* with numbers as JSON numbers, and JSON as it is."""
    return {key: _plain(key, value) for key, value in row.items()}


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if key in JSON_COLUMNS and value is not None:
        return msgspec.Raw(value.encode())
    return value
