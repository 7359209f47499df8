"""The two state files: secrets made once and kept private, the state replaced at once and found."""

import os
import stat
from pathlib import Path

import pytest

from b9_devstack.process import Exit, start_time_of
from b9_devstack.supervisor.files import (
    SECRET_NAMES,
    Child,
    StackFolder,
    StackNotFoundError,
    StackState,
    find_stack,
    is_alive,
)


@pytest.fixture(autouse=True)
def _no_stack_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("B9_STACK", raising=False)


def test_secrets_are_made_once_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    folder = StackFolder(tmp_path / ".b9")
    first = folder.ensure_secrets()
    assert folder.ensure_secrets() == first
    assert len(set(first.values())) == len(SECRET_NAMES)
    mode = (tmp_path / ".b9" / "secrets.env").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_secret_that_a_newer_version_needs_is_added_without_changing_the_others(
    tmp_path: Path,
) -> None:
    folder = StackFolder(tmp_path)
    (tmp_path / "secrets.env").write_text("API_TOKEN=kept\n")
    secrets = folder.ensure_secrets()
    assert secrets["API_TOKEN"] == "kept"
    assert secrets.keys() == set(SECRET_NAMES)


def test_the_state_is_read_back_with_its_children_and_their_exits(tmp_path: Path) -> None:
    ended = Exit(code=None, signal="SIGKILL", peak_rss_mib=12.5, last_lines=("bye",))
    state = StackState(status="ready", children=(Child(name="nats", pid=1, exits=(ended,)),))
    folder = StackFolder(tmp_path)
    folder.write_state(state)
    assert folder.read_state() == state
    assert [path.name for path in tmp_path.iterdir()] == ["stack.json"]


def test_no_secret_is_in_the_state_file(tmp_path: Path) -> None:
    folder = StackFolder(tmp_path)
    secrets = folder.ensure_secrets()
    folder.write_state(StackState(nats_url="nats://127.0.0.1:1", database_name="b9"))
    text = (tmp_path / "stack.json").read_text()
    assert not [name for name, value in secrets.items() if value in text]


def test_a_stack_is_found_from_a_folder_below_it_with_its_credentials(tmp_path: Path) -> None:
    folder = StackFolder(tmp_path / ".b9")
    secrets = folder.ensure_secrets()
    folder.write_state(
        StackState(nats_url="nats://127.0.0.1:4222", database_port=5432, database_name="b9")
    )
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)

    found = find_stack(below)

    assert found.token == secrets["API_TOKEN"]
    assert found.nats_url == f"nats://b9:{secrets['NATS_PASSWORD']}@127.0.0.1:4222"
    password = secrets["POSTGRES_B9_READER"]
    assert found.dsn() == f"postgresql://b9_reader:{password}@127.0.0.1:5432/b9"


def test_b9_stack_names_the_folder_wherever_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    StackFolder(tmp_path / "elsewhere").write_state(StackState(status="ready"))
    monkeypatch.setenv("B9_STACK", str(tmp_path / "elsewhere"))
    assert find_stack(tmp_path / "nowhere").state.status == "ready"


def test_without_a_stack_one_is_told_how_to_start_it(tmp_path: Path) -> None:
    with pytest.raises(StackNotFoundError, match="make up"):
        find_stack(tmp_path, clone=tmp_path)


def test_a_pid_counts_as_alive_only_with_its_start_time() -> None:
    me = os.getpid()
    started = start_time_of(me)
    assert started is not None
    assert is_alive(me, started)
    assert not is_alive(me, started + 1)
    assert not is_alive(me, None)
    assert not is_alive(None, started)
