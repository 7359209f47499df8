"""Every command parses, and what goes wrong is one line and a code."""

import argparse
from pathlib import Path

import pytest

from b9_cli.__main__ import command_names, load, main
from b9_cli.running import CommandError, run_to_end
from b9_common.errors import OutageError

WORDS = {
    "add": ["reddit", "r/pottery", "--wait", "--discover", "--mirror"],
    "dead-letters": ["replay", "1", "2", "--dry-run"],
    "keys": ["create", "a script", "--scope", "read", "--days", "30", "--org", "studio"],
    "orgs": ["create", "studio", "The Studio"],
    "paid-calls": ["off"],
    "pause": ["instagram"],
    "replay": ["persister-content", "--request", "id", "--since", "2h", "--yes"],
    "resume": ["instagram"],
    "seed": ["--scale", "0.01", "--seed", "2", "--yes-more"],
    "show": ["id"],
    "smoke": ["--layers", "api,db"],
    "trace": ["id"],
    "requests": ["--platform", "reddit"],
    "verify": ["@nasa", "r/pottery"],
}


@pytest.mark.parametrize("name", command_names())
def test_a_command_has_a_summary_and_takes_its_words(name: str) -> None:
    command = load(name)
    parser = argparse.ArgumentParser()
    command.configure(parser)
    parser.parse_args(WORDS.get(name, []))
    assert command.__doc__


def test_every_command_of_the_operator_is_there() -> None:
    assert set(command_names()) >= {
        "add", "dead-letters", "down", "keys", "orgs", "paid-calls", "pause", "requests", "reset",
        "resume", "replay", "seed", "show", "smoke", "status", "trace", "up", "verify",
    }  # fmt: skip


def test_what_stands_in_the_way_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    async def outage() -> int:
        raise OutageError("no broker")

    assert run_to_end(outage()) == 2
    assert capsys.readouterr().err == "b9: no broker\n"


def test_a_command_can_say_itself_what_stands_in_the_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def refuse() -> int:
        raise CommandError("not here")

    assert run_to_end(refuse()) == 2
    assert "not here" in capsys.readouterr().err


def test_without_a_stack_a_command_says_how_to_start_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("B9_STACK", str(tmp_path))
    assert main(["requests"]) == 2
    assert "make up" in capsys.readouterr().err


def test_verify_wants_names_or_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "stack.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("B9_STACK", str(tmp_path))
    assert main(["verify"]) == 2
    assert "name creators (@NAME), r/NAME or u/NAME, or say --all" in capsys.readouterr().err
