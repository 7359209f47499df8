"""The tags that communities may be given, as the packaged ``tag_vocabulary.toml`` lists them."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Final

_PACKAGED: Final = "tag_vocabulary.toml"


@lru_cache(maxsize=1)
def tag_structure() -> Mapping[str, list[str]]:
    """The values of each category, both in the file's order."""
    text = resources.files(__package__).joinpath(_PACKAGED).read_text("utf-8")
    return {category: list(one["values"]) for category, one in tomllib.loads(text).items()}


def all_tags() -> list[str]:
    """Every tag as it is stored, sorted."""
    return sorted(f"{name}:{value}" for name, values in tag_structure().items() for value in values)
