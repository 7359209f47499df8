"""Who asks, and what they may do."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any, Final

from fastapi import Depends, Request
from msgspec import Struct

from b9_api.http.problems import Problem

DEFAULT_ORG: Final = "default"


class Scope(IntEnum):
    """What a caller may do; each includes those before it."""

    READ = 1
    REVIEW = 2
    OPERATE = 3
    ADMIN = 4


class Caller(Struct, frozen=True, kw_only=True):
    """Whoever asks: *id* stands in the audit log, *org_id* bounds what they see of requests."""

    id: str
    org_id: str = DEFAULT_ORG
    scope: Scope = Scope.READ


def caller_of(request: Request) -> Caller:
    """Who sent *request*, as the guard found out."""
    found = request.scope["b9_caller"]
    if isinstance(found, Caller):
        return found
    return Caller(id=found, scope=Scope.ADMIN)


def needs(scope: Scope) -> Any:
    """A dependency of a route: refuses with 403 whoever may not do *scope*."""

    def check(request: Request) -> None:
        caller = caller_of(request)
        if caller.scope < scope:
            raise Problem(403, "forbidden", f"this needs the scope {scope.name.lower()}")

    check.__dict__["scope"] = scope
    named: Callable[[Request], None] = check
    return Depends(named)
