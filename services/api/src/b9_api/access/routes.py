"""Keys over HTTP: made, listed and revoked by an administrator of theirs, or of the deployment."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from b9_api.access.names import name_of
from b9_api.access.org_routes import ORG_ID
from b9_api.access.table import NewKey
from b9_api.answers import operating as answers
from b9_api.http.caller import Caller, Scope, caller_of, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.http.shapes import items
from b9_api.services import Services
from b9_common.api_keys import new_key, parse_key

MAX_DAYS: Final = 3_650

KeyId = Annotated[str, Path(pattern=r"^[0-9a-f]{12}$")]


class WantedKey(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(max_length=100)
    scope: Literal["read", "review", "operate", "admin"]
    days: int | None = Field(default=None, ge=1, le=MAX_DAYS, description="null: until revoked")
    org_id: str | None = Field(default=None, pattern=ORG_ID, description="null: of who asks")


def router(services: Services) -> APIRouter:
    """The routes of keys; any number are valid at once, so that one can take another's place."""
    routes = APIRouter(prefix="/api/keys", tags=["keys"], dependencies=[needs(Scope.ADMIN)])

    @routes.get(
        "",
        **says(
            "list_keys",
            "API keys, newest first",
            items(answers.Key),
            refuses=["unknown_org"],
        ),
    )
    async def page(
        request: Request, org_id: Annotated[str | None, Query(pattern=ORG_ID)] = None
    ) -> Reply:
        org_id = await _org_of(services, caller_of(request), org_id)
        return Reply({"items": await services.key_table.newest(org_id)})

    @routes.post(
        "",
        status_code=201,
        **says(
            "create_key",
            "Make an API key; its text is told this once",
            {201: answers.KeyMade},
            refuses=["unknown_org"],
            example={"name": "the front end", "scope": "review", "days": 365},
        ),
    )
    async def create(request: Request, body: WantedKey) -> Reply:
        text = new_key()
        key = parse_key(text)
        assert key is not None  # noqa: S101  we have just written it
        caller = caller_of(request)
        new = NewKey(
            org_id=await _org_of(services, caller, body.org_id),
            name=name_of(body.name),
            scope=Scope[body.scope.upper()],
        )
        told = await services.key_table.create(key, new, caller, _end(body.days))
        return Reply({**told, "key": text}, status_code=201)

    @routes.post(
        "/{key_id}/revoke",
        **says("revoke_key", "Revoke an API key", answers.Key, refuses=["unknown_key"]),
    )
    async def revoke(request: Request, key_id: KeyId) -> Reply:
        told = await services.key_table.revoke(key_id, caller_of(request))
        services.keys.forget(key_id)
        if told is None:
            raise Problem(404, "unknown_key", "no such key")
        return Reply(told)

    return routes


async def _org_of(services: Services, caller: Caller, asked: str | None) -> str:
    """Whose keys are meant. Raises a 404 `Problem` for an organisation that *caller* cannot see."""
    if asked is None or asked == caller.org_id:
        return caller.org_id
    if not caller.runs_deployment or not await services.org_table.exists(asked):
        raise Problem(404, "unknown_org", "no such organisation")
    return asked


def _end(days: int | None) -> datetime | None:
    return None if days is None else datetime.now(UTC) + timedelta(days=days)
