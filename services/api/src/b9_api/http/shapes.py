"""Shapes of answers for the OpenAPI document, made of types or of schemas."""

from functools import cache
from typing import Any, Final

import msgspec
from msgspec import Struct

REF: Final = "#/components/schemas/"
Schema = dict[str, Any]

DATE_TIME: Final[Schema] = {"type": "string", "format": "date-time"}
NULL_OR_TEXT: Final[Schema] = {"type": ["string", "null"]}


class Shape(Struct, frozen=True):
    """A schema, and the components that it names."""

    schema: Schema
    components: dict[str, Schema] = {}


def shape(kind: Any) -> Shape:
    """What a value of the type *kind* looks like; a `Shape` is what it is."""
    if isinstance(kind, Shape):
        return kind
    return _made(kind)


@cache
def _made(kind: Any) -> Shape:
    # The same types are told by many routes, and a schema is never changed.
    (schema,), components = msgspec.json.schema_components((kind,), ref_template=REF + "{name}")
    return Shape(schema, components)


def named(name: str, schema: Schema, *parts: Shape) -> Shape:
    """*schema* under a name of its own; *parts* are what it is made of."""
    components = {key: one for part in parts for key, one in part.components.items()}
    return Shape({"$ref": REF + name}, {**components, name: schema})


def wrapped(required: dict[str, Shape], optional: dict[str, Shape] | None = None) -> Shape:
    """An object of such members."""
    members = required | (optional or {})
    components = {key: one for part in members.values() for key, one in part.components.items()}
    properties = {name: part.schema for name, part in members.items()}
    told = {"type": "object", "required": list(required), "properties": properties}
    return Shape(told, components)


def both(*kinds: Any) -> Shape:
    """An object that is all of *kinds* at once."""
    parts = [shape(kind) for kind in kinds]
    components = {key: one for part in parts for key, one in part.components.items()}
    return Shape({"allOf": [part.schema for part in parts]}, components)


def either(*kinds: Any) -> Shape:
    """One of *kinds*."""
    parts = [shape(kind) for kind in kinds]
    components = {key: one for part in parts for key, one in part.components.items()}
    return Shape({"anyOf": [part.schema for part in parts]}, components)


def many(kind: Any) -> Shape:
    """A list of *kind*."""
    part = shape(kind)
    return Shape({"type": "array", "items": part.schema}, part.components)


def items(kind: Any) -> Shape:
    """All there are of *kind*."""
    return wrapped({"items": many(kind)})


def whole_of(kind: Any) -> Shape:
    """All there are of *kind*, in the envelope of lists."""
    return page(kind)


class Paging(Struct):
    """Where a list stands; `next_cursor` goes into `cursor`."""

    limit: int
    has_more: bool
    next_cursor: str | None


def page(
    kind: Any, required: dict[str, Shape] | None = None, optional: dict[str, Shape] | None = None
) -> Shape:
    """One page of *kind*, as every list answers."""
    own = {"items": many(kind), "page": shape(Paging), "as_of": Shape(DATE_TIME)}
    return wrapped(own | (required or {}), optional)
