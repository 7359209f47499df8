"""What a request's followers are told: events that say each thing once."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct


class Happening(Struct, frozen=True, kw_only=True):
    """One line of a request's history. *key* makes a second telling of it harmless."""

    key: str
    request_id: str
    type: str
    stage: str | None = None
    severity: str = "info"
    message: str = ""
    data: Mapping[str, Any] = msgspec.field(default_factory=dict)


def stage_ended(request_id: str, drive: int, stage: str, state: str, **data: Any) -> Happening:
    """A stage reached its end in this drive."""
    failed = state == "failed"
    return Happening(
        key=f"stage:{request_id}:{drive}:{stage}:{state}",
        request_id=request_id,
        type="stage_failed" if failed else "stage_completed",
        stage=stage,
        severity="error" if failed else "info",
        message=f"{stage} {state}",
        data=data,
    )


def request_started(request_id: str) -> Happening:
    """The first fact of a request is committed."""
    return Happening(
        key=f"started:{request_id}",
        request_id=request_id,
        type="request_started",
        message="started",
    )


def request_ended(request_id: str, drive: int, status: str, code: str | None) -> Happening:
    """A request came to its end."""
    severities = {"completed": "info", "partial": "warning", "failed": "error"}
    return Happening(
        key=f"ended:{request_id}:{drive}",
        request_id=request_id,
        type=f"request_{status}",
        severity=severities[status],
        message=status if code is None else f"{status}: {code}",
        data={"status": status, "code": code},
    )
