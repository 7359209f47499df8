"""What ``b9 up`` makes of its arguments and of the environment, and how it speaks."""

import argparse
import sys
from pathlib import Path

import pytest

from b9_cli.commands import up
from b9_cli.screen import Screen
from b9_common.api_keys import parse_key
from b9_devstack.supervisor.files import Child, StackFolder, StackState


@pytest.fixture(autouse=True)
def _no_upstream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("B9_UPSTREAM", raising=False)
    monkeypatch.delenv("RAPIDAPI_KEY", raising=False)


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    up.configure(parser)
    return parser.parse_args(words)


def test_by_default_one_process_of_each_runs_on_invented_creators() -> None:
    options = up.options_from(parsed())
    assert options.upstream == "simulator"
    assert (options.ingests, options.persisters, options.uploaders) == (1, 1, 1)
    assert options.gateway_port == 10_000


def test_more_processes_can_be_asked_for() -> None:
    options = up.options_from(parsed("--ingests", "2", "--persisters", "3", "--seed", "7"))
    assert (options.ingests, options.persisters, options.seed) == (2, 3, 7)


def test_real_upstreams_need_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B9_UPSTREAM", "live")
    with pytest.raises(ValueError, match="RAPIDAPI_KEY"):
        up.options_from(parsed())
    monkeypatch.setenv("RAPIDAPI_KEY", "key")
    assert up.options_from(parsed()).provider_key == "key"


def test_a_key_in_the_environment_is_not_handed_to_the_simulator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RAPIDAPI_KEY", "key")
    assert up.options_from(parsed()).provider_key == "simulator"


@pytest.mark.parametrize("words", [("--services", "persister,typo")])
def test_a_misspelt_service_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="typo"):
        up.options_from(parsed(*words))


def test_a_misspelt_upstream_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B9_UPSTREAM", "real")
    with pytest.raises(ValueError, match="live"):
        up.options_from(parsed())


def test_each_child_is_told_of_once(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    nats = Child(name="nats", state="up")
    screen.show(StackState(children=(nats, Child(name="s3", state="starting"))))
    screen.show(StackState(children=(nats, Child(name="s3", state="up"))))
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["nats", "s3"]


def test_a_reader_that_has_gone_away_hurts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def write(self, _text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    screen = Screen()
    screen.say("into the void")
    screen.say("and again")
    sys.stdout.close()


def test_the_administrators_key_is_shown_the_first_time_and_never_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = StackFolder(tmp_path)
    assert up.is_first(folder)
    key = folder.ensure_secrets()["API_TOKEN"]
    assert not up.is_first(folder)

    up.ready(folder, Screen(), first=True)
    assert parse_key(key) is not None
    assert capsys.readouterr().out.count(key) == 1
    up.ready(folder, Screen())
    assert key not in capsys.readouterr().out
