"""What the recorded CONTENT log says that the tables must hold: read and folded here, plainly."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import nats
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
        observed = min(datetime.fromisoformat(page["observed_at"]), stored_at)
        if profile := page.get("profile"):
            self._newest("instagram_creators", profile["id"], profile, observed)
        table = "instagram_reels" if page["walk"] == "reels" else "instagram_posts"
        owner = page["owner"]["id"]
        for item in page["items"]:
            self._newest(table, item["media_pk"], item, observed)
            if item["owner_id"] != owner:
                self.shown.add(f"{owner} {item['owner_id']} {item['media_pk']} {page['walk']}")
        if page["options"]["mirror_media"]:
            self.assets |= {_asset_key(page["platform"], ref) for ref in page["assets"]}

    def _newest(self, table: str, key: str, value: dict[str, Any], observed: datetime) -> None:
        known = self.tables[table].get(key)
        if known is None or known["observed_at"] < observed:
            columns = TABLES[table][1]
            row = {column: value.get(name) for column, name in columns.items()}
            self.tables[table][key] = {**row, "observed_at": observed}


def _asset_key(platform: str, ref: dict[str, Any]) -> str:
    if ref["kind"] == "profile":
        return f"{platform}/{ref['media_id']}/profile"
    return f"{platform}/{ref['media_id']}/{ref['kind']}-{ref['index']}"


async def fold_log(world: World) -> Folded:
    """Read the whole CONTENT stream from its first message."""
    folded = Folded()
    connection = await nats.connect(world.stack.nats_url)
    try:
        stream = connection.jetstream()
        state = (await stream.stream_info("CONTENT")).state
        for seq in range(state.first_seq, state.last_seq + 1):
            question = json.dumps({"seq": seq}).encode()
            answer = await connection.request("$JS.API.DIRECT.GET.CONTENT", question, timeout=5)
            event = json.loads(answer.data)
            if event["type"] == "content.fetched":
                folded.add(event, _time((answer.headers or {})["Nats-Time-Stamp"]))
    finally:
        await connection.close()
    return folded


def _time(text: str) -> datetime:
    """The broker writes nanoseconds."""
    seconds, _, fraction = text.removesuffix("Z").partition(".")
    at = datetime.fromisoformat(seconds).replace(tzinfo=UTC)
    return at.replace(microsecond=int(f"{fraction:0<6}"[:6]))


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
        found += [f"{table} {line}" for line in _between(folded.tables[table], rows)]
    assets = await world.rows("SELECT asset_key FROM media_assets")
    found += _sets("asset", folded.assets, {row["asset_key"] for row in assets})
    relations = await world.rows(
        "SELECT concat_ws(' ', source_id, target_id, media_pk, walk) AS key FROM creator_relations"
    )
    return found + _sets("relation", folded.shown, {row["key"] for row in relations})


def _between(expected: Rows, stored: Rows) -> Iterator[str]:
    yield from _sets("row", set(expected), set(stored))
    for key in expected.keys() & stored.keys():
        want, have = expected[key], stored[key]
        if wrong := {name: (want[name], have[name]) for name in want if want[name] != have[name]}:
            yield f"{key} (log, table): {wrong}"


def _sets(what: str, expected: set[str], stored: set[str]) -> list[str]:
    missing = [f"{what} {key} is in the log alone" for key in sorted(expected - stored)]
    return missing + [f"{what} {key} is in no page" for key in sorted(stored - expected)]


async def missing_throughout(world: World, names: list[str]) -> list[str]:
    """Items that were there all the time, in every list a walk saw, and that are not stored."""
    query = "SELECT media_pk FROM instagram_{}"
    stored = {kind: {row["media_pk"] for row in await world.rows(query.format(kind))}
              for kind in ("reels", "posts")}  # fmt: skip
    missing: list[str] = []
    for name in names:
        truth = await world.simulator("GET", f"creators/{name}/throughout?reels=90&posts=30")
        for kind, pks in stored.items():
            lost = [item["pk"] for item in truth.get(kind, ()) if item["pk"] not in pks]
            missing += [f"{name} {kind} {pk}" for pk in lost]
    return missing
