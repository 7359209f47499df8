"""A file of a list has the rows that the list has, to the letter."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import asyncpg
import msgspec
import pytest
import pytest_asyncio
from services.api.tests.integration.export_support import Stand, csv_rows, schema_of, standing
from services.api.tests.integration.test_access import stored_key

from b9_api.lists.resource import Resource
from b9_api.resources.every import EVERY
from b9_cli.database import Database as Connection
from b9_cli.seed.seeding import seed
from b9_cli.seed.sizes import Sizes
from b9_devstack.testing.databases import Databases

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime(2026, 11, 1, tzinfo=UTC)
# What was put before a text that would have been a formula.
MARK = re.compile(r"^'(?='*[=+\-@\t\r\n])")
PATHS = {
    "creators": "/api/instagram/creators",
    "reels": "/api/instagram/reels",
    "posts": "/api/instagram/posts",
    "follower_history": "/api/instagram/creators/{}/follower-history",
    "subreddits": "/api/reddit/subreddits",
    "recommendations": "/api/reddit/recommendations",
    "reddit_posts": "/api/reddit/posts",
    "users": "/api/reddit/users",
    "accounts": "/api/reddit/accounts",
    "models": "/api/models",
    "audit": "/api/audit",
    "logs": "/api/logs",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand(postgres: Databases) -> AsyncIterator[Stand]:
    """A gateway over some of everything."""
    async with postgres.fresh() as database:
        lanes = [await asyncpg.connect(database.owner_dsn) for _ in range(2)]
        pair = (Connection(lanes[0]), Connection(lanes[1]))
        await seed(pair, Sizes.at(0.0005), number=1, now=NOW)
        for lane in lanes:
            await lane.close()
        async with standing(database) as made:
            yield made


async def listed(stand: Stand, name: str, path: str, **params: str) -> list[dict[str, Any]]:
    """Every row of the list, page by page."""
    rows: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await stand.get(path, limit="200", **params, **cursor)
        assert answer.status == 200, (name, answer.body)
        told = answer.json()
        rows += told["items"]
        if not told["page"]["has_more"]:
            return rows
        cursor = {"cursor": told["page"]["next_cursor"]}


async def of_one(stand: Stand, resource: Resource) -> tuple[str, dict[str, str]]:
    """The list's address, and what its export is asked beyond that."""
    path = PATHS[resource.name]
    if "{}" not in path:
        return path, {}
    key = await stand.owner.fetchval(
        "SELECT min(c.id)::text FROM instagram_creators AS c"
        " JOIN instagram_follower_history AS h ON h.creator_id = c.ig_user_id"
    )
    return path.format(key), {"creator": key}


def from_csv(resource: Resource, row: dict[str, str]) -> dict[str, Any]:
    """A line as its JSON; null and an empty text are the same to this reader."""
    shapes = {one.name: one.shape for one in resource.columns}
    many = {one.name for one in resource.media if one.many}
    return {
        name: _read("json" if name in many else shapes.get(name, "text"), text)
        for name, text in row.items()
    }


def _read(shape: str, text: str) -> Any:
    if text == "":
        return None
    if shape in {"text", "id"}:
        return MARK.sub("", text)
    if shape in {"integer", "flag", "json", "texts"}:
        return msgspec.json.decode(text)
    return float(text) if shape == "number" else text


def from_parquet(resource: Resource, row: dict[str, Any]) -> dict[str, Any]:
    """A row as its JSON."""
    shapes = {one.name: one.shape for one in resource.columns}
    return {name: _json(shapes.get(name, "text"), value) for name, value in row.items()}


def _json(shape: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S.%fZ}"
    if isinstance(value, date):
        return str(value)
    return msgspec.json.decode(value) if shape == "json" and value is not None else value


def without_empty(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: None if value == "" else value for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("resource", EVERY, ids=lambda one: one.name)
async def test_both_files_have_the_rows_of_the_list_in_its_order_and_every_field(
    stand: Stand, resource: Resource
) -> None:
    path, more = await of_one(stand, resource)
    fields = ",".join(resource.names)

    rows = await listed(stand, resource.name, path, fields=fields)
    # The first export is audited: it is in no list of before.
    until = {"until": datetime.now(UTC).isoformat()} if resource.name == "audit" else {}
    from_text = await stand.as_csv(resource.name, fields=fields, **more, **until)
    from_arrow = await stand.as_parquet(resource.name, fields=fields, **more, **until)

    assert rows
    # Recommendations say more than a list's rows.
    wanted = [{name: row[name] for name in resource.names} for row in rows]
    assert [from_csv(resource, row) for row in from_text] == without_empty(wanted)
    assert [from_parquet(resource, row) for row in from_arrow] == wanted


@pytest.mark.parametrize("resource", EVERY, ids=lambda one: one.name)
async def test_without_fields_a_file_has_those_of_a_page(stand: Stand, resource: Resource) -> None:
    path, more = await of_one(stand, resource)

    page = (await stand.get(path, limit="1")).json()["items"][0]
    row = (await stand.as_csv(resource.name, **more))[0]

    assert [name for name in page if name in resource.names] == list(row)


QUESTIONS = [
    ("creators", {"sort": "followers_count"}),
    ("creators", {"sort": "-followers_count", "review_status": "none"}),
    ("creators", {"review_status": "ok,none", "sort": "username"}),
    ("reels", {"sort": "engagement_pct", "viral": "true"}),
    ("reels", {"sort": "-taken_at", "min_views": "1000"}),
    ("subreddits", {"effective_review": "Ok", "sort": "-engagement"}),
    ("users", {"verified": "false", "sort": "score", "karma_min": "10"}),
    ("reddit_posts", {"content_type": "image,video", "sort": "-score"}),
    ("logs", {"level_min": "warning"}),
]


@pytest.mark.parametrize(("name", "params"), QUESTIONS, ids=str)
async def test_filters_search_and_order_are_those_of_the_list(
    stand: Stand, name: str, params: dict[str, str]
) -> None:
    rows = await listed(stand, name, PATHS[name], fields="id", **params)

    ids = [row["id"] for row in await stand.as_csv(name, fields="id", **params)]
    same = [row["id"] for row in await stand.as_parquet(name, fields="id", **params)]

    assert rows
    assert ids == same == [row["id"] for row in rows]


async def test_what_is_searched_for_in_the_list_is_what_the_file_has(stand: Stand) -> None:
    name = await stand.owner.fetchval("SELECT max(name) FROM reddit_subreddits")
    asked = {"q": name[1:5], "sort": "subscribers"}

    rows = await listed(stand, "subreddits", PATHS["subreddits"], fields="id", **asked)

    assert 0 < len(rows) < len(await stand.as_csv("subreddits", fields="id"))
    assert await stand.as_csv("subreddits", fields="id", **asked) == rows


@pytest.mark.parametrize("name", ["users", "reels", "models"])
async def test_rows_that_were_ticked_are_exported_by_their_ids(stand: Stand, name: str) -> None:
    every = [row["id"] for row in await stand.as_csv(name, fields="id")]
    ticked = [every[-1], every[0], "999999999999999999"]

    told = await stand.as_parquet(name, fields="id", ids=",".join(ticked))

    assert [row["id"] for row in told] == list(dict.fromkeys([every[0], every[-1]]))


async def test_an_id_that_is_no_number_is_refused_where_ids_are_numbers(stand: Stand) -> None:
    for text in ("x", "-1", "9999999999999999999", "²"):
        answer = await stand.get("/api/exports/users", ids=text)
        assert (answer.status, answer.json()["errors"][0]["field"]) == (422, "ids"), text


NASTY = (
    'a "quoted" word, and a comma',
    "two\r\nlines\nand a tab\t",
    "🏺 Töpferei 陶芸 \u202eright to left",
    "=1+1",
    "+49 30 1",
    "-cmd",
    "@someone",
    "\tindented",
    "'=already",
    "",
    "  spaces  ",
    "null",
)


async def test_no_text_is_lost_on_the_way_and_none_becomes_a_formula(stand: Stand) -> None:
    for number, text in enumerate(NASTY):
        await stand.owner.execute(
            "INSERT INTO instagram_creators (ig_user_id, username, biography, full_name, tags,"
            " discovery_source, followers_count, observed_at, follower_growth_rate_daily)"
            " VALUES ($1, $2, $3, NULL, $4, 'nasty', $5, now(), $6)",
            f"nasty{number}", f"nasty{number}", text, [text or "x", "b,c"], 2**63 - 1 - number,
            Decimal(f"-{number}.50"),
        )  # fmt: skip
    fields = "username,biography,full_name,tags,followers_count,growth_daily_pct"
    asked = {"fields": fields, "discovery_source": "nasty"}

    told = await stand.as_csv("creators", **asked)
    rows = await stand.as_parquet("creators", **asked)

    assert [row["biography"] for row in rows] == list(NASTY)
    assert [row["followers_count"] for row in rows] == [2**63 - 1 - n for n in range(len(NASTY))]
    assert [row["growth_daily_pct"] for row in rows] == [-n - 0.5 for n in range(len(NASTY))]
    assert [row["tags"] for row in rows] == [[text or "x", "b,c"] for text in NASTY]
    assert {row["full_name"] for row in rows} == {None}
    for text, row in zip(NASTY, told, strict=True):
        risky = text.lstrip("'")[:1] in set("=+-@\t\r\n") - {""} and text != ""
        assert row["biography"] == (f"'{text}" if risky else text)
        assert row["biography"][:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
        assert msgspec.json.decode(row["tags"]) == [text or "x", "b,c"]
    assert [row["growth_daily_pct"] for row in told] == [f"-{n}.50" for n in range(len(NASTY))]
    assert told[0]["followers_count"] == "9223372036854775807"


async def test_null_is_nothing_and_an_empty_text_is_two_quotes(stand: Stand) -> None:
    await stand.owner.execute(
        "INSERT INTO models (stage_name, description, status) VALUES ('Empty', '', 'active')"
    )

    body = await stand.exported("models", fields="stage_name,description,payment_type", q="empty")

    assert body == b'stage_name,description,payment_type\r\nEmpty,"",\r\n'


async def test_types_are_true_and_times_are_utc(stand: Stand) -> None:
    fields = "id,username,is_verified,followers_count,engagement_pct,discovery_date,tags,bio_links"
    body = await stand.exported("creators", format="parquet", fields=fields)

    assert schema_of(body) == {
        "id": "string",
        "username": "string",
        "is_verified": "bool",
        "followers_count": "int64",
        "engagement_pct": "double",
        "discovery_date": "timestamp[us, tz=UTC]",
        "tags": "list<element: string>",
        "bio_links": "string",
    }
    [day] = {schema_of(await stand.exported("models", format="parquet"))["onboarding_date"]}
    assert day == "date32[day]"


async def test_a_whole_number_of_a_file_is_one_in_the_database_too(stand: Stand) -> None:
    """Nothing is rounded on the way."""
    for resource in EVERY:
        columns = [one for one in resource.columns if one.shape == "integer"]
        told = ", ".join(f'{one.sql} AS "{one.name}"' for one in columns)
        statement = await stand.owner.prepare(
            f"SELECT {told} FROM {resource.table} AS t {resource.joins}"
        )
        kinds = {one.name: one.type.name for one in statement.get_attributes()}
        assert set(kinds.values()) <= {"int2", "int4", "int8"}, (resource.name, kinds)


async def test_files_are_told_by_addresses_of_ours(stand: Stand) -> None:
    await stand.owner.execute(
        "INSERT INTO instagram_posts (media_pk, creator_id, creator_username, post_type, taken_at,"
        " observed_at, content_hash) VALUES ('pictured', '7', 'pictured', 'carousel', now(),"
        " now(), 'h')"
    )
    await stand.owner.execute(
        "INSERT INTO media_assets (asset_key, platform, media_id, kind, index, owner_id,"
        " source_observed_at, state, object_key) SELECT 'instagram/pictured/image-' || n,"
        " 'instagram', 'pictured', 'image', n, '7', now(), 'stored', n::text"
        " FROM generate_series(0, 1) AS n"
    )
    asked = {"fields": "id,cover_url,image_urls", "q": "pictured"}

    [told] = await stand.as_csv("posts", **asked)
    [row] = await stand.as_parquet("posts", **asked)

    [item] = (await stand.get("/api/instagram/posts", **asked)).json()["items"]
    assert row == item
    assert [one.partition("?")[0] for one in item["image_urls"]] == [
        f"/media/instagram/pictured/image-{number}" for number in (0, 1)
    ]
    assert told["cover_url"] == item["cover_url"]
    assert msgspec.json.decode(told["image_urls"]) == item["image_urls"]


async def test_an_organisation_exports_its_own_of_what_each_has_apart(stand: Stand) -> None:
    await stand.owner.execute("INSERT INTO organizations (id, name) VALUES ('other', 'Other')")
    await stand.owner.execute(
        "INSERT INTO audit_log (org_id, actor, action, entity, entity_id)"
        " VALUES ('other', 'them', 'x', 'theirs', '1'), ('default', 'us', 'x', 'ours', '1')"
    )
    text = await stored_key(stand, "read", org_id="other")  # type: ignore[arg-type]  # its owner is all it asks
    key = {"Authorization": f"Bearer {text}"}
    url = f"{stand.url}/api/exports/audit?fields=entity&action=x"

    ours = await stand.as_csv("audit", fields="entity", action="x")
    async with stand.http.get(url, headers=key) as answer:
        theirs = csv_rows(await answer.read())
    written = (await stand.written_down())[-1]

    # Whoever runs the deployment has them all.
    assert sorted(row["entity"] for row in ours) == ["ours", "theirs"]
    assert [row["entity"] for row in theirs] == ["theirs"]
    assert (written["org_id"], written["actor"][:4]) == ("other", "key:")


async def test_no_file_has_keys_or_other_secrets(stand: Stand) -> None:
    for name in ("keys", "api_keys", "edits"):
        assert (await stand.get(f"/api/exports/{name}")).status == 404
