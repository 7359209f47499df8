"""The stack's two state files, how they are found, and what may be read from them."""

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, field

from b9_common.api_keys import new_key
from b9_devstack.ports import LOOPBACK
from b9_devstack.process import Exit, start_time_of
from b9_devstack.workspace import ROOT

FOLDER_NAME: Final = ".b9"
STATE_FILE: Final = "stack.json"
SECRETS_FILE: Final = "secrets.env"
STACK_VARIABLE: Final = "B9_STACK"

SECRET_NAMES: Final = (
    "API_TOKEN",
    "MEDIA_SECRET",
    "NATS_PASSWORD",
    "POSTGRES_B9_OWNER",
    "POSTGRES_B9_GATEWAY",
    "POSTGRES_B9_PERSISTER",
    "POSTGRES_B9_READER",
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
    "S3_READER_ACCESS_KEY",
    "S3_READER_SECRET_KEY",
)


class StackNotFoundError(Exception):
    """No stack was ever started from here."""


class Child(Struct, frozen=True, kw_only=True):
    """One child as last seen. *pid* with *start_time* names one process for good."""

    name: str
    pid: int | None = None
    start_time: int | None = None
    health_url: str | None = None
    log: str = ""
    state: str = "waiting"
    exits: tuple[Exit, ...] = ()

    @property
    def alive(self) -> bool:
        """Whether that very process still exists."""
        return is_alive(self.pid, self.start_time)


class StackState(Struct, frozen=True, kw_only=True):
    """Everything about a stack that is not secret."""

    status: str = "starting"
    reason: str | None = None
    upstream: str = "simulator"
    supervisor_pid: int | None = None
    supervisor_start_time: int | None = None
    started_at: float = 0.0
    ready_at: float | None = None
    gateway_url: str = ""
    nats_url: str = ""
    nats_monitor_url: str = ""
    s3_endpoint: str = ""
    s3_bucket: str = ""
    s3_region: str = ""
    simulator_url: str = ""
    reddit_simulator_url: str = ""
    otlp_url: str = ""
    otlp_folder: str = ""
    database_host: str = LOOPBACK
    database_port: int = 0
    database_name: str = ""
    ports: dict[str, int] = field(default_factory=dict)
    children: tuple[Child, ...] = ()

    @property
    def supervised(self) -> bool:
        """Whether the supervisor that wrote this still runs."""
        return is_alive(self.supervisor_pid, self.supervisor_start_time)


@dataclass(frozen=True)
class StackFolder:
    """A stack's folder; it need not exist yet."""

    path: Path

    @property
    def logs(self) -> Path:
        """One file per child."""
        return self.path / "logs"

    @property
    def telemetry(self) -> Path:
        """Spans and logs as received."""
        return self.path / "telemetry"

    def data(self, upstream: str) -> Path:
        """The servers' folders; invented and real rows never mix."""
        return self.path / upstream

    def read_state(self) -> StackState | None:
        """The last state written; None when there is none that can be read."""
        try:
            return msgspec.json.decode((self.path / STATE_FILE).read_bytes(), type=StackState)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def write_state(self, state: StackState) -> None:
        """Replace the state at once: a reader sees the old or the new."""
        pretty = msgspec.json.format(msgspec.json.encode(state), indent=2)
        _replace(self.path / STATE_FILE, pretty)

    def read_secrets(self) -> dict[str, str]:
        """The generated secrets by name; empty when there are none."""
        try:
            text = (self.path / SECRETS_FILE).read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
        return {name: value for name, _, value in pairs}

    def ensure_secrets(self) -> dict[str, str]:
        """The secrets, each generated once and kept for the life of the folder."""
        known = self.read_secrets()
        missing = [name for name in SECRET_NAMES if name not in known]
        if missing:
            known |= {name: _new_secret(name) for name in missing}
            lines = "".join(f"{name}={value}\n" for name, value in sorted(known.items()))
            _replace(self.path / SECRETS_FILE, lines.encode())
        return known


@dataclass(frozen=True)
class FoundStack:
    """A stack as another process sees it: its state, and addresses with their credentials."""

    folder: StackFolder
    state: StackState
    secrets: dict[str, str]

    @property
    def token(self) -> str:
        """An administrator's key of the gateway."""
        return self.secrets["API_TOKEN"]

    @property
    def nats_url(self) -> str:
        """With user and password."""
        return with_credentials(self.state.nats_url, "b9", self.secrets["NATS_PASSWORD"])

    def dsn(self, role: str = "b9_reader") -> str:
        """A URL for asyncpg as *role*: ``b9_`` and owner, gateway, persister or reader."""
        password = self.secrets[f"POSTGRES_{role.upper()}"]
        at = f"{self.state.database_host}:{self.state.database_port}"
        return f"postgresql://{role}:{password}@{at}/{self.state.database_name}"


def find_stack(start: Path | None = None, *, clone: Path = ROOT) -> FoundStack:
    """
    The stack of ``B9_STACK``, else that of *start* (the working directory) or of a folder above
    it, else that of *clone* (the one this code is in).
    """
    folder = _find_folder(start or Path.cwd(), clone)
    state = folder.read_state()
    if state is None:
        raise StackNotFoundError(f"no stack was started in {folder.path}: run `make up`")
    return FoundStack(folder, state, folder.read_secrets())


def stack_folder(start: Path) -> StackFolder:
    """Where the stack of the clone at *start* is kept, started or not."""
    named = os.environ.get(STACK_VARIABLE)
    return StackFolder(Path(named).absolute() if named else start / FOLDER_NAME)


def is_alive(pid: int | None, start_time: int | None) -> bool:
    """Whether the process that had *pid* and *start_time* exists; a reused pid is another."""
    return pid is not None and start_time is not None and start_time_of(pid) == start_time


def with_credentials(url: str, user: str, password: str) -> str:
    """*url* with ``user:password@`` in it."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{user}:{password}@{rest}"


def _find_folder(start: Path, clone: Path) -> StackFolder:
    if os.environ.get(STACK_VARIABLE):
        return stack_folder(start)
    for place in (start, *start.parents, clone):
        if (place / FOLDER_NAME / STATE_FILE).exists():
            return StackFolder(place / FOLDER_NAME)
    raise StackNotFoundError("no stack was started in this folder or above it: run `make up`")


def _new_secret(name: str) -> str:
    """Letters and digits alone, so that they stand in URLs as they are; a key has its own form."""
    return new_key() if name == "API_TOKEN" else secrets.token_hex(20)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
        fresh.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            fresh.unlink()
