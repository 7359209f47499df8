"""What opens something appears in no log, no span and no refusal, wherever a client puts it."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import aiohttp
import asyncpg
import pytest
from services.api.tests.integration.api_harness import eventually

from b9_api.media.links import MediaLinks
from b9_common.api_keys import new_key, parse_key
from b9_common.messaging import Broker
from b9_devstack.ports import free_port
from b9_devstack.process import Command, Process
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase

# What a process needs of the machine, and coverage's own start-up variables.
NAMES: Final = ("PATH", "HOME", "COVERAGE_PROCESS_START", "COVERAGE_FILE")
INHERITED = {key: os.environ[key] for key in NAMES if key in os.environ}
TRACE: Final = "0af7651916cd43dd8448eb211c80319c"

# What would open something, and the part of it that must be seen nowhere.
VALID, WRONG, TOKEN = new_key(), new_key(), "canary-token-of-the-settings"
JWT: Final = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.Y2FuYXJ5LXNpZ25hdHVyZQ"
MEDIA_SECRET, STORE_SECRET = "canary-that-signs-addresses-of-files", "canary-of-the-store"
SIGNED: Final = "https://cdn.example/v/1.jpg?oh=canary_signature&oe=66AA"
CANARIES: Final = {
    VALID: VALID[16:],
    WRONG: WRONG[16:],
    TOKEN: TOKEN,
    JWT: "eyJzdWIiOiJjYW5hcnkifQ",
    SIGNED: "canary_signature",
}


@dataclass(frozen=True)
class Watched:
    """A gateway in a process of its own, and all that it writes."""

    url: str
    gateway: Process
    telemetry: Path

    async def written(self) -> str:
        """All of it, once the gateway has ended and sent what it held."""
        await self.gateway.stop()
        files = [self.gateway.command.log, *self.telemetry.rglob("*.*")]
        return "\n".join(path.read_text(errors="replace") for path in files)


@asynccontextmanager
async def running(
    name: str, argv: list[str], env: dict[str, str], log: Path
) -> AsyncIterator[Process]:
    command = Command(name=name, argv=[sys.executable, "-m", *argv], log=log, env=INHERITED | env)
    process = Process.start(command)
    try:
        yield process
    finally:
        await process.stop()


async def answers(url: str) -> bool:
    try:
        async with aiohttp.ClientSession() as http, http.get(url) as answer:
            return answer.status < 500
    except aiohttp.ClientError:
        return False


@pytest.fixture
async def watched(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker, tmp_path: Path
) -> AsyncIterator[Watched]:
    assert broker is not None
    await store(database, VALID)
    port, otlp, telemetry = free_port(), free_port(), tmp_path / "telemetry"
    receiver = ["b9_devstack.otlp", "--port", str(otlp), "--folder", str(telemetry)]
    environment = {
        "B9_NATS_URL": nats.url,
        "B9_LOG_LEVEL": "DEBUG",
        "B9_OTLP_URL": f"http://127.0.0.1:{otlp}",
        "B9_API__DATABASE_URL": database.gateway_dsn,
        "B9_API__TOKEN": TOKEN,
        "B9_API__PORT": str(port),
        "B9_API__MEDIA_SECRET": MEDIA_SECRET,
        "B9_API__S3_ENDPOINT": "https://store.example",
        "B9_API__S3_ACCESS_KEY": "reader",
        "B9_API__S3_SECRET_KEY": STORE_SECRET,
    }
    url = f"http://127.0.0.1:{port}"
    async with (
        running("otlp", receiver, {}, tmp_path / "otlp.log"),
        running("gateway", ["b9_api"], environment, tmp_path / "gateway.log") as gateway,
    ):
        await eventually(lambda: answers(f"{url}/alive"))
        yield Watched(url, gateway, telemetry)


async def store(database: TemporaryDatabase, text: str) -> None:
    key = parse_key(text)
    assert key is not None
    owner = await asyncpg.connect(database.owner_dsn)
    await owner.execute(
        "INSERT INTO api_keys (id, digest, name, scope, created_by)"
        " VALUES ($1, $2, 'canary', 'admin', 'a test')",
        key.id,
        key.digest,
    )
    await owner.close()


async def store_file(database: TemporaryDatabase, key: str) -> None:
    persister = await asyncpg.connect(database.persister_dsn)
    await persister.execute(
        "INSERT INTO media_assets (asset_key, platform, media_id, kind, owner_id,"
        " source_observed_at, state, object_key)"
        " VALUES ($1, 'instagram', '1', 'profile', '1', now(), 'stored', $1)",
        key,
    )
    await persister.close()


def calls(canary: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Every place in which a client may put *canary*, right or wrong."""
    in_headers = [
        "Authorization", "X-Correlation-ID", "Idempotency-Key", "Prefer", "User-Agent", "Origin",
        "If-None-Match", "Last-Event-ID", "X-Forwarded-For", "tracestate", "baggage", "Cookie",
    ]  # fmt: skip
    traced = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
    add, pause = "/api/instagram/creator/add", "/api/control/instagram/pause"
    return [
        *(("GET", "/api/requests", {"headers": traced | {h: canary}}) for h in in_headers),
        ("GET", "/api/control", {"headers": {"Authorization": f"Bearer {canary}"}}),
        ("GET", "/api/control", {"headers": {"Authorization": f"Basic {canary}"}}),
        ("POST", add, {"json": {"username": "nasa"}, "headers": {"Idempotency-Key": canary}}),
        *(
            ("GET", path, {"params": {name: canary}})
            for path in ("/api/requests", "/api/reddit/subreddits", "/api/events")
            for name in ("cursor", "status", "target", "limit", "since", "token", "ticket", "x")
        ),
        ("GET", f"/api/requests/{canary[:64]}", {}),
        ("GET", f"/api/instagram/creators/{canary}", {}),
        ("GET", f"/media/{canary}", {}),
        ("GET", "/media/x", {"params": {"d": canary, "s": canary}}),
        ("GET", f"/nowhere/{canary}", {}),
        ("POST", add, {"json": {"username": canary}}),
        ("POST", add, {"json": {canary: 1}}),
        ("POST", add, {"json": {"username": "nasa", "niche": canary}}),
        ("POST", add, {"json": {"username": "nasa", "review_status": canary}}),
        ("POST", add, {"data": canary, "headers": {"Content-Type": "application/json"}}),
        ("POST", pause, {"json": {"reason": canary}}),
        ("POST", "/api/keys", {"json": {"name": "x", "scope": canary}}),
        ("POST", "/api/replays", {"json": {"durable": canary}}),
        ("POST", "/api/reddit/subreddits", {"json": {"names": [canary, canary + "/x"]}}),
    ]


async def refusals(watched: Watched) -> str:
    """The bodies and headers of all that is refused."""
    seen = []
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {VALID}"}) as http:
        for canary in CANARIES:
            for method, path, more in calls(canary):
                async with http.request(method, watched.url + path, **more) as answer:
                    if answer.status >= 400:
                        seen.append(f"{method} {dict(answer.headers)} {await answer.text()}")
                    assert answer.status < 500, (method, answer.status)
    return "\n".join(seen)


async def test_no_address_of_a_file_is_seen_in_logs_or_spans(
    watched: Watched, database: TemporaryDatabase
) -> None:
    await store_file(database, "x/1")
    address = MediaLinks(MEDIA_SECRET.encode()).media_url("x/1", datetime.now(UTC))

    async with (
        aiohttp.ClientSession(headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}) as http,
        http.get(watched.url + address, allow_redirects=False) as answer,
    ):
        location = answer.headers["location"]
    written = await watched.written()

    assert TRACE in written
    secrets = [
        MEDIA_SECRET,
        STORE_SECRET,
        address.rpartition("=")[2],
        location.rpartition("=")[2],
    ]
    assert [secret for secret in secrets if secret in written] == []


async def test_no_credential_is_seen_in_logs_spans_or_refusals(watched: Watched) -> None:
    refused = await refusals(watched)

    written = await watched.written()

    assert refused.count("problem+json") > 50
    assert TRACE in written
    assert [part for part in CANARIES.values() if part in refused] == []
    assert [part for part in CANARIES.values() if part in written] == []
