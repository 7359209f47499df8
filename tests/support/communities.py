"""What the simulated Reddit knows must be there of a community, compared with what is."""

from typing import Any, Final

from tests.support.state import ANNOUNCED
from tests.support.truth import between
from tests.support.world import World

PAGE: Final = 100
# What stands on top of the first page of hot, besides its hundred.
MOST_STICKIES: Final = 2
WALKS: Final = ("hot", "top")
# Whatever a machine has no business with.
HUMAN: Final = """
SELECT review, reviewed_at, reviewed_by, notes, primary_category, category_id, tags,
       tags_updated_at, tags_updated_by, mirror_media, scan_requested_at
  FROM reddit_subreddits WHERE lower(name) = $1
"""
POSTS: Final = """
SELECT reddit_id, score, num_comments, author_username FROM reddit_posts WHERE subreddit_id = $1
"""

Shown = dict[str, Any]


async def shown_of(world: World, name: str) -> tuple[Shown, dict[str, list[Shown]]]:
    """The truth of a community, and what each walk is shown of it at the usual depth."""
    depth = f"hot={PAGE + MOST_STICKIES}&top={PAGE}&t=week"
    truth = await world.reddit("GET", f"subreddits/{name}/truth?{depth}")
    listed: dict[str, list[Shown]] = truth["listings"]
    stickies = sum(post["sticky"] for post in listed["hot"])
    return truth, {"hot": listed["hot"][: PAGE + stickies], "top": listed["top"]}


async def against_reddit(world: World, names: list[str]) -> list[str]:
    """How posts and announced totals of *names* differ from the truth; empty where not."""
    announced = {row["key"]: row["announced"] for row in await world.rows(ANNOUNCED)}
    found: list[str] = []
    for name in names:
        truth, shown = await shown_of(world, name)
        # A thing of another kind is no post that could be missed.
        told = {walk: sum(post["spoilt"] != "otherkind" for post in shown[walk]) for walk in WALKS}
        told = {"about": 1, "rules": 1} | {walk: number for walk, number in told.items() if number}
        heard = {walk: announced.get(f"{name} {walk}") for walk in told}
        found += between(f"{name} announced", told, heard)
        posts = {post["id"]: post for walk in WALKS for post in shown[walk] if post["keepable"]}
        stored = {row.pop("reddit_id"): row for row in await world.rows(POSTS, truth["id"])}
        want = {key: (post["score"], post["comments"], post["author"])
                for key, post in posts.items() if post["spoilt"] is None}  # fmt: skip
        have = {key: tuple(stored[key].values()) for key in want.keys() & stored.keys()}
        found += between(f"{name} post", want, have)
        found += between(f"{name} posts", dict.fromkeys(posts, 1), dict.fromkeys(stored, 1))
    return found
