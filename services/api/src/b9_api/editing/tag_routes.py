"""Tags of communities over HTTP: renamed, merged, deleted. Whoever has one changes with it."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from pydantic import Field

from b9_api.editing.asking import moved, who
from b9_api.editing.bodies import Body, Words
from b9_api.editing.tags import TagMoved, Tags, told
from b9_api.http.caller import Scope, needs
from b9_api.http.problems import Problem, invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says

# A name of several lines is none: no such path leads here.
NO_SUCH: Final = ("unknown_tag", "not_found")

Named = Annotated[str, Path(min_length=1, max_length=100, examples=["topic:art"])]


class Tag(Body):
    """One tag's name."""

    name: Words


class Merge(Body):
    """*into* takes the place of all *sources*."""

    sources: Annotated[list[Words], Field(min_length=1, max_length=20)]
    into: Words


def router(tags: Tags) -> APIRouter:
    """The routes of tags; the list has its own."""
    routes = APIRouter(
        prefix="/api/reddit/tags", tags=["editing"], dependencies=[needs(Scope.REVIEW)]
    )

    @routes.post(
        "/merge",
        **says(
            "merge_tags",
            "Make several tags of communities and models one",
            TagMoved,
            refuses=["unknown_tag", "partly_done"],
            example={"sources": ["topic:drawing", "topic:painting"], "into": "topic:art"},
        ),
    )
    async def merge(request: Request, body: Merge) -> Reply:
        if body.into in body.sources:
            raise invalid("into", "contradiction", "a tag is not merged into itself")
        for name in body.sources:
            await _known(tags, name, body.into)
        moves = await tags.move(body.sources, body.into, who(request), "merged")
        return moved(told(moves, body.into), whole=moves.whole)

    @routes.patch(
        "/{name:path}",
        **says(
            "rename_tag",
            "Rename a tag of communities and models",
            TagMoved,
            refuses=[*NO_SUCH, "tag_exists", "partly_done"],
            example={"name": "topic:art"},
        ),
    )
    async def rename(request: Request, name: Named, body: Tag) -> Reply:
        """What was cut off in the midst is finished by asking again."""
        await _known(tags, name, body.name)
        if await tags.known(body.name) and not await tags.begun(name, body.name):
            raise Problem(409, "tag_exists", "there is such a tag: merge them instead")
        moves = await tags.move([name], body.name, who(request), "renamed")
        return moved(told(moves, body.name), whole=moves.whole)

    @routes.delete(
        "/{name:path}",
        **says(
            "delete_tag",
            "Take a tag from all communities and models",
            TagMoved,
            refuses=[*NO_SUCH, "partly_done"],
        ),
    )
    async def delete(request: Request, name: Named) -> Reply:
        await _known(tags, name)
        moves = await tags.move([name], None, who(request), "deleted")
        return moved(told(moves, None), whole=moves.whole)

    return routes


async def _known(tags: Tags, name: str, into: str | None = None) -> None:
    """Raise unless somebody has such a tag, or it was about to become *into*."""
    if "\x00" not in name:
        if await tags.known(name):
            return
        if into is not None and await tags.begun(name, into):
            return
    raise Problem(404, "unknown_tag", "no community and no model has this tag")
