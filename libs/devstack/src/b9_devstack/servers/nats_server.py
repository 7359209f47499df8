"""A nats-server with JetStream on disk, each write synced before it is acknowledged."""

import json
from pathlib import Path

from b9_common.topology import MAX_FILE_STORE
from b9_devstack.ports import LOOPBACK, free_port
from b9_devstack.process import Command, Process
from b9_devstack.servers.binaries import script
from b9_devstack.servers.server import Server

MAX_PAYLOAD = 2 * 1024 * 1024
MAX_MEMORY_STORE = 256 * 1024 * 1024
READY_TIMEOUT_S = 30.0


class NatsServer(Server):
    """One nats-server; *url* holds its credentials."""

    name = "nats"

    def __init__(
        self,
        folder: Path,
        *,
        user: str = "b9",
        password: str = "b9",  # noqa: S107  # for tests; the stack passes a generated one
        port: int | None = None,
        monitor_port: int | None = None,
    ) -> None:
        super().__init__(folder)
        self.port = port or free_port()
        self.monitor_port = monitor_port or free_port()
        self._user, self._password = user, password

    @property
    def url(self) -> str:
        """Where clients connect, with user and password."""
        return f"nats://{self._user}:{self._password}@{LOOPBACK}:{self.port}"

    @property
    def monitor_url(self) -> str:
        """Where its counters are read over HTTP."""
        return f"http://{LOOPBACK}:{self.monitor_port}"

    @property
    def store(self) -> Path:
        """JetStream's folder: what a lost disk would lose."""
        return self.folder / "jetstream"

    async def prepare(self) -> None:
        """Write the configuration; the password must not show in the process list."""
        await super().prepare()
        config = self.folder / "nats.conf"
        config.touch(mode=0o600)
        config.write_text(self._config(), encoding="utf-8")

    def command(self) -> Command:
        """See `Server`."""
        return Command(
            name=self.name,
            argv=[script("nats-server"), "--config", str(self.folder / "nats.conf")],
            log=self.log,
        )

    async def ready(self, process: Process) -> None:
        """See `Server`."""
        await process.until_ready(said="Server is ready", timeout_s=READY_TIMEOUT_S)

    def _config(self) -> str:
        quoted = json.dumps
        return f"""
host: "{LOOPBACK}"
port: {self.port}
http: "{LOOPBACK}:{self.monitor_port}"
server_name: "b9"
max_payload: {MAX_PAYLOAD}
write_deadline: "5s"
authorization {{ user: {quoted(self._user)}, password: {quoted(self._password)} }}
jetstream {{
  store_dir: {quoted(str(self.store))}
  max_memory_store: {MAX_MEMORY_STORE}
  max_file_store: {MAX_FILE_STORE}
  sync_interval: always
}}
"""
