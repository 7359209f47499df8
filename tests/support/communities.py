"""What the simulated Reddit knows must be there of a community, compared with what is."""

from typing import Any, Final

from tests.support.state import ANNOUNCED
from tests.support.truth import between
from tests.support.world import World, until

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
ROW: Final = "SELECT * FROM reddit_subreddits WHERE lower(name) = $1"
STATE: Final = "SELECT state FROM reddit_target_states WHERE kind = $1 AND name_lower = $2"
POSTS: Final = """
SELECT reddit_id, score, num_comments, author_username FROM reddit_posts WHERE subreddit_id = $1
"""
LEADS: Final = """
SELECT name || ' by ' || via_user AS key
  FROM subreddit_discoveries JOIN reddit_subreddits USING (subreddit_id) WHERE source_id = $1
"""
DUE: Final = """
SELECT count(*) FROM reddit_subreddits
 WHERE discovered_at IS NOT NULL AND observed_at IS NULL AND NOT is_user_feed
   AND scan_requested_at IS NULL
"""
TWICE: Final = """
SELECT target FROM requests WHERE requested_by = 'dispatcher' GROUP BY target HAVING count(*) > 1
"""
# Accounts whose posts lead nowhere.
PROGRAMS: Final = frozenset(
    {"automoderator", "link_checker_bot", "summaryowlbot", "reminders_bot", "[deleted]"}
)
GIVES_TOKENS: Final = "/api/v1/access_token"

Shown = dict[str, Any]


async def added(world: World, name: str, how: str = "", body: object = None) -> Shown:
    """One wish (see `World.seek`) to its end; the request's row."""
    return await world.followed(await world.seek(name, how, body))


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


async def against_leads(
    world: World, names: list[str], *, authors: set[str] | None = None
) -> list[str]:
    """
    How the communities found through *names* differ from those that their authors lead to; of
    the *authors* (in lower case) alone, where given.
    """
    found: list[str] = []
    for name in names:
        truth, _ = await shown_of(world, name)
        leads = await world.reddit("GET", f"subreddits/{name}/leads?hot={PAGE}&top={PAGE}&t=week")
        want = {
            f"{lead} by {via.lower()}": 1
            for lead, vias in leads.items()
            for via in vias
            if lead != truth["name"] and via.lower() not in PROGRAMS
            if authors is None or via.lower() in authors
        }
        have = {row["key"]: 1 for row in await world.rows(LEADS, truth["id"])}
        found += between(f"{name} leads to", want, have)
    return found


async def all_ended(world: World) -> None:
    """Wait until every request has ended, and everything that was found was looked at once."""

    async def nothing_due() -> bool:
        return bool(await world.value(DUE) == 0)

    await world.ended()
    await until(nothing_due, 90)
    await world.ended()
    assert await world.rows(TWICE) == [], "a find was looked at twice"


async def paid_twice(world: World) -> list[dict[str, Any]]:
    """The pages that were answered in full more than once; tokens are none."""
    paid = (await world.reddit("GET", "calls?limit=0"))["paid_twice"]
    return [page for page in paid if page["endpoint"] != GIVES_TOKENS]
