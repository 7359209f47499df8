"""Recorded answers are found by their address and served as recorded, in turn."""

import json
from pathlib import Path

import pytest
from aiohttp import web

from b9_devstack.reddit_simulator.recorded import Recorded, address

OUTAGE = {
    "request": {"method": "GET", "url": "https://oauth.example/r/x/about?raw_json=1"},
    "status": 503,
    "headers": {"content-type": "text/html", "retry-after": "4", "content-length": "999"},
    "body_text": "<html>",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bodies = {"one.json": {"kind": "t5", "n": 1}, "two.json": {"kind": "t5", "n": 2}}
    for name, body in {**bodies, "outage.json": OUTAGE}.items():
        (tmp_path / name).write_text(json.dumps(body))
    index = [
        {"file": "one.json", "url": "/r/x/hot?limit=5&after=t3_a&raw_json=1"},
        {"file": "two.json", "url": "/r/x/hot?limit=5&after=t3_a"},
        {"file": "outage.json", "url": None},
    ]
    (tmp_path / "index.json").write_text(json.dumps(index))
    return tmp_path


def number(answer: web.Response | None) -> int:
    assert answer is not None
    assert isinstance(answer.body, bytes)
    return int(json.loads(answer.body)["n"])


def test_several_of_one_address_take_turns_and_the_last_stays(folder: Path) -> None:
    recorded = Recorded(folder)
    answers = [recorded.find("/r/x/hot.json?after=t3_a&limit=5") for _ in range(3)]
    assert [number(answer) for answer in answers] == [1, 2, 2]


def test_a_record_keeps_status_and_headers_but_not_those_of_its_connection(folder: Path) -> None:
    answer = Recorded(folder).find("/r/x/about/")
    assert answer is not None
    assert (answer.status, answer.body) == (503, b"<html>")
    assert answer.headers["retry-after"] == "4"
    assert answer.headers["content-type"] == "text/html"
    assert answer.headers.get("content-length") != "999"


def test_what_was_never_recorded_is_not_found(folder: Path) -> None:
    assert Recorded(folder).find("/r/x/hot?limit=6&after=t3_a") is None


def test_an_address_is_path_and_query_however_they_are_spelt() -> None:
    spellings = {
        address("https://www.reddit.com/r/x/about.json?b=2&a=1"),
        address("/r/x/about/?a=1&raw_json=1&b=2"),
        address("/r/x/about/.json?a=1&b=2"),
    }
    assert len(spellings) == 1
