"""What the recorded CONTENT log says that the tables must hold: read and folded here, plainly."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from tests.support.log import observed, recorded
from tests.support.world import World

ITEM_COLUMNS: Final = {
    "creator_id": "owner_id",
    "creator_username": "owner_username",
    "shortcode": "shortcode",
    "caption_text": "caption",
    "play_count": "play_count",
    "like_count": "like_count",
    "comment_count": "comment_count",
    "media_type": "media_type",
    "is_pinned": "is_pinned",
}
PROFILE_COLUMNS: Final = {
    "username": "username",
    "full_name": "full_name",
    "biography": "biography",
    "followers_count": "followers_count",
    "following_count": "following_count",
    "media_count": "media_count",
    "is_private": "is_private",
}
TABLES: Final = {
    "instagram_reels": ("media_pk", ITEM_COLUMNS),
    "instagram_posts": ("media_pk", ITEM_COLUMNS),
    "instagram_creators": ("ig_user_id", PROFILE_COLUMNS),
}
Rows = dict[str, dict[str, Any]]


class Folded:
    """Rows per table and key, the newest observation of each; and every asset ever named."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {table: {} for table in TABLES}
        self.assets: set[str] = set()
        self.shown: set[str] = set()
        self.pages = 0

    def add(self, page: dict[str, Any], stored_at: datetime) -> None:
        """One page; what the broker got first was not observed after that."""
        self.pages += 1
        seen_at = observed(page, stored_at)
        if profile := page.get("profile"):
            self._newest("instagram_creators", profile["id"], profile, seen_at)
        table = "instagram_reels" if page["walk"] == "reels" else "instagram_posts"
        owner = page["owner"]["id"]
        for item in page["items"]:
            self._newest(table, item["media_pk"], item, seen_at)
            if item["owner_id"] != owner:
                self.shown.add(f"{owner} {item['owner_id']} {item['media_pk']} {page['walk']}")
        if page["options"]["mirror_media"]:
            self.assets |= {_asset_key(page["platform"], ref) for ref in page["assets"]}

    def _newest(self, table: str, key: str, value: dict[str, Any], seen_at: datetime) -> None:
        known = self.tables[table].get(key)
        if known is None or known["observed_at"] < seen_at:
            columns = TABLES[table][1]
            row = {column: value.get(name) for column, name in columns.items()}
            self.tables[table][key] = {**row, "observed_at": seen_at}


def _asset_key(platform: str, ref: dict[str, Any]) -> str:
    if ref["kind"] == "profile":
        return f"{platform}/{ref['media_id']}/profile"
    return f"{platform}/{ref['media_id']}/{ref['kind']}-{ref['index']}"


async def fold_log(world: World) -> Folded:
    """Fold the whole log."""
    folded = Folded()
    async for event, stored_at in recorded(world):
        if event["type"] == "content.fetched":
            folded.add(event, stored_at)
    return folded


async def against_the_log(world: World) -> list[str]:
    """Where the tables differ from the log, by table and id; empty where they are its fold."""
    folded = await fold_log(world)
    assert folded.pages > 0, "the log holds no page"
    found: list[str] = []
    for table, (key, columns) in TABLES.items():
        names = ", ".join([key, *columns, "observed_at"])
        # A creator known only as somebody's co-author, or by a page, has not been observed.
        query = f"SELECT {names} FROM {table} WHERE observed_at IS NOT NULL"
        rows = {row.pop(key): row for row in await world.rows(query)}
        found += [f"{table} {line}" for line in between(folded.tables[table], rows)]
    assets = await world.rows("SELECT asset_key FROM media_assets")
    found += sets("asset", folded.assets, {row["asset_key"] for row in assets})
    relations = await world.rows(
        "SELECT concat_ws(' ', source_id, target_id, media_pk, walk) AS key FROM creator_relations"
    )
    return found + sets("relation", folded.shown, {row["key"] for row in relations})


def between(expected: Rows, stored: Rows) -> Iterator[str]:
    """Which rows the log or the table has alone, and which differ."""
    yield from sets("row", set(expected), set(stored))
    for key in expected.keys() & stored.keys():
        want, have = expected[key], stored[key]
        if wrong := {name: (want[name], have[name]) for name in want if want[name] != have[name]}:
            yield f"{key} (log, table): {wrong}"


def sets(what: str, expected: set[str], stored: set[str]) -> list[str]:
    """Which keys the log or the table has alone."""
    missing = [f"{what} {key} is in the log alone" for key in sorted(expected - stored)]
    return missing + [f"{what} {key} is in no page" for key in sorted(stored - expected)]
