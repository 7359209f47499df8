"""All lists that are read by the engine."""

from typing import Final

from b9_api.lists.resource import Resource
from b9_api.resources.creators import CREATORS

EVERY: Final[tuple[Resource, ...]] = (CREATORS,)
