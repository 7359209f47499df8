"""The files of telemetry stay bounded, and a torn line is never read."""

from pathlib import Path

from b9_devstack.otlp.journal import Journal, lines_of
from b9_devstack.otlp.records import Link


def test_a_full_journal_keeps_its_newest_two_parts(tmp_path: Path) -> None:
    path = tmp_path / "spans.jsonl"
    journal = Journal(path, max_bytes=100)
    for number in range(13):
        journal.append([Link(trace_id=str(number), span_id="s")])
    kept = list(lines_of(path))
    assert kept[-1] == b'{"trace_id":"12","span_id":"s"}\n'
    assert sum(map(len, kept)) < 300
    assert {each.name for each in tmp_path.iterdir()} == {"spans.jsonl", "spans.jsonl.1"}


def test_a_line_still_being_written_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "logs.jsonl"
    path.write_bytes(b'{"whole":1}\n{"torn":')
    assert list(lines_of(path)) == [b'{"whole":1}\n']
