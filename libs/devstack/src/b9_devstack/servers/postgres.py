"""PostgreSQL from its wheel, run directly: no daemon, no socket, no change outside its folder."""

import asyncio
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from b9_devstack.launch import NOBODY
from b9_devstack.ports import LOOPBACK, free_port
from b9_devstack.process import LAUNCHER, Command, Process, ProcessError, name_of, start_time_of
from b9_devstack.servers.binaries import postgres_program
from b9_devstack.servers.server import Server

OWNER: Final = "b9_owner"
DATABASE: Final = "b9"
READY_TIMEOUT_S: Final = 60.0
INITDB_TIMEOUT_S: Final = 60.0
# A killed server's shared memory is freed a moment after its last process has gone.
STALE_MEMORY = "pre-existing shared memory block"
STALE_MEMORY_ATTEMPTS = 20
ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}

SETTINGS: Final = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "60",
    "password_encryption": "scram-sha-256",
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
# Tests that kill no machine need no fsync; a killed process loses nothing by this. It would by
# synchronous_commit = off, which leaves what was committed in the killed process' own memory.
FAST_SETTINGS: Final = {"fsync": "off", "full_page_writes": "off"}


class PostgresServer(Server):
    """One PostgreSQL. *durable* False makes tests faster: it survives kill -9, not a power cut."""

    name = "postgres"
    stop_signal = signal.SIGINT  # the fast shutdown, which does not wait for clients

    def __init__(
        self, folder: Path, *, password: str, port: int | None = None, durable: bool = True
    ) -> None:
        super().__init__(folder)
        self.port = port or free_port()
        self.password = password
        self._settings = SETTINGS if durable else SETTINGS | FAST_SETTINGS
        self._mode = ""

    def dsn(
        self, *, user: str = OWNER, password: str | None = None, database: str = DATABASE
    ) -> str:
        """A URL for asyncpg; the owner's unless *user* and *password* are given."""
        secret = self.password if password is None else password
        return f"postgresql://{user}:{secret}@{LOOPBACK}:{self.port}/{database}"

    @property
    def data(self) -> Path:
        """The cluster's folder."""
        if self._mode == "nobody":
            digest = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:16]
            return Path("/var/tmp") / f"b9-postgres-{digest}"  # noqa: S108  # nobody reaches it
        return self.folder / "data"

    async def prepare(self) -> None:
        """Run initdb once; a half-made cluster is made again."""
        await super().prepare()
        self._mode = self._mode or await asyncio.to_thread(mode_for_postgres)
        if not (self.data / "made-by-b9").exists():
            await self._init()

    def command(self) -> Command:
        """See `Server`."""
        settings = self._settings | {"port": str(self.port)}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return self._command("postgres", "-D", str(self.data), *options)

    async def _start(self) -> None:
        await asyncio.to_thread(forget_dead_postmaster, self.data / "postmaster.pid")
        for attempt in range(STALE_MEMORY_ATTEMPTS):
            try:
                return await super()._start()
            except ProcessError as error:
                if STALE_MEMORY not in str(error) or attempt == STALE_MEMORY_ATTEMPTS - 1:
                    raise
                await asyncio.sleep(0.2)
        return None

    async def ready(self, process: Process) -> None:
        """See `Server`."""
        said = "database system is ready to accept connections"
        await process.until_ready(said=said, timeout_s=READY_TIMEOUT_S)

    async def _init(self) -> None:
        half_made = self.data
        if half_made.exists():
            await asyncio.to_thread(shutil.rmtree, half_made)
        if self._mode == "nobody":
            half_made.mkdir(mode=0o700)
            os.chown(half_made, NOBODY, NOBODY)
        secret = half_made.parent / f".{half_made.name}.pw"
        secret.touch(mode=0o600)
        secret.write_text(self.password, encoding="utf-8")
        if self._mode == "nobody":
            os.chown(secret, NOBODY, NOBODY)
        try:
            await self._initdb(secret)
        finally:
            secret.unlink()
        (half_made / "made-by-b9").touch()

    async def _initdb(self, secret: Path) -> None:
        options = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        options += ["--encoding=UTF8", "--auth=scram-sha-256", f"--username={OWNER}"]
        options += [f"--pwfile={secret}", "--no-sync", "--no-instructions", "-D", str(self.data)]
        process = Process.start(self._command("initdb", *options))
        try:
            ended = await process.wait(INITDB_TIMEOUT_S)
        finally:
            process.kill()
        if ended.code != 0:
            raise ProcessError("initdb failed:\n  " + "\n  ".join(ended.last_lines))

    def _command(self, program: str, *args: str) -> Command:
        return Command(
            name=self.name,
            argv=[postgres_program(program), *args],
            log=self.log,
            env=ENVIRONMENT,
            mode=self._mode,
        )


def forget_dead_postmaster(lock: Path) -> None:
    """
    Remove a killed server's lock file where its pid now belongs to a zombie or to a stranger:
    PostgreSQL would believe it alive. What may still hold its memory is found out all the same.
    """
    if lock.exists():
        pid = int(lock.read_text(encoding="ascii").split(maxsplit=1)[0])
        if start_time_of(pid) is None or name_of(pid) != "postgres":
            lock.unlink()


def mode_for_postgres() -> str:
    """How to run a program that refuses root: as we are, in a user namespace, or as nobody."""
    if os.geteuid() != 0:
        return "same"
    argv = [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid()), "namespace"]
    probe = subprocess.run(  # noqa: S603  # our own launcher and nothing else
        [*argv, postgres_program("postgres"), "--version"],
        check=False,
        capture_output=True,
        timeout=10,
    )
    return "namespace" if probe.returncode == 0 else "nobody"
