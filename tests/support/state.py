"""What a stack holds in the end, without times: comparable between two runs of one seed."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from tests.support.world import World

from b9_devstack.servers.s3 import BUCKET, REGION

# Columns that may differ between two faithful runs, and why.
NUMBERS: Final = ("id", "version", "request_id")  # by sequences, counted per write, or drawn
TIMES: Final = (
    "created_at", "updated_at", "observed_at", "scraped_at", "analytics_at", "last_scraped_at",
    "full_depth_at", "discovery_date", "reviewed_at", "followers_last_updated",
    "viral_detected_at", "source_observed_at", "outcome_observed_at", "source_expires_at",
    "first_seen_at", "last_seen_at", "recorded_at", "rules_observed_at", "discovered_at",
    "scan_requested_at",
)  # fmt: skip
RELATIVE_TO_NOW: Final = ("last_post_days_ago",)
# A person's decision, applied by the dispatcher in its own time; not content.
HUMAN: Final = ("review_status", "reviewed_by", "niche", "mirror_media")


@dataclass(frozen=True)
class Shape:
    """
    The tables of a platform, each with its key; *varying* are columns of a table that may differ
    too in the rows that a condition tells.
    """

    keys: Mapping[str, str]
    varying: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


INSTAGRAM: Final = Shape(
    keys={
        "instagram_creators": "ig_user_id",
        "instagram_reels": "media_pk",
        "instagram_posts": "media_pk",
        "media_assets": "asset_key",
        "username_history": "owner_id || ' ' || name_lower",
        "creator_relations": "concat_ws(' ', kind, source_id, target_id, media_pk, walk)",
        # How often a profile was seen differs where its page in flight was fetched again.
        "instagram_follower_history": "creator_id",
    }
)
REDDIT: Final = Shape(
    keys={
        "reddit_subreddits": "subreddit_id",
        "reddit_posts": "reddit_id",
        "reddit_users": "reddit_id",
        "subreddit_discoveries": "concat_ws(' ', subreddit_id, source_id, via_user)",
        "reddit_target_states": "kind || ' ' || name_lower",
        "media_assets": "asset_key",
    },
    varying={
        # It covers addresses, which hold the simulator's port; all else it covers is compared.
        "reddit_posts": ("true", ("content_hash",)),
        # What stands in a find was stored by others too, before or after its own scan.
        "reddit_subreddits": (
            "discovered_at IS NOT NULL",
            (
                "engagement", "subreddit_score", "activity_score", "avg_upvotes_per_post",
                "avg_comments_per_post", "comment_to_upvote_ratio", "best_posting_day",
                "best_posting_hour", "top_content_type", "image_post_avg_score",
                "video_post_avg_score", "text_post_avg_score", "link_post_avg_score",
                "gallery_post_avg_score", "poll_post_avg_score", "nsfw_percentage",
                "posts_analysed",
            ),
        )
    },
)  # fmt: skip
# An address holds the simulator's port, and a signature with its period.
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+|\?oe=[0-9a-f]+&sig=[0-9a-f]+")
# The second half of a content hash covers those addresses.
HASH: Final = re.compile(r'("content_hash": "[0-9a-f]{16})\.[0-9a-f]{16}')

ANNOUNCED: Final = """
SELECT request.target || ' ' || page.walk AS key,
       sum(page.announced)::int AS announced, sum(page.rejected)::int AS rejected
  FROM requests AS request
  JOIN request_pages AS page
    ON page.request_id = request.id AND request.marker -> 'pages' ? page.page_key
 WHERE request.id = (SELECT id FROM requests AS newest WHERE newest.target = request.target
                      ORDER BY created_at DESC LIMIT 1)
 GROUP BY 1
"""
OUTCOMES: Final = """
SELECT DISTINCT request.target || ' ' || asset.asset_key AS key,
       CASE WHEN asset.outcome = 'already_stored' THEN 'stored' ELSE asset.outcome END AS outcome
  FROM request_assets AS asset JOIN requests AS request ON request.id = asset.request_id
"""
LETTERS: Final = """
SELECT durable, payload, kind, code, error FROM dead_letters
"""
STATUSES: Final = "SELECT target AS key, status, error_code, depth_reels FROM requests"

Part = dict[str, str]


@dataclass(frozen=True)
class Snapshot:
    """Every part by name: rows, objects, totals; each a text per key."""

    parts: Mapping[str, Part]

    def digest(self) -> str:
        """One hash of everything."""
        return hashlib.sha256(json.dumps(self.parts, sort_keys=True).encode()).hexdigest()

    def differences(self, other: "Snapshot") -> list[str]:
        """What differs, by part and key; empty where both are the same."""
        return list(_differences(self.parts, other.parts))


def _differences(ours: Mapping[str, Part], theirs: Mapping[str, Part]) -> Iterator[str]:
    for name in ours.keys() | theirs.keys():
        mine, other = ours.get(name, {}), theirs.get(name, {})
        for key in sorted(mine.keys() | other.keys()):
            if mine.get(key) != other.get(key):
                yield f"{name} {key}: {_short(mine.get(key), other.get(key))}"


def _short(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return f"only in the {'second' if one is None else 'first'}"
    mine, theirs = json.loads(one), json.loads(other)
    return str({k: (mine.get(k), theirs.get(k)) for k in mine if mine.get(k) != theirs.get(k)})


async def snapshot(world: World, shape: Shape) -> Snapshot:
    """Everything that must not depend on what was killed meanwhile."""
    parts = {table: await _table(world, table, shape) for table in shape.keys}
    parts["objects"] = await objects(world)
    for name, query in (
        ("announced", ANNOUNCED),
        ("outcomes", OUTCOMES),
        ("requests", STATUSES),
    ):
        parts[name] = {row.pop("key"): _text(row) for row in await world.rows(query)}
    parts["dead letters"] = dict(map(_letter, await world.rows(LETTERS)))
    return Snapshot(parts)


def _letter(row: dict[str, Any]) -> tuple[str, str]:
    """A dead letter by what it holds; the page in flight may have brought it twice."""
    payload = plain(row.pop("payload").decode(errors="replace"))
    digest = hashlib.sha256(payload.encode()).hexdigest()
    return f"{row['durable']} {digest}", _text(row)


async def _table(world: World, table: str, shape: Shape) -> Part:
    excluded = [*NUMBERS, *TIMES, *RELATIVE_TO_NOW, *HUMAN]
    when, varying = shape.varying.get(table, ("false", ()))
    query = f"""
    SELECT {shape.keys[table]} AS key,
           (to_jsonb(row) - $1::text[]
             - CASE WHEN {when} THEN $2::text[] ELSE '{{}}'::text[] END)::text AS row
      FROM {table} AS row
    """
    rows = await world.rows(query, excluded, list(varying))
    return {row["key"]: plain(row["row"]) for row in rows}


def plain(row: str) -> str:
    """The JSON text of a row without what an address or its signature changes."""
    return HASH.sub(r"\1", ADDRESS.sub("", row))


async def objects(world: World) -> Part:
    """Every object of the store: its size, and the hash the store itself keeps."""
    s3 = world.stack.servers.s3
    client = get_session().create_client(
        "s3",
        endpoint_url=s3.endpoint,
        region_name=REGION,
        aws_access_key_id=s3.access_key,
        aws_secret_access_key=s3.secret_key,
        config=AioConfig(s3={"addressing_style": "path"}, read_timeout=10),
    )
    found: Part = {}
    async with client as store:
        async for page in store.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
            for one in page.get("Contents", ()):
                found[one["Key"]] = _text({"size": one["Size"], "hash": one["ETag"]})
    return found


async def ghosts_and_gaps(world: World) -> list[str]:
    """Objects that no row names, and stored rows whose object is missing or of another size."""
    there = {key: json.loads(text)["size"] for key, text in (await objects(world)).items()}
    query = "SELECT asset_key, object_key, bytes FROM media_assets WHERE state = 'stored'"
    stored = {row["object_key"]: row["bytes"] for row in await world.rows(query)}
    ghosts = [f"object {key} has no row" for key in sorted(there.keys() - stored.keys())]
    gaps = [f"row {key}: {stored[key]} bytes, object: {there.get(key)}"
            for key in sorted(stored) if stored[key] != there.get(key)]  # fmt: skip
    return ghosts + gaps


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, sort_keys=True, default=str)
