"""What is asked of each platform, and what the words of the other one come to."""

import argparse
from typing import Any, cast

import pytest

from b9_cli.asking import asking_of
from b9_cli.client import Gateway, Json
from b9_cli.running import CommandError


class FakeGateway:
    """Remembers what it was asked, and knows one creator and one community."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    async def add(self, name: str, **options: Any) -> Json:
        self.asked.append(("add", name, options))
        return {}

    async def add_subreddit(self, name: str, *, mirror_media: bool | None) -> Json:
        self.asked.append(("add_subreddit", name, mirror_media))
        return {}

    async def discover(self, name: str, *, mirror_media: bool | None) -> Json:
        self.asked.append(("discover", name, mirror_media))
        return {}

    async def creator(self, name: str) -> Json | None:
        return {"counts": {"reels": 3, "posts": 2, "media": {"stored": 1, "gone": 1}}}

    async def subreddit(self, name: str) -> Json | None:
        counts = {"posts": 9, "authors": 4, "discovered": 2, "media": {}}
        return {"upstream_state": "ok", "counts": counts} if name == "pottery" else None


def words(platform: str, **given: Any) -> argparse.Namespace:
    none = {"niche": None, "full": False, "discover": False, "mirror": False}
    return argparse.Namespace(platform=platform, **none | given)


async def asked(name: str, platform: str, **given: Any) -> tuple[Any, ...]:
    gateway = FakeGateway()
    await asking_of(cast("Gateway", gateway), words(platform, **given)).ask(name)
    [one] = gateway.asked
    return one


async def test_a_community_is_added_and_with_discover_looked_into() -> None:
    assert await asked("r/pottery", "reddit") == ("add_subreddit", "r/pottery", None)
    assert await asked("x", "reddit", mirror=True) == ("add_subreddit", "x", True)
    link = "https://www.reddit.com/r/Pottery/"
    assert await asked(link, "reddit", discover=True) == ("discover", "Pottery", None)


async def test_a_creator_is_added_with_what_was_said() -> None:
    wished = ("add", "nasa", {"niche": "space", "full": None})
    assert await asked("nasa", "instagram", niche="space") == wished


@pytest.mark.parametrize(
    ("platform", "given"),
    [
        ("instagram", {"discover": True}),
        ("instagram", {"mirror": True}),
        ("reddit", {"niche": "x"}),
        ("reddit", {"full": True}),
    ],
)
def test_a_word_that_belongs_to_another_platform_is_refused(
    platform: str, given: dict[str, Any]
) -> None:
    with pytest.raises(CommandError, match=next(iter(given))):
        asking_of(cast("Gateway", FakeGateway()), words(platform, **given))


async def test_what_was_found_is_counted_in_the_words_of_its_platform() -> None:
    gateway = cast("Gateway", FakeGateway())
    creators = asking_of(gateway, words("instagram"))
    communities = asking_of(gateway, words("reddit"))

    assert await creators.found("nasa") == ["3 reels", "2 posts", "1 of 2 assets stored"]
    assert await communities.found("pottery") == [
        "ok",
        "9 posts",
        "4 authors",
        "2 discovered",
        "0 of 0 assets stored",
    ]
    assert (await communities.found("nowhere"))[1] == "0 posts"
