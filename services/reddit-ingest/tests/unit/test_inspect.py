import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from reddit_samples import account, community, listing, post, thing

from b9_common.fetching.inspect import recording_of
from b9_reddit_ingest.inspect import main


def written(tmp_path: Path, told: Any, name: str = "body.json") -> str:
    path = tmp_path / name
    path.write_bytes(told if isinstance(told, bytes) else json.dumps(told).encode())
    return str(path)


def test_accepted_and_rejected_entries_are_shown_with_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, listing(post("1a"), post("?"), {"kind": "t1", "data": {}}, None))

    code = main(["listing", path])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0].endswith("listing: ok: 1 accepted, 2 rejected, 0 duplicates, 1 skipped")
    assert lines[1].startswith("  accepted  post 1a in birdhouses text ")
    assert lines[2:] == ["  rejected  entry 1: bad_id", "  rejected  entry 3: not_an_object"]


@pytest.mark.parametrize(
    ("told", "kind", "line"),
    [
        (thing("t5", community()), "about", "community 2xyz birdhouses subscribers=5000"),
        (thing("t2", account()), "user", "account 9zz invented_one karma=100"),
        ({"rules": [{"short_name": "Be kind"}]}, "rules", "1 rules"),
        (listing(community(), kind="t5"), "t5-listing", "community 2xyz birdhouses"),
        (listing(account(), kind="t2"), "user-list", "account 9zz invented_one"),
        (thing("UserList", {"children": [{"name": "a", "id": "t2_1"}]}), "user-list", "account 1"),
        (listing(post()), "listing", "post 1abc"),
    ],
)
def test_auto_finds_out_what_a_body_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], told: Any, kind: str, line: str
) -> None:
    assert main(["auto", written(tmp_path, told)]) == 0

    head, accepted = capsys.readouterr().out.splitlines()
    assert f": {kind}: ok: 1 accepted" in head
    assert accepted.startswith(f"  accepted  {line}")


def test_json_is_one_object_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    posts = written(tmp_path, listing(post(), 7, after="t3_2"), "posts.json")
    about = written(tmp_path, thing("t5", community()), "about.json")

    assert main(["auto", posts, about, "--json"]) == 0

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["class"], first["accepted"], first["rejected"]) == ("ok", 1, 1)
    assert (first["after"], first["posts"][0]["score"]) == ("t3_2", 120)
    assert first["rejections"] == [{"index": 1, "reason": "not_an_object"}]
    assert (second["kind"], second["subreddit"]["name"]) == ("about", "birdhouses")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"status": 429, "headers": {"Retry-After": "7"}, "body_text": ""}, "rate_limited"),
        ({"status": 404, "headers": {}, "body_json": {"reason": "banned"}}, "banned"),
        ({"status": None, "headers": None, "body_text": "<html>"}, "blocked"),
        ({"body_text": "{error}"}, "malformed"),
        (listing(), "empty"),
        (thing("t2", {"name": "a", "is_suspended": True}), "suspended"),
        (b"<html>", "blocked"),
        (b"", "malformed"),
        ({"nothing": "known"}, "malformed"),
        ([], "malformed"),
        (thing("Listing", 7), "malformed"),
    ],
)
def test_recordings_and_bare_bodies_are_both_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], told: Any, expected: str
) -> None:
    assert main(["auto", written(tmp_path, told), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["class"] == expected


def test_the_headers_of_a_recording_and_the_status_of_a_bare_body_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"status": 429, "headers": {"Retry-After": ["7"]}, "body_text": "slow down"}

    main(["about", written(tmp_path, told), "--json"])
    main(["about", written(tmp_path, {"message": "x"}), "--json", "--status", "503"])

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["retry_after_s"], first["message"]) == (7.0, "slow down")
    assert second["class"] == "upstream_error"


def test_a_dash_is_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = json.dumps(listing(post())).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(body)))

    assert main(["listing", "-"]) == 0

    assert "1 accepted" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["about"], ["stories", "x.json"]])
def test_wrong_usage_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)

    assert stop.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_file_that_cannot_be_opened_ends_with_two_after_the_others_were_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    present = written(tmp_path, listing())

    code = main(["listing", str(tmp_path / "absent.json"), present])

    output = capsys.readouterr()
    assert code == 2
    assert "absent.json" in output.err
    assert "empty" in output.out


def test_a_body_of_its_own_is_not_taken_for_a_recording() -> None:
    assert recording_of(b'{"status":404,"kind":"t5"}').body == b'{"status":404,"kind":"t5"}'
