"""One stack: servers, deploy steps, services; started in order, watched, stopped in order."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from b9_devstack.process import ProcessError, start_time_of
from b9_devstack.servers import NatsServer, PostgresServer, S3Server
from b9_devstack.servers.postgres import DATABASE
from b9_devstack.servers.s3 import BUCKET, REGION
from b9_devstack.servers.server import Server
from b9_devstack.supervisor.deploy import deploy_schema, deploy_topology
from b9_devstack.supervisor.files import Child, StackFolder, StackState
from b9_devstack.supervisor.folder_checks import check_folder
from b9_devstack.supervisor.keeper import keep
from b9_devstack.supervisor.leftovers import end_leftovers
from b9_devstack.supervisor.lock import locked
from b9_devstack.supervisor.log_files import rotate_logs
from b9_devstack.supervisor.options import StackOptions
from b9_devstack.supervisor.service import Service
from b9_devstack.supervisor.setup import GATEWAY, build_wiring
from b9_devstack.supervisor.wiring import Wiring

_log = logging.getLogger(__name__)

PUBLISH_EVERY_S: Final = 0.25
SHOWN_EXITS: Final = 5
Report = Callable[[str, str], None]


def silent(_name: str, _state: str) -> None:
    """Report to nobody."""


@dataclass(frozen=True)
class Servers:
    """The three servers, each with ``kill``, ``pause``, ``resume`` and ``restart``."""

    nats: NatsServer
    postgres: PostgresServer
    s3: S3Server


class Stack:
    """
    A running stack, made by `Stack.start` alone. Each of its children and servers has ``pid``,
    ``kill()``, ``pause()``, ``resume()``, ``await restart()`` and ``auto_restart``.
    """

    def __init__(self, wiring: Wiring, report: Report) -> None:
        self.folder = wiring.folder
        self.options = wiring.options
        self.secrets = wiring.secrets
        self.servers = Servers(wiring.nats, wiring.postgres, wiring.s3)
        self.children = {child.name: child for child in (*wiring.tools(), *wiring.services())}
        self._wiring = wiring
        self._report = report
        self._tasks: list[asyncio.Task[None]] = []
        self._state = self._first_state()

    @classmethod
    @asynccontextmanager
    async def start(
        cls, folder: Path, options: StackOptions | None = None, report: Report = silent
    ) -> AsyncIterator["Stack"]:
        """
        Start everything under *folder*, wait until all of it is ready, and stop it when the block
        is left. Raises `ProcessError` with the reason when something does not start, and
        `StackBusyError` when another process runs this folder's stack.
        """
        options = options or StackOptions()
        place = StackFolder(await asyncio.to_thread(folder.resolve))
        await asyncio.to_thread(check_folder, place, options)
        with locked(place):
            await end_leftovers(place)
            stack = cls(await asyncio.to_thread(build_wiring, place, options), report)
            try:
                await stack._bring_up()
            except BaseException as error:
                await stack._take_down("failed", str(error) or type(error).__name__)
                raise
            try:
                yield stack
            finally:
                await stack._take_down("stopped", None)

    @property
    def gateway_url(self) -> str:
        """Where the gateway listens."""
        return self._state.gateway_url

    @property
    def token(self) -> str:
        """An administrator's key of the gateway."""
        return self.secrets["API_TOKEN"]

    @property
    def simulator_url(self) -> str:
        """Where the upstream simulator listens."""
        return self._state.simulator_url

    @property
    def reddit_simulator_url(self) -> str:
        """Where the simulated Reddit listens."""
        return self._state.reddit_simulator_url

    @property
    def nats_url(self) -> str:
        """Where clients of the broker connect, with credentials."""
        return self.servers.nats.url

    @property
    def owner_dsn(self) -> str:
        """The database as its owner."""
        return self.servers.postgres.dsn()

    def dsn(self, role: str) -> str:
        """The database as *role*, such as ``b9_reader``."""
        return self._wiring.dsn(role)

    def state(self) -> StackState:
        """What the state file is told."""
        children = tuple(self._child(server) for server in self._everything())
        return msgspec.structs.replace(self._state, children=children)

    async def _bring_up(self) -> None:
        self._publish()
        self._spawn(self._keep_publishing())
        self._spawn(rotate_logs(self.folder.logs))
        nats, postgres, s3 = self.servers.nats, self.servers.postgres, self.servers.s3
        await together(
            self._then(nats, self._deploy("topology", deploy_topology)),
            self._then(postgres, self._deploy("schema", deploy_schema)),
            self._then(s3, self._bucket()),
            *(self._run(child) for child in self._tools()),
        )
        await together(*(self._run(child) for child in self._services()))
        self._state = msgspec.structs.replace(self._state, status="ready", ready_at=time.time())
        self._publish()

    async def _run(self, server: Server) -> None:
        self._report(server.name, "starting")
        server.auto_restart = self.options.auto_restart
        await server.start()
        self._report(server.name, "ready")
        self._spawn(keep(server))

    async def _then(self, server: Server, step: Coroutine[Any, Any, None]) -> None:
        try:
            await self._run(server)
        except BaseException:
            step.close()
            raise
        await step

    async def _deploy(self, name: str, step: Callable[[Wiring], Coroutine[Any, Any, bool]]) -> None:
        self._report(name, "starting")
        changed = await step(self._wiring)
        self._report(name, "ready" if changed else "unchanged")

    async def _bucket(self) -> None:
        await self.servers.s3.make_bucket()

    async def _take_down(self, status: str, reason: str | None) -> None:
        self._state = msgspec.structs.replace(self._state, status="stopping", reason=reason)
        self._publish()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            # Services first: they drain into servers that still answer.
            await asyncio.gather(*(child.stop() for child in self._services()))
            await asyncio.gather(*(server.stop() for server in self._everything()))
        finally:
            for server in self._everything():
                if server.running:
                    server.kill()
            self._state = msgspec.structs.replace(self._state, status=status)
            self._publish()

    def _tools(self) -> list[Service]:
        return [child for child in self.children.values() if child.is_tool]

    def _services(self) -> list[Service]:
        return [child for child in self.children.values() if not child.is_tool]

    def _everything(self) -> list[Server]:
        servers = self.servers
        return [servers.nats, servers.postgres, servers.s3, *self.children.values()]

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _keep_publishing(self) -> None:
        last = None
        while True:
            state = self.state()
            if state != last:
                try:
                    self.folder.write_state(state)
                    last = state
                except OSError:
                    _log.exception("the state could not be written")
            await asyncio.sleep(PUBLISH_EVERY_S)

    def _publish(self) -> None:
        self.folder.write_state(self.state())

    def _child(self, server: Server) -> Child:
        process = server.process
        ended = (process.exit,) if process is not None and process.exit is not None else ()
        return Child(
            name=server.name,
            pid=process.pid if process is not None else None,
            start_time=process.start_time if process is not None else None,
            health_url=server.health_url if isinstance(server, Service) else None,
            log=str(server.log),
            state=server.condition,
            exits=(*server.exits, *ended)[-SHOWN_EXITS:],
        )

    def _first_state(self) -> StackState:
        wiring, servers = self._wiring, self.servers
        urls = {name: wiring.url(name) for name in self.children}
        return StackState(
            upstream=wiring.options.upstream,
            supervisor_pid=os.getpid(),
            supervisor_start_time=start_time_of(os.getpid()),
            started_at=time.time(),
            gateway_url=urls.get(GATEWAY, ""),
            nats_url=f"nats://127.0.0.1:{servers.nats.port}",
            nats_monitor_url=servers.nats.monitor_url,
            s3_endpoint=servers.s3.endpoint,
            s3_bucket=BUCKET,
            s3_region=REGION,
            simulator_url=urls.get("simulator", ""),
            reddit_simulator_url=urls.get("reddit-simulator", ""),
            otlp_url=urls.get("otlp", ""),
            otlp_folder=str(self.folder.telemetry),
            database_port=servers.postgres.port,
            database_name=DATABASE,
            ports=dict(wiring.ports),
        )


async def together(*steps: Coroutine[Any, Any, None]) -> None:
    """Run *steps* at once; a `ProcessError` in one cancels the others and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for step in steps:
                group.create_task(step)
    except BaseExceptionGroup as failures:
        reasons = [str(error) for error in _leaves(failures) if isinstance(error, ProcessError)]
        if not reasons:
            raise
        raise ProcessError("\n".join(reasons)) from failures


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterable[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error
