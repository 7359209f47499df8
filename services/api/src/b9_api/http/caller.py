"""Who asks, and what they may do."""

from collections.abc import Awaitable, Callable
from enum import IntEnum
from typing import Any, Final

from fastapi import Depends, Request
from msgspec import Struct

from b9_api.http.problems import Problem
from b9_api.orgs import DEFAULT_ORG

ANYONE: Final = "anyone"
NOT_OF_DEPLOYMENT: Final = "not_of_deployment"
# Nobody in particular either, at an address that we signed for whoever has it.
HOLDER: Final = "holder"


class Scope(IntEnum):
    """What a caller may do; each includes those before it."""

    NONE = 0
    READ = 1
    REVIEW = 2
    OPERATE = 3
    ADMIN = 4


class Caller(Struct, frozen=True, kw_only=True):
    """Whoever asks: *id* stands in the audit log, *org_id* bounds what they see of requests."""

    id: str
    org_id: str = DEFAULT_ORG
    scope: Scope = Scope.READ

    @property
    def runs_deployment(self) -> bool:
        """Whether they administer the default organisation, whose the deployment is."""
        return self.org_id == DEFAULT_ORG and self.scope >= Scope.ADMIN

    @property
    def sees(self) -> tuple[str, bool]:
        """Their organisation, and whether they see those of others too: statements' parameters."""
        return self.org_id, self.runs_deployment


# Holds the cron's secret, which opens nothing but its own routes.
CRON: Final = Caller(id="cron", scope=Scope.NONE)


def caller_of(request: Request) -> Caller:
    """Who sent *request*, as the guard found out."""
    caller: Caller = request.scope["b9_caller"]
    return caller


def needs(scope: Scope) -> Any:
    """A dependency of a route: refuses with 403 whoever may not do *scope*."""

    async def check(request: Request) -> None:
        if caller_of(request).scope < scope:
            raise _forbidden(scope)

    return _named(check, scope)


def runs_deployment() -> Any:
    """A dependency of a route: refuses with 403 whoever does not run the deployment."""

    async def check(request: Request) -> None:
        caller = caller_of(request)
        if caller.scope < Scope.ADMIN:
            raise _forbidden(Scope.ADMIN)
        if not caller.runs_deployment:
            raise Problem(403, "forbidden", f"this needs an administrator of {DEFAULT_ORG}")

    return _named(check, Scope.ADMIN)


def of_deployment(scope: Scope) -> Any:
    """
    A dependency of a route that stops or spends what all organisations share: refuses with 403
    whoever may not do *scope*, or is not of the organisation whose the deployment is.
    """

    async def check(request: Request) -> None:
        caller = caller_of(request)
        if caller.scope < scope:
            raise _forbidden(scope)
        if caller.org_id != DEFAULT_ORG:
            raise Problem(403, NOT_OF_DEPLOYMENT, f"this needs the organisation {DEFAULT_ORG}")

    return _named(check, scope)


def cron_caller() -> Any:
    """A dependency of cron's own routes: its secret opens them, and so does an operator's key."""

    async def check(request: Request) -> None:
        caller = caller_of(request)
        if caller is not CRON and caller.scope < Scope.OPERATE:
            raise _forbidden(Scope.OPERATE)

    return _named(check, Scope.OPERATE)


def _named(check: Callable[[Request], Awaitable[None]], scope: Scope) -> Any:
    """A test walks over all routes and asks each for its scope."""
    check.__dict__["scope"] = scope
    return Depends(check)


def _forbidden(scope: Scope) -> Problem:
    return Problem(403, "forbidden", f"this needs the scope {scope.name.lower()}")
