"""Organisations over HTTP: made and listed by whoever runs the deployment."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from b9_api.access.names import name_of
from b9_api.answers.operating import Organisation
from b9_api.answers.requests import older_page
from b9_api.http.caller import caller_of, runs_deployment
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.lists.replies import older_list_reply
from b9_api.services import Services

ORG_ID = r"^[a-z0-9][a-z0-9-]{0,62}$"


class NewOrganisation(BaseModel):
    """An organisation to be made. Its *id* is for ever."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = Field(pattern=ORG_ID)
    name: str = Field(max_length=100)


def router(services: Services) -> APIRouter:
    """The routes of organisations."""
    routes = APIRouter(prefix="/api/orgs", tags=["organisations"], dependencies=[runs_deployment()])

    @routes.get(
        "", **says("list_orgs", "A page of organisations", older_page(Organisation), tagged=True)
    )
    async def page(
        request: Request,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(pattern=ORG_ID)] = None,
    ) -> Response:
        items, last = await services.org_table.page(cursor or "", limit)
        return older_list_reply(request, items, limit, last)

    @routes.post(
        "",
        status_code=201,
        **says(
            "create_org",
            "Make an organisation",
            {201: Organisation},
            refuses=["organisation_exists"],
            example={"id": "the-studio", "name": "The Studio"},
        ),
    )
    async def create(request: Request, body: NewOrganisation) -> Reply:
        told = await services.org_table.create(body.id, name_of(body.name), caller_of(request))
        if told is None:
            raise Problem(409, "organisation_exists", "there is an organisation of this id")
        return Reply(told, status_code=201)

    return routes
