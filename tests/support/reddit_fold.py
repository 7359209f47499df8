"""What the recorded CONTENT log says that the tables of Reddit must hold."""

from datetime import datetime
from typing import Any, Final

from tests.support.log import observed, recorded
from tests.support.log_fold import between, sets
from tests.support.world import World

POST: Final = {
    "subreddit_id": "subreddit_id",
    "subreddit_name": "subreddit",
    "author_id": "author_id",
    "author_username": "author",
    "title": "title",
    "score": "score",
    "num_comments": "num_comments",
    "content_type": "content_type",
    "stickied": "stickied",
    "removed_by": "removed_by",
    "is_gallery": "is_gallery",
}
ABOUT: Final = {
    "name": "name",
    "title": "title",
    "description": "description",
    "subscribers": "subscribers",
    "over18": "over18",
    "subreddit_type": "subreddit_type",
    "is_user_feed": "is_user_feed",
}
# What a failed fetch says of its target; anything else may be ours or the way's.
SAYS_SO: Final = ("private", "banned", "quarantined", "suspended", "not_found", "unavailable_legal")
OF_USERS: Final = frozenset({"profile", "submitted"})
Rows = dict[str, dict[str, Any]]


class Folded:
    """The newest observation of each thing, and all that was ever mentioned."""

    def __init__(self) -> None:
        self.posts: Rows = {}
        self.abouts: Rows = {}
        self.rules: Rows = {}
        self.states: Rows = {}
        self.communities: set[str] = set()
        self.accounts: set[str] = set()
        self.leads: set[str] = set()
        self.assets: set[str] = set()
        self.pages = 0

    def add(self, event: dict[str, Any], stored_at: datetime) -> None:
        """One event, page or marker."""
        seen_at = observed(event, stored_at)
        if event["type"] == "content.finished":
            self._ended(event, seen_at)
        else:
            self._page(event, seen_at)

    def _page(self, page: dict[str, Any], seen_at: datetime) -> None:
        self.pages += 1
        owner = page["owner"]["id"]
        (self.accounts if page["walk"] in OF_USERS else self.communities).add(owner)
        if about := page.get("subreddit"):
            _newest(self.abouts, about["id"], _columns(ABOUT, about), seen_at)
            self._said("subreddit", about["name"], "ok", seen_at)
        if rules := page.get("rules"):
            names = [rule["short_name"] for rule in rules.get("rules", ())]
            _newest(self.rules, owner, {"names": names}, seen_at)
        for post in page.get("posts", ()):
            _newest(self.posts, post["id"], _columns(POST, post), seen_at)
            self.communities.add(post["subreddit_id"])
            if post.get("author_id") and post.get("author"):
                self.accounts.add(post["author_id"])
        for found in page.get("found", ()):
            self.communities.add(found["id"])
            source = found.get("source_id") or ""
            if found["id"] != source:
                self.leads.add(f"{found['id']} {source} {found['via_user'].lower()}")
        if page["options"]["mirror_media"]:
            self.assets |= {
                f"reddit/{ref['media_id']}/{ref['kind']}-{ref['index']}" for ref in page["assets"]
            }

    def _ended(self, marker: dict[str, Any], seen_at: datetime) -> None:
        state = (marker.get("code") or "").removeprefix("target_")
        if marker["outcome"] == "failed" and state in SAYS_SO:
            kind = "user" if marker["kind"] == "user_discover" else "subreddit"
            self._said(kind, marker["target"], state, seen_at)

    def _said(self, kind: str, name: str, state: str, seen_at: datetime) -> None:
        _newest(self.states, f"{kind} {name.lower()}", {"state": state}, seen_at)


def _columns(names: dict[str, str], value: dict[str, Any]) -> dict[str, Any]:
    return {column: value.get(name) for column, name in names.items()}


def _newest(rows: Rows, key: str, row: dict[str, Any], seen_at: datetime) -> None:
    known = rows.get(key)
    if known is None or known["observed_at"] < seen_at:
        rows[key] = {**row, "observed_at": seen_at}


async def against_the_log(world: World) -> list[str]:
    """Where the tables differ from the log, by table and id; empty where they are its fold."""
    folded = Folded()
    async for event, stored_at in recorded(world):
        folded.add(event, stored_at)
    assert folded.pages > 0, "the log holds no page"
    rows = [
        *between(folded.posts, await _rows(world, "reddit_posts", "reddit_id", POST)),
        *between(folded.abouts, await _rows(world, "reddit_subreddits", "subreddit_id", ABOUT)),
        *between(folded.rules, await _by_key(world, RULES)),
        *between(folded.states, await _by_key(world, STATES)),
    ]
    for what, expected in (
        ("community", folded.communities),
        ("account", folded.accounts),
        ("lead", folded.leads),
        ("asset", folded.assets),
    ):
        rows += sets(what, expected, set(await _by_key(world, f"SELECT {KEYS[what]}")))
    return rows


async def _rows(world: World, table: str, key: str, columns: dict[str, str]) -> Rows:
    names = ", ".join([f"{key} AS key", *columns, "observed_at"])
    # What was only mentioned has not been observed.
    return await _by_key(world, f"SELECT {names} FROM {table} WHERE observed_at IS NOT NULL")


async def _by_key(world: World, query: str) -> Rows:
    return {row.pop("key"): row for row in await world.rows(query)}


RULES: Final = """
SELECT subreddit_id AS key, rules_observed_at AS observed_at,
       ARRAY(SELECT rule ->> 'short_name' FROM jsonb_array_elements(rules_data) AS rule) AS names
  FROM reddit_subreddits WHERE rules_observed_at IS NOT NULL
"""
STATES: Final = """
SELECT kind || ' ' || name_lower AS key, state, observed_at FROM reddit_target_states
"""
KEYS: Final = {
    "community": "subreddit_id AS key FROM reddit_subreddits",
    "account": "reddit_id AS key FROM reddit_users",
    "lead": "concat_ws(' ', subreddit_id, source_id, via_user) AS key FROM subreddit_discoveries",
    "asset": "asset_key AS key FROM media_assets",
}
