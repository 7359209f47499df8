"""Crashes are met with patience; logs and the folder stay bounded."""

import gzip
import os
from pathlib import Path

import pytest

from b9_devstack.process import ProcessError, telling_lines
from b9_devstack.supervisor.files import StackFolder
from b9_devstack.supervisor.folder_checks import check_folder, size_of
from b9_devstack.supervisor.keeper import MAX_DELAY_S, backoff_s
from b9_devstack.supervisor.lock import StackBusyError, locked
from b9_devstack.supervisor.log_files import rotate_once
from b9_devstack.supervisor.options import StackOptions


def test_the_pause_before_a_restart_grows_to_a_limit() -> None:
    pauses = [backoff_s(crashes) for crashes in range(10)]
    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert pauses[-1] == MAX_DELAY_S


def test_a_large_log_is_packed_and_its_writer_goes_on_at_the_start(tmp_path: Path) -> None:
    log = tmp_path / "persister-1.log"
    small = tmp_path / "nats.log"
    small.write_text("short")
    with log.open("ab", buffering=0) as writer:
        writer.write(b"x" * 200)
        (archive,) = rotate_once(tmp_path, max_bytes=100)
        writer.write(b"after")
    assert gzip.decompress(archive.read_bytes()) == b"x" * 200
    assert log.read_bytes() == b"after"
    assert small.read_text() == "short"


def test_old_archives_go_after_a_week(tmp_path: Path) -> None:
    old, fresh = tmp_path / "a.log.1.gz", tmp_path / "a.log.2.gz"
    for archive, age_days in ((old, 8), (fresh, 6)):
        archive.write_bytes(b"")
        os.utime(archive, (1e9 - age_days * 86_400,) * 2)
    rotate_once(tmp_path, now=1e9)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_folder_over_its_cap_or_on_a_full_disk_is_refused(tmp_path: Path) -> None:
    folder = StackFolder(tmp_path)
    (tmp_path / "big").write_bytes(b"x" * 1_000_000)
    assert size_of(str(tmp_path)) >= 1_000_000
    check_folder(folder, StackOptions())
    with pytest.raises(ProcessError, match="its cap"):
        check_folder(folder, StackOptions(max_folder_gib=0.0005))
    with pytest.raises(ProcessError, match="are free"):
        check_folder(folder, StackOptions(min_free_gib=1e9))


def test_one_folder_has_one_supervisor_at_a_time(tmp_path: Path) -> None:
    folder = StackFolder(tmp_path)
    with locked(folder), pytest.raises(StackBusyError), locked(folder):
        pass
    with locked(folder):
        pass


def test_the_lines_that_say_why_are_the_fatal_ones() -> None:
    output = "starting\nFATAL: no space\nbye\n"
    assert telling_lines(output) == ["FATAL: no space"]
    assert telling_lines("one\n\ntwo\n") == ["one", "two"]
