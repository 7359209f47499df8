import json
from pathlib import Path
from typing import Any

import pytest
from instagram_samples import media, web_user

from b9_common.fetching.inspect import recording_of
from b9_instagram_ingest.inspect import main


def written(tmp_path: Path, told: Any, name: str = "body.json") -> str:
    path = tmp_path / name
    path.write_bytes(told if isinstance(told, bytes) else json.dumps(told).encode())
    return str(path)


def test_accepted_and_rejected_items_are_shown_with_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, {"items": [media("1"), {"pk": "b@d"}, {"pk": "2"}]})

    code = main(["clips/user", path])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0].endswith("clips-user: ok: 1 accepted, 2 rejected, 0 duplicates, 0 skipped")
    assert lines[1].startswith("  accepted  item 1 Cx-1_a owner=77")
    assert lines[2:] == ["  rejected  entry 1: bad_pk", "  rejected  entry 2: no_owner"]


def test_json_is_one_object_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reels = written(tmp_path, {"items": [media("1"), 7]}, "reels.json")
    profile = written(tmp_path, web_user(status=True), "profile.json")

    code = main(["auto", reels, profile, "--json"])

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert code == 0
    assert (first["class"], first["accepted"], first["rejected"]) == ("ok", 1, 1)
    assert first["items"][0]["play_count"] == 400
    assert first["rejections"] == [{"index": 1, "reason": "not_an_object"}]
    assert (second["kind"], second["profile"]["username"]) == ("profile", "invented.one")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"status": 429, "headers": {"Retry-After": "7"}, "body_text": ""}, "rate_limited"),
        ({"status": 404, "headers": {}, "body_json": {"message": "User not found"}}, "not_found"),
        ({"body_text": "{error}"}, "malformed"),
        ({"data": {"user": None}, "status": "ok"}, "not_found"),
        (b"<html>", "blocked"),
        (b"", "malformed"),
        ({"nothing": "known"}, "malformed"),
    ],
)
def test_recordings_and_bare_bodies_are_both_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], told: Any, expected: str
) -> None:
    code = main(["auto", written(tmp_path, told), "--json"])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["class"] == expected


def test_the_headers_of_a_recording_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"status": 429, "headers": {"Retry-After": ["7"]}, "body_text": "slow down"}

    main(["reels", written(tmp_path, told), "--json"])

    assert json.loads(capsys.readouterr().out)["retry_after_s"] == 7.0


def test_a_bare_bodys_status_and_owner_may_be_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nameless = written(tmp_path, {"items": [{"pk": "1"}]})

    main(["reels", nameless, "--owner", "5", "--json"])
    main(["reels", nameless, "--status", "503", "--json"])

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["items"][0]["owner_id"] == "5"
    assert second["class"] == "upstream_error"


@pytest.mark.parametrize("arguments", [[], ["reels"], ["stories", "x.json"]])
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
    present = written(tmp_path, {"items": []})

    code = main(["reels", str(tmp_path / "absent.json"), present])

    output = capsys.readouterr()
    assert code == 2
    assert "absent.json" in output.err
    assert "empty" in output.out


def test_an_items_own_status_text_is_not_taken_for_a_recording() -> None:
    assert recording_of(b'{"status":"ok","items":[]}').body == b'{"status":"ok","items":[]}'
