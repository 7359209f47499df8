"""Before anything is asked: is this one deployment, as declared, and free to work?"""

from collections.abc import Mapping
from typing import Any, Final

import aiohttp

from b9_cli.running import CommandError
from b9_cli.smoke.report import Report
from b9_cli.smoke.surroundings import Surroundings
from b9_common.control import ControlView
from b9_common.events import Platform
from b9_common.topology_apply import check as check_topology
from b9_common.version import SCHEMA_VERSION
from b9_devstack.supervisor.files import StackState
from b9_devstack.supervisor.options import SIMULATORS
from b9_devstack.workspace import MIGRATIONS

OK: Final = 200
# They belong to the devstack and have no version of their own.
UNVERSIONED: Final = frozenset({*SIMULATORS, "otlp"})


async def preflight(around: Surroundings, report: Report, expected_sha: str | None) -> None:
    """Note in *report* what keeps the test from being asked at all."""
    state = around.stack.state
    told = {name: await _version(around, url) for name, url in version_urls(state).items()}
    report.environment += [f"{name} does not tell its version" for name in told if not told[name]]
    known = {name: version for name, version in told.items() if version}
    report.git_sha = next((version["git_sha"] for version in known.values()), None)
    report.schema_version = SCHEMA_VERSION
    report.environment += version_problems(known, expected_sha)
    report.environment += [f"topology: {line}" for line in await check_topology(around.broker)]
    report.environment += await _database_problems(around)
    report.environment += await _switches_off(around, report)
    report.environment += await _simulator_problems(around)


def version_urls(state: StackState) -> dict[str, str]:
    """Where each process tells its version."""
    return {
        child.name: f"{child.health_url.rpartition('/')[0]}/version"
        for child in state.children
        if child.health_url and child.name not in UNVERSIONED
    }


def version_problems(told: Mapping[str, Mapping[str, Any]], expected_sha: str | None) -> list[str]:
    """Which processes are not of the one build that is to be tested."""
    problems = []
    shas = {name: version["git_sha"] for name, version in told.items()}
    if len(set(shas.values())) > 1:
        problems.append(f"more than one git sha runs: {shas}")
    if expected_sha is not None:
        others = [name for name, sha in shas.items() if sha != expected_sha]
        problems += [f"{name} is {shas[name]}, expected {expected_sha}" for name in others]
    for name, version in told.items():
        if version["schema_version"] != SCHEMA_VERSION:
            speaks = version["schema_version"]
            problems.append(f"{name} speaks schema version {speaks}, not {SCHEMA_VERSION}")
    return problems


async def _version(around: Surroundings, url: str) -> dict[str, Any]:
    try:
        async with around.http.get(url) as response:
            told: dict[str, Any] = await response.json()
            return told if response.status == OK else {}
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return {}


async def _database_problems(around: Surroundings) -> list[str]:
    """Whether the database has the schema of this clone, no more and no less."""
    rows = await around.database.rows(_APPLIED)
    applied = {row["version"] for row in rows}
    declared = {path.name.partition("_")[0] for path in MIGRATIONS.glob("*.sql")}
    problems = []
    if missing := sorted(declared - applied):
        problems.append(f"the database lacks migrations {', '.join(missing)}")
    if unknown := sorted(applied - declared):
        problems.append(f"the database has schema version {unknown[-1]}, unknown to this clone")
    return problems


async def _switches_off(around: Surroundings, report: Report) -> list[str]:
    view = ControlView.of(around.broker)
    await view.refresh()
    stopped = [view.paused(Platform.INSTAGRAM), view.paid_calls_blocked()]
    if report.community is not None:
        stopped.append(view.paused(Platform.REDDIT))
    return [why for why in stopped if why is not None]


async def _simulator_problems(around: Surroundings) -> list[str]:
    problems = []
    for simulator in (around.simulator, around.reddit):
        if simulator is None:
            continue
        try:
            await simulator.health()
            config = await simulator.config()
        except CommandError as exc:
            problems.append(str(exc))
            continue
        if config["drift"]:
            problems.append("the simulator drifts: nothing could be exact")
    return problems


_APPLIED: Final = "SELECT version FROM schema_migrations"
