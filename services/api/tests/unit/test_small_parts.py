from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from b9_api.adapters.reading import Position
from b9_api.health import store_problem
from b9_api.http.cursors import read_cursor, write_cursor
from b9_api.http.problems import Problem
from b9_api.ids import uuid7
from b9_api.links import request_links
from b9_api.replays import NotReplayableError, durable_of, is_command, item_again, message_again
from b9_api.settings import GatewaySettings
from b9_common.errors import FatalError
from b9_common.events import MediaItem, Profile
from b9_common.heartbeat import Heartbeat
from b9_common.settings import load
from b9_common.topology import REPLAYABLE


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [uuid7() for _ in range(50)]
    assert {one.version for one in made} == {7}
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)


def test_a_cursor_comes_back_as_it_was_written() -> None:
    position = Position(datetime(2026, 1, 1, 2, 3, 4, 567_891, tzinfo=UTC), uuid4())
    assert read_cursor(write_cursor(position), Position) == position


@pytest.mark.parametrize("cursor", ["x", "====", "bm9uZQ", "WyIyMDI2LTAxLTAxIiwgIngiXQ", "é"])
def test_a_cursor_of_somebody_elses_is_refused(cursor: str) -> None:
    with pytest.raises(Problem, match="cursor"):
        read_cursor(cursor, Position)


def test_a_trace_is_linked_where_there_is_a_viewer_for_it() -> None:
    viewer = "http://viewer/trace/{trace_id}"
    assert request_links("r", "t", viewer)["trace"] == "http://viewer/trace/t"
    assert request_links("r", "t", None)["trace"] is None
    assert request_links("r", None, viewer)["trace"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKEN", "short"),
        ("CRON_SECRET", "short"),
        ("CORS_ORIGINS", '["*"]'),
        ("CORS_ORIGINS", '["https://dashboard.example/"]'),
    ],
)
def test_a_gateway_that_would_let_in_too_many_does_not_start(name: str, value: str) -> None:
    with pytest.raises(FatalError, match=f"B9_API__{name}"):
        load(GatewaySettings, {"B9_API__DATABASE_URL": "postgresql://x", f"B9_API__{name}": value})


def beat(service: str, reason: str = "") -> Heartbeat:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Heartbeat(
        service=service, instance="1", pid=1, host="h", started_at=now, at=now, status="ready",
        reason=reason,
    )  # fmt: skip


def test_the_store_is_up_while_any_uploader_reaches_it() -> None:
    away = beat("media-uploader", "{'store': 'refused'}")
    assert store_problem([]) == "no uploader reports"
    assert store_problem([beat("persister")]) == "no uploader reports"
    assert store_problem([away]) == "{'store': 'refused'}"
    assert store_problem([away, beat("media-uploader")]) is None
    assert store_problem([beat("media-uploader", "{'broker': 'x'}")]) is None


def letter(**given: Any) -> dict[str, Any]:
    return {
        "id": 1, "kind": "message", "durable": "persister-content", "origin": "o", "stream": None,
        "headers": "{}", "payload": b"{}", "replay_count": 0, **given,
    }  # fmt: skip


@pytest.mark.parametrize("durable", [one.name for one in REPLAYABLE])
def test_every_replayable_durable_has_its_own_subject(durable: str) -> None:
    assert message_again(letter(durable=durable)).subject == f"replay.{durable}"
    assert durable_of(letter(durable=f"replay-{durable}")) == durable


def test_a_command_is_told_from_a_fact() -> None:
    assert is_command(letter(durable="instagram-ingest-now"))
    assert not is_command(letter())
    assert not is_command(letter(durable="instagram-ingest-now", kind="advisory"))


PAGE: Mapping[str, Any] = {
    "request_id": uuid4(), "correlation_id": "c", "drive": 1, "run": 1, "leg": 1, "walk": "profile",
    "n": 0, "part": 0, "platform": "instagram", "owner_id": "1", "username": "nasa",
    "observed_at": datetime(2026, 1, 1, tzinfo=UTC), "traceparent": "00-a-b-01",
}  # fmt: skip


@pytest.mark.parametrize(
    "item", [MediaItem(media_pk="1", owner_id="1"), Profile(id="1", username="nasa")]
)
def test_an_item_of_ours_can_be_replayed(item: MediaItem | Profile) -> None:
    row = item_again(letter(kind="item", payload=msgspec.json.encode(item)), PAGE)
    assert msgspec.json.decode(row.headers)["traceparent"] == "00-a-b-01"


@pytest.mark.parametrize("raw", [b"", b"[]", b"\xff", b'{"pk": 1}', b"[" * 100_000])
def test_an_item_that_is_not_ours_cannot(raw: bytes) -> None:
    with pytest.raises(NotReplayableError) as refused:
        item_again(letter(kind="item", payload=raw), PAGE)
    assert refused.value.code == "not_mappable"
