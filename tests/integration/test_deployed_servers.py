"""The files that compose.yaml mounts do to real servers what they are there for."""

import asyncio
import re
import subprocess
import sys
import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from botocore.exceptions import ClientError
from tests.support.compose import DEPLOY, ROOT, config, stages

from b9_common.topology import DURABLES, MAX_FILE_STORE, MIN_MAX_PAYLOAD
from b9_devstack.ports import LOOPBACK, free_port
from b9_devstack.process import Command, Process
from b9_devstack.servers import PostgresServer, S3Server
from b9_devstack.servers.binaries import postgres_program, script
from b9_devstack.workspace import MIGRATIONS

# Of digits alone: the broker would read it as a number were it not for the quotes.
DIGITS = "12345678901234567890"
PATH = f"{sysconfig.get_path('scripts')}:/usr/bin:/bin"


def environment(name: str, **changed: str) -> dict[str, str]:
    """What compose.yaml tells *name*, each ``old=new`` of *changed* put in its values."""
    told: dict[str, str] = config()["services"][name]["environment"]
    for old, new in changed.items():
        told = {key: text.replace(old, new) for key, text in told.items()}
    return told


@asynccontextmanager
async def running(command: Command, url: str) -> AsyncIterator[Process]:
    """*command* while the block runs, once *url* answers 200."""
    process = Process.start(command)
    try:
        await until(process, url)
        yield process
    finally:
        process.kill()
        await process.wait(5)


async def until(process: Process, url: str) -> None:
    """Wait until *url* answers 200; raises `ProcessError` when *process* ends before."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1)) as http:
        async for _ in process.while_starting(20):
            if await answers(http, url):
                return


async def answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


async def monitored(url: str) -> dict[str, Any]:
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        found: dict[str, Any] = await response.json()
        return found


def health_url(name: str) -> str:
    """What the container's own check asks."""
    asked: str = config()["services"][name]["healthcheck"]["test"][-1]
    return asked


async def run(argv: list[str], env: dict[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        *argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    async with asyncio.timeout(25):
        out, _ = await process.communicate()
    assert process.returncode == 0, out.decode()
    return out.decode()


async def test_the_broker_takes_the_topology_and_syncs_each_write(tmp_path: Path) -> None:
    port, monitor = free_port(), free_port()
    conf = (DEPLOY / "nats.conf").read_text(encoding="utf-8")
    here = {"0.0.0.0": LOOPBACK, "4222": str(port), "8222": str(monitor), "/data": str(tmp_path)}
    for there, mine in here.items():
        assert conf.count(there) == 1
        conf = conf.replace(there, mine)
    (tmp_path / "nats.conf").write_text(conf, encoding="utf-8")
    password = next(iter(re.findall("Value0of0NATS\\w+", str(environment("nats")))))
    command = Command(
        name="nats",
        argv=[script("nats-server"), "--config", str(tmp_path / "nats.conf")],
        log=tmp_path / "nats.log",
        env=environment("nats", **{password: DIGITS}),
    )
    async with running(command, health_url("nats").replace("8222", str(monitor))):
        told = environment("topology", **{password: DIGITS, "@nats:4222": f"@{LOOPBACK}:{port}"})
        said = await run([sys.executable, "-m", "b9_common.topology_apply"], told)
        assert ", 0 unchanged" in said
        variables = await monitored(f"http://{LOOPBACK}:{monitor}/varz")
        stored = await monitored(f"http://{LOOPBACK}:{monitor}/jsz")
    jetstream = variables["jetstream"]["config"]
    assert variables["auth_required"] is True
    assert variables["max_payload"] >= MIN_MAX_PAYLOAD
    assert jetstream["max_storage"] == MAX_FILE_STORE
    assert jetstream["sync_always"] is True
    assert stored["consumers"] == len(DURABLES)


def s3_client(endpoint: str, key: str, secret: str) -> Any:
    return get_session().create_client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=AioConfig(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
    )


class ScriptedStore(S3Server):
    """The store as its container starts it, but on free ports of loopback."""

    async def prepare(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)

    def command(self) -> Command:
        here = [f"-dir={self.data}", f"-ip.bind={LOOPBACK}"]
        here += [f"-{option}={port}" for option, port in self._port_options().items()]
        return Command(
            name=self.name,
            argv=["/bin/sh", str(DEPLOY / "s3.sh"), *here],
            log=self.log,
            env={
                **environment("s3"),
                "PATH": PATH,
                "HOME": str(self.folder),
                "IDENTITIES": str(self.identities),
            },
        )

    async def ready(self, process: Process) -> None:
        await until(process, health_url("s3").replace("8888", str(self.ports.filer)))

    @property
    def identities(self) -> Path:
        return self.folder / "identities.json"


async def test_the_store_has_its_bucket_a_writer_and_a_reader_that_only_reads(
    tmp_path: Path,
) -> None:
    store = ScriptedStore(tmp_path)
    store.stop_grace_s = 0.1
    async with store:
        await write_and_read(store.endpoint, environment("s3"))
        assert store.identities.stat().st_mode & 0o077 == 0


async def write_and_read(endpoint: str, told: dict[str, str]) -> None:
    bucket = told["S3_BUCKET"]
    async with s3_client(endpoint, told["S3_ACCESS_KEY"], told["S3_SECRET_KEY"]) as writer:
        await writer.put_object(Bucket=bucket, Key="a", Body=b"b")
        with pytest.raises(ClientError, match="NoSuchBucket"):
            await writer.put_object(Bucket="another", Key="a", Body=b"b")
    reader_keys = told["S3_READER_ACCESS_KEY"], told["S3_READER_SECRET_KEY"]
    async with s3_client(endpoint, *reader_keys) as reader:
        found = await reader.get_object(Bucket=bucket, Key="a")
        assert await found["Body"].read() == b"b"
        with pytest.raises(ClientError, match="AccessDenied"):
            await reader.put_object(Bucket=bucket, Key="a", Body=b"c")
    async with aiohttp.ClientSession() as http, http.get(f"{endpoint}/{bucket}/a") as response:
        assert response.status == 403


def test_keys_that_would_break_the_store_s_configuration_are_refused(tmp_path: Path) -> None:
    told = {**environment("s3"), "S3_SECRET_KEY": 'a"b', "PATH": PATH}
    told["IDENTITIES"] = str(tmp_path / "identities.json")
    done = subprocess.run(
        ["/bin/sh", DEPLOY / "s3.sh"], env=told, check=False, capture_output=True, timeout=10
    )
    assert done.returncode == 78
    assert list(tmp_path.iterdir()) == []


async def test_the_database_gets_its_schema_then_the_passwords_of_its_roles(
    tmp_path: Path,
) -> None:
    owner = environment("roles")["PGPASSWORD"]
    server = PostgresServer(tmp_path / "postgres", password=owner, durable=False)
    async with server:
        here = {"@postgres:5432": f"@{LOOPBACK}:{server.port}"}
        (image,) = [
            one for one in stages(ROOT / "services/persister/Dockerfile") if one.name == "migrate"
        ]
        env = {**image.env, "DBMATE_MIGRATIONS_DIR": str(MIGRATIONS)}
        env |= environment("migrate", **here)
        for _ in range(2):
            await run([script("dbmate"), "up"], env)
            await set_passwords(server.port)
        for name, role in (("gateway", "b9_gateway"), ("persister", "b9_persister")):
            told = environment(name, **here)
            (url,) = [text for key, text in told.items() if key.endswith("__DATABASE_URL")]
            connection = await asyncpg.connect(url, timeout=10)
            assert await connection.fetchval("SELECT current_user::text") == role
            await connection.close()


async def set_passwords(port: int) -> None:
    service = config()["services"]["roles"]
    env = {**environment("roles"), "PGHOST": LOOPBACK, "PGPORT": str(port)}
    there = f"--file={service['configs'][0]['target']}"
    command = [
        f"--file={DEPLOY / 'roles.sql'}" if word == there else word for word in service["command"]
    ]
    assert command != service["command"]
    await run([postgres_program(command[0]), *command[1:]], env)
