"""A few rows of everything there is, and the words that name them in paths and bodies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

import aiohttp
import asyncpg

from b9_cli.database import Database
from b9_cli.seed.seeding import seed
from b9_cli.seed.sizes import Sizes

SIZES: Final = replace(Sizes.at(0.0005), creators=12, ok_subreddits=9, models=12, accounts=12)
SEEDED_AT: Final = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
FEW: Final = 9
LETTERS: Final = """
INSERT INTO dead_letters (durable, origin, item_index, kind, stream, seq, code, headers, payload)
SELECT 'persister-content', 'letter-' || n, -1, 'message', 'CONTENT', n, 'unreadable', '{}', '{}'
  FROM generate_series(1, 3) AS n
"""
NICHES: Final = (
    "INSERT INTO instagram_niches (name, created_by) VALUES ('pottery', 'me'), ('clay', 'me')"
)
FILES: Final = """
INSERT INTO media_assets (asset_key, platform, media_id, kind, owner_id, source_observed_at, state,
                          object_key, sha256, content_type, bytes)
SELECT 'instagram/' || ig_user_id || '/profile', 'instagram', ig_user_id, 'profile', ig_user_id,
       now(), 'stored', 'a/' || ig_user_id, repeat('0', 64), 'image/jpeg', 1
  FROM instagram_creators
    ON CONFLICT DO NOTHING
"""
# Where rows are named by their number, or by that and by a name, too.
NUMBERED: Final = {
    "/api/instagram/creators/": ("instagram_creators", "username"),
    "/api/reddit/subreddits/": ("reddit_subreddits", "name"),
    "/api/reddit/users/": ("reddit_users", "username"),
    "/api/models/": ("models", "stage_name"),
}
# The one that examples in the description have seen.
VERSION: Final = 7
# What the description cannot tell to the letter: printable text, names of accounts, versions.
TEXTS: Final = ("niche:clay", "pottery", "a bowl")
PEOPLE: Final = ("potter_one", "potter_two", "potter_three")
PLATFORMS: Final = ("instagram", "reddit")
EVERYWHERE: Final[dict[str, Sequence[str | int]]] = {
    **dict.fromkeys((f"body.{name}[*]" for name in ("tags", "assigned_tags")), TEXTS),
    **dict.fromkeys((f"body.tags_{verb}[*]" for verb in ("add", "remove", "replace")), TEXTS),
    **dict.fromkeys((f"body.{name}" for name in ("niche", "stage_name", "into", "name")), TEXTS),
    **dict.fromkeys((f"body.{name}" for name in ("username", "subreddit_name")), PEOPLE),
    "body.names[*]": PEOPLE,
    "body.version": (VERSION, VERSION + 1),
}
Words = dict[str, dict[str, Sequence[str | int]]]


async def fill(dsn: str, url: str, token: str) -> Words:
    """Make them in the database at *dsn*, partly by asking the gateway at *url*."""
    pair = [await asyncpg.connect(dsn, command_timeout=60) for _ in range(2)]
    try:
        connections = (Database(pair[0]), Database(pair[1]))
        await seed(connections, SIZES, number=1, now=SEEDED_AT)
        for statement in (LETTERS, NICHES, FILES):
            await pair[0].execute(statement)
        words = await _rows(pair[0])
        headers = {"Authorization": f"Bearer {token}"}
        async with aiohttp.ClientSession(url, headers=headers) as http:
            asked = await _asked(http, words["/api/instagram/creators/"]["body.ids[*]"])
        for table, _ in NUMBERED.values():
            await pair[0].execute(f"UPDATE {table} SET version = {VERSION}")
    finally:
        for one in pair:
            await one.close()
    # What fits best comes first.
    return asked | words


async def _rows(connection: Any) -> Words:
    words: Words = {}
    for path, (table, name) in NUMBERED.items():
        ids = await _column(connection, table, "id")
        keys = [*ids[:-1], *await _column(connection, table, name)]
        words[f"DELETE {path}{{}}"] = dict.fromkeys(("path.row_id", "path.key"), ids[-1:])
        words[path] = {"path.row_id": ids[:-1], "body.ids[*]": ids[:-1]} | {
            f"path.{one}": keys for one in ("key", "name", "username")
        }
    requests = [str(one) for one in await _column(connection, "requests", "id")]
    accounts = await _column(connection, "reddit_users", "id")
    words["/api/requests/"] = {"path.key": requests, "path.request_id": requests}
    words["/api/dead-letters/"] = {
        "path.letter_id": await _column(connection, "dead_letters", "id")
    }
    words["/api/models/"]["path.account_id"] = words["/api/models/"]["body.accounts[*]"] = accounts
    words["DELETE /api/instagram/niches/{}"] = {"path.name": ["clay"]}
    words["/api/instagram/niches/"] = {"path.name": ["pottery"]}
    tags = "(SELECT DISTINCT jsonb_array_elements_text(tags) AS tag FROM reddit_subreddits) AS t"
    words["/api/reddit/tags/"] = {"path.name": await _column(connection, tags, "tag")}
    words["/api/scrapers/"] = {"path.name": PLATFORMS}
    words["/api/me/dashboards/"] = {"path.dashboard_id": PLATFORMS}
    creators = await _column(connection, "instagram_creators", "username")
    words["/api/exports/"] = {"query.creator": creators}
    words["/api/"] = EVERYWHERE | {"query.request_id": requests, "query.account_id": accounts}
    return words


async def _column(connection: Any, table: str, column: str) -> list[Any]:
    rows = await connection.fetch(f"SELECT {column} FROM {table} ORDER BY 1 LIMIT {FEW}")
    assert rows, table
    return [row[0] for row in rows]


async def _asked(http: aiohttp.ClientSession, creators: Sequence[str | int]) -> Words:
    """What only the gateway can make: keys, tokens of changes, addresses of files."""
    keys, tokens = [], []
    for number in range(FEW):
        made = await _told(http, "POST", "/api/keys", {"name": f"key {number}", "scope": "read"})
        keys.append(made["id"])
    for row_id in creators:
        body = {"ids": [row_id], "set": {"niche": "pottery"}}
        made = await _told(http, "POST", "/api/instagram/creators/bulk", body)
        tokens.append(made["undo_token"])
    listed = await _told(http, "GET", "/api/instagram/creators?fields=profile_pic_url")
    file = urlsplit(next(one["profile_pic_url"] for one in listed["items"]))
    return {
        "/api/keys/": {"path.key_id": keys},
        "/api/undo/": {"path.token": tokens},
        "/media/": {
            "path.asset_key": [unquote(file.path.removeprefix("/media/"))],
            **{f"query.{name}": value for name, value in parse_qs(file.query).items()},
        },
    }


async def _told(http: aiohttp.ClientSession, method: str, path: str, body: Any = None) -> Any:
    async with http.request(method, path, json=body) as answer:
        assert answer.status < 300, await answer.text()
        return await answer.json()
