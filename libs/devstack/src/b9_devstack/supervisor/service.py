"""One of our own services as a child process: a module that answers on a health URL."""

import sys
from collections.abc import Mapping
from pathlib import Path

import aiohttp

from b9_devstack.process import Command, Process
from b9_devstack.servers.server import Server

OK = 200


class Service(Server):
    """``python -m module args``, ready once *health_url* answers 200."""

    stop_grace_s = 10.0

    def __init__(
        self,
        name: str,
        *,
        folder: Path,
        module: str,
        args: tuple[str, ...] = (),
        env: Mapping[str, str],
        health_url: str,
        ready_timeout_s: float,
        is_tool: bool = False,
    ) -> None:
        self.name = name
        super().__init__(folder)
        self.module, self.args, self.env = module, args, dict(env)
        self.health_url = health_url
        self.is_tool = is_tool
        """Whether it belongs to the stack alone and needs none of the servers."""
        self._ready_timeout_s = ready_timeout_s

    def command(self) -> Command:
        """See `Server`."""
        argv = [sys.executable, "-m", self.module, *self.args]
        return Command(name=self.name, argv=argv, log=self.log, env=self.env)

    async def ready(self, process: Process) -> None:
        """See `Server`."""
        timeout = aiohttp.ClientTimeout(total=2)
        async with aiohttp.ClientSession(timeout=timeout) as http:
            async for _ in process.while_starting(self._ready_timeout_s):
                try:
                    async with http.get(self.health_url) as response:
                        if response.status == OK:
                            return
                except (aiohttp.ClientError, TimeoutError):
                    continue
