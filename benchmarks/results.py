"""The figures as a table for people, as JSON, and as Nyrkiö takes them."""

import math
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from benchmarks.frame import Figure
from benchmarks.machine import Commit, Machine

RESULTS: Final = Path(__file__).parent / "results"
# Not kept in git: quick runs, and parts of runs.
LOCAL: Final = RESULTS / "local"
REPOSITORY: Final = "b9"


def table(figures: Sequence[Figure]) -> str:
    """One line per figure: measure, value, bar, verdict."""
    rows = [("measure", "value", "bar", "")]
    rows += [
        (one.what, _shown(one.value, one.unit), _bar(one), "ok" if one.ok else "OVER")
        for one in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        f"{what:<{widths[0]}}  {value:>{widths[1]}}  {bar:>{widths[2]}}  {verdict}".rstrip()
        for what, value, bar, verdict in rows
    )


def write(
    figures: Sequence[Figure],
    machine: Machine,
    commit: Commit,
    *,
    failures: dict[str, str],
    quick: bool,
    whole: bool,
) -> Path:
    """Keep the run; only whole, full-sized ones among the results that are committed."""
    folder = RESULTS if whole and not quick else LOCAL
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    stem = f"{now:%Y%m%dT%H%M%S}" if folder is LOCAL else f"{now:%Y-%m-%d}"
    path = folder / f"{stem}-{commit.sha[:10] or 'unknown'}.json"
    result: dict[str, Any] = {
        "at": now,
        "quick": quick,
        "commit": commit,
        "machine": machine,
        "figures": [msgspec.to_builtins(one) | {"ok": one.ok} for one in figures],
        "failures": failures,
    }
    path.write_bytes(msgspec.json.format(msgspec.json.encode(result)) + b"\n")
    payload = msgspec.json.encode(nyrkio(figures, machine, commit))
    path.with_suffix(".nyrkio.json").write_bytes(msgspec.json.format(payload) + b"\n")
    return path


def nyrkio(figures: Sequence[Figure], machine: Machine, commit: Commit) -> list[dict[str, Any]]:
    """The payload of one run: a point in time (the commit's), and a metric per figure."""
    metrics = [
        {
            "name": one.name,
            "unit": one.unit,
            "value": one.value,
            "direction": "lower_is_better" if one.at_most else "higher_is_better",
        }
        for one in figures
        if not math.isnan(one.value)
    ]
    return [
        {
            "timestamp": commit.time_s or int(time.time()),
            "metrics": metrics,
            "attributes": {
                "git_repo": REPOSITORY,
                "branch": commit.branch,
                "git_commit": commit.sha,
            },
            "extra_info": {"cores": machine.cores, "python": machine.python},
        }
    ]


def _shown(value: float, unit: str) -> str:
    if math.isnan(value):
        return "none"
    return f"{value:.3g} {unit}" if abs(value) < 100 else f"{value:.0f} {unit}"


def _bar(figure: Figure) -> str:
    return f"{'<=' if figure.at_most else '>='} {_shown(figure.bar, figure.unit)}"
