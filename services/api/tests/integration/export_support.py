"""Rows for exports, and exports read back."""

import csv
import io
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types
from services.api.tests.integration.api_harness import Answer, Harness

EXPORTS = "/api/exports"


async def exported(api: Harness, name: str, **params: Any) -> Answer:
    answer = await api.get(f"{EXPORTS}/{name}", params=params)
    assert answer.status == 200, answer.body
    return answer


def csv_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode(), newline=""), strict=True))


def parquet_rows(body: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(body)).to_pylist()
    return rows


async def as_csv(api: Harness, name: str, **params: Any) -> list[dict[str, str]]:
    return csv_rows((await exported(api, name, **params)).body)


async def as_parquet(api: Harness, name: str, **params: Any) -> list[dict[str, Any]]:
    return parquet_rows((await exported(api, name, format="parquet", **params)).body)


async def reels(api: Harness, count: int, *, caption: str = "") -> None:
    """Reels 1 to *count*; every third was never counted."""
    await api.owner.execute(
        "INSERT INTO instagram_reels (media_pk, shortcode, creator_id, creator_username,"
        " caption_text, taken_at, play_count, observed_at, content_hash)"
        " SELECT n::text, 's' || n, '7', 'person', $2, now() - n * interval '1 second',"
        " CASE WHEN n % 3 > 0 THEN n * 10 END, now(), decode('', 'hex')"
        " FROM generate_series(1, $1::int) AS n",
        count,
        caption,
    )
