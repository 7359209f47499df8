"""Niches over HTTP: made, renamed, merged, deleted. Whoever has one changes with it."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from pydantic import Field

from b9_api.answers.editing import NicheMade, NicheMoved
from b9_api.editing.asking import moved, who
from b9_api.editing.bodies import Body, Words
from b9_api.editing.niches import Niches, told
from b9_api.http.caller import Scope, needs
from b9_api.http.problems import Problem, invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says

# A name of several lines is none: no such path leads here.
NO_SUCH: Final = ("unknown_niche", "not_found")

Named = Annotated[str, Path(min_length=1, max_length=100)]


class Niche(Body):
    """One niche's name."""

    name: Words


class Merge(Body):
    """All creators of *sources* become *into*."""

    sources: Annotated[list[Words], Field(min_length=1, max_length=20)]
    into: Words


def router(niches: Niches) -> APIRouter:
    """The routes of niches; the list has its own."""
    routes = APIRouter(
        prefix="/api/instagram/niches", tags=["editing"], dependencies=[needs(Scope.REVIEW)]
    )

    @routes.post(
        "",
        status_code=201,
        **says(
            "create_niche",
            "Make a niche",
            {201: NicheMade, 200: NicheMade},
            example={"name": "astronomy"},
        ),
    )
    async def create(request: Request, body: Niche) -> Reply:
        known = await niches.known(body.name)
        name = await niches.create(body.name, who(request))
        return Reply({"name": name, "created": not known}, status_code=200 if known else 201)

    @routes.post(
        "/merge",
        **says(
            "merge_niches",
            "Make several niches one",
            NicheMoved,
            refuses=["unknown_niche", "partly_done"],
            example={"sources": ["space", "stars"], "into": "astronomy"},
        ),
    )
    async def merge(request: Request, body: Merge) -> Reply:
        keys = {name.lower() for name in body.sources}
        if body.into.lower() in keys:
            raise invalid("into", "contradiction", "a niche is not merged into itself")
        for name in body.sources:
            await _known(niches, name, body.into)
        moves = await niches.move(body.sources, body.into, who(request), "merged")
        return moved(told(moves, body.into), whole=moves.whole)

    @routes.patch(
        "/{name:path}",
        **says(
            "rename_niche",
            "Rename a niche",
            NicheMoved,
            refuses=[*NO_SUCH, "niche_exists", "partly_done"],
            example={"name": "astronomy"},
        ),
    )
    async def rename(request: Request, name: Named, body: Niche) -> Reply:
        """What was cut off in the midst is finished by asking again."""
        await _known(niches, name, body.name)
        other = body.name.lower() != name.lower() and await niches.known(body.name)
        if other and not await niches.begun(name, body.name):
            raise Problem(409, "niche_exists", "there is such a niche: merge them instead")
        moves = await niches.move([name], body.name, who(request), "renamed")
        return moved(told(moves, body.name), whole=moves.whole)

    @routes.delete(
        "/{name:path}",
        **says("delete_niche", "Delete a niche", NicheMoved, refuses=[*NO_SUCH, "partly_done"]),
    )
    async def delete(request: Request, name: Named) -> Reply:
        await _known(niches, name)
        moves = await niches.move([name], None, who(request), "deleted")
        return moved(told(moves, None), whole=moves.whole)

    return routes


async def _known(niches: Niches, name: str, into: str | None = None) -> None:
    """Raise unless there is such a niche, or it was about to become *into*."""
    if "\x00" not in name:
        if await niches.known(name):
            return
        if into is not None and await niches.begun(name, into):
            return
    raise Problem(404, "unknown_niche", "there is no such niche")
