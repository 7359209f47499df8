"""The operator's command as a person starts it, and hands that spoil one layer of a stack."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import asyncpg

from b9_devstack.supervisor import Stack
from b9_devstack.testing.unmeasured import unmeasured_environment

COMMAND_S: Final = 120.0


@dataclass(frozen=True)
class Ran:
    """How a command ended, and all that it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Operator:
    """Runs ``./b9`` against one stack."""

    stack: Stack
    folder: Path

    async def b9(self, *words: str, stack_folder: Path | None = None) -> Ran:
        """One command, to its end."""
        environment = unmeasured_environment()
        environment["B9_STACK"] = str(stack_folder or self.stack.folder.path)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "b9_cli",
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=environment,
        )
        try:
            async with asyncio.timeout(COMMAND_S):
                said, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        return Ran(process.returncode or 0, said.decode())

    async def smoke(
        self, *words: str, stack_folder: Path | None = None
    ) -> tuple[int, dict[str, Any]]:
        """The exit code of one smoke test and what it wrote down."""
        written = self.folder / f"smoke-{os.urandom(4).hex()}.json"
        ran = await self.b9("smoke", "--json", str(written), *words, stack_folder=stack_folder)
        assert written.exists(), ran.said
        report: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
        assert report["exit_code"] == ran.code, ran.said
        return ran.code, report

    @asynccontextmanager
    async def as_owner(self) -> AsyncIterator[Any]:
        """A connection that may do anything."""
        connection = await asyncpg.connect(self.stack.owner_dsn, timeout=10, command_timeout=30)
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def trigger(self, table: str, moment: str, body: str) -> AsyncIterator[None]:
        """While the block runs, *table* does *body* (PL/pgSQL) at *moment*."""
        make = f"""
        CREATE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN {body} END $$;
        CREATE TRIGGER sabotage {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION sabotage();
        """
        async with self.as_owner() as owner:
            await owner.execute(make)
        try:
            yield
        finally:
            async with self.as_owner() as owner:
                await owner.execute("DROP FUNCTION sabotage() CASCADE")


def failed_layers(report: dict[str, Any]) -> list[str]:
    """The layers that did not hold."""
    return [name for name, layer in report["layers"].items() if not layer["ok"]]
