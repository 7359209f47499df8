"""The servers keep what they acknowledged through kill -9, and can be frozen and thawed."""

import sys
from pathlib import Path

import aiohttp
import asyncpg
import nats as nats_client
import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

from b9_devstack.process import Command, EarlyEndError, Process, ProcessError
from b9_devstack.servers import NatsServer, PostgresServer, S3Server
from b9_devstack.servers.s3 import BUCKET, REGION
from b9_devstack.servers.server import Server
from b9_devstack.testing import Database


async def test_a_message_acknowledged_by_nats_survives_kill_nine(nats: NatsServer) -> None:
    client = await nats_client.connect(nats.url)
    await client.jetstream().add_stream(name="KEPT", subjects=["kept"])
    await client.jetstream().publish("kept", b"here")
    await client.close()
    first_pid, port = nats.pid, nats.port

    nats.kill()
    await nats.restart()

    assert (nats.pid != first_pid, nats.port) == (True, port)
    client = await nats_client.connect(nats.url)
    info = await client.jetstream().stream_info("KEPT")
    await client.close()
    assert info.state.messages == 1


async def test_a_committed_row_survives_kill_nine_of_postgres(tmp_path: Path) -> None:
    async with PostgresServer(tmp_path, password="secret") as server:
        dsn = server.dsn(database="postgres")
        connection = await asyncpg.connect(dsn)
        await connection.execute("CREATE TABLE kept AS SELECT 1 AS n")

        server.kill()
        await server.restart()

        connection = await asyncpg.connect(dsn)
        assert await connection.fetchval("SELECT n FROM kept") == 1
        await connection.close()


async def test_postgres_refuses_a_wrong_password(tmp_path: Path) -> None:
    async with PostgresServer(tmp_path, password="secret", durable=False) as server:
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(server.dsn(password="guess", database="postgres"))


async def test_a_stored_object_survives_kill_nine_of_the_s3_server(tmp_path: Path) -> None:
    async with S3Server(tmp_path) as server:
        await server.make_bucket()
        await server.make_bucket()
        client = get_session().create_client(
            "s3",
            endpoint_url=server.endpoint,
            region_name=REGION,
            aws_access_key_id=server.access_key,
            aws_secret_access_key=server.secret_key,
            config=AioConfig(s3={"addressing_style": "path"}),
        )
        async with client as s3:
            await s3.put_object(Bucket=BUCKET, Key="kept", Body=b"bytes")

            server.kill()
            await server.restart()

            head = await s3.head_object(Bucket=BUCKET, Key="kept")
            assert head["ContentLength"] == 5
            with pytest.raises(s3.exceptions.NoSuchBucket):
                await s3.put_object(Bucket="never-made", Key="lost", Body=b"bytes")
        server.kill()


async def test_a_frozen_nats_answers_nobody_until_it_is_thawed(nats: NatsServer) -> None:
    async with aiohttp.ClientSession() as http:
        nats.pause()
        with pytest.raises(TimeoutError):
            await http.get(f"{nats.monitor_url}/healthz", timeout=aiohttp.ClientTimeout(total=0.5))
        nats.resume()
        async with http.get(f"{nats.monitor_url}/healthz") as response:
            assert response.status == 200


async def test_a_server_that_cannot_start_says_why(nats: NatsServer, tmp_path: Path) -> None:
    twin = NatsServer(tmp_path / "twin", port=nats.port)
    with pytest.raises(ProcessError, match="address already in use"):
        await twin.start()
    assert not twin.running


async def test_two_tests_never_share_a_database(database: Database) -> None:
    await _make_a_table_nobody_else_has(database)


async def test_two_tests_never_share_a_database_again(database: Database) -> None:
    await _make_a_table_nobody_else_has(database)


async def _make_a_table_nobody_else_has(database: Database) -> None:
    connection = await asyncpg.connect(database.owner_dsn)
    await connection.execute("CREATE TABLE only_mine (n int)")
    await connection.close()


class Crashing(Server):
    """Ends by itself as often as it is told to, and runs then; each start leaves a mark."""

    name = "crashing"
    start_tries = 3

    def __init__(self, folder: Path, *, crashes: int) -> None:
        super().__init__(folder)
        self._crashes = crashes

    @property
    def starts(self) -> int:
        return len((self.folder / "marks").read_text())

    def command(self) -> Command:
        code = (
            "import pathlib, sys, time; marks = pathlib.Path('marks');"
            "marks.write_text((marks.read_text() if marks.exists() else '') + '.');"
            f"len(marks.read_text()) > {self._crashes} or sys.exit('a nil pointer');"
            "print('serving', flush=True); time.sleep(60)"
        )
        argv = [sys.executable, "-c", f"import os; os.chdir({str(self.folder)!r}); {code}"]
        return Command(name=self.name, argv=argv, log=self.log)

    async def ready(self, process: Process) -> None:
        await process.until_ready(said="serving", timeout_s=20)


async def test_a_server_that_crashes_as_it_starts_is_started_again(tmp_path: Path) -> None:
    async with Crashing(tmp_path, crashes=2) as server:
        assert (server.condition, server.starts) == ("up", 3)
        assert len(server.exits) == 2


async def test_one_that_keeps_crashing_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    server = Crashing(tmp_path, crashes=3)

    with pytest.raises(EarlyEndError, match="a nil pointer"):
        await server.start()

    assert (server.running, server.starts) == (False, 3)
