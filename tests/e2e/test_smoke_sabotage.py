"""The smoke test is worth something only if it fails, and names the layer, when one is spoilt."""

import asyncio
import json
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from tests.support.operator import Operator, failed_layers

from b9_devstack.supervisor import Stack, StackOptions

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]


def layers() -> tuple[str, ...]:
    """What is asked of most: a new creator with 13 reels and 5 posts, without the probes."""
    name = f"few.{secrets.token_hex(6)}"
    return ("--layers", "api,trace,db", "--timeout", "60", "--target", name)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def operator(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Operator]:
    folder = tmp_path_factory.mktemp("smoke")
    async with Stack.start(folder / "stack", StackOptions(durable=False)) as stack:
        yield Operator(stack, folder)


async def test_a_healthy_stack_passes_every_layer(operator: Operator) -> None:
    code, report = await operator.smoke("--timeout", "60")

    assert report["verdict"] == "api ok, trace ok, db ok, probes ok"
    assert code == 0
    assert report["status"] == "completed"


async def test_a_dropped_row_fails_the_database_and_is_named(operator: Operator) -> None:
    spoil = """
    DELETE FROM instagram_reels WHERE media_pk =
        (SELECT min(media_pk) FROM instagram_reels WHERE creator_id = NEW.owner_id);
    RETURN NULL;
    """
    moment = "AFTER UPDATE OF status"
    async with operator.trigger(
        "requests", moment, f"IF NEW.status = 'completed' THEN {spoil} END IF; RETURN NULL;"
    ):
        code, report = await operator.smoke(*layers())

    assert code == 1
    assert "db FAILED: reels: 1 missing (" in report["verdict"]
    assert "1 reels were published but have no row" in report["verdict"]
    assert "trace ok" in report["verdict"]


async def test_a_doctored_hash_fails_the_database_alone(operator: Operator) -> None:
    body = "IF NEW.kind = 'profile' THEN NEW.sha256 := repeat('0', 64); END IF; RETURN NEW;"
    async with operator.trigger("media_assets", "BEFORE UPDATE", body):
        code, report = await operator.smoke(*layers())

    assert code == 1
    assert report["verdict"].startswith("api ok, trace ok, db FAILED: reconciled: 1 objects have")


async def test_doctored_counts_fail_the_api(operator: Operator) -> None:
    body = """
    IF NEW.walk = 'reels' THEN
        NEW.announced := NEW.announced + 1;
        NEW.unchanged := NEW.unchanged + 1;
    END IF;
    RETURN NEW;
    """
    async with operator.trigger("request_pages", "BEFORE INSERT", body):
        code, report = await operator.smoke(*layers())

    assert code == 1
    assert "api FAILED: reels announced: 15, wanted 13" in report["verdict"]
    assert "trace ok" in report["verdict"]


async def test_a_stripped_trace_header_fails_the_trace_alone(operator: Operator) -> None:
    body = "NEW.headers := NEW.headers - 'traceparent'; RETURN NEW;"
    async with operator.trigger("outbox", "BEFORE INSERT", body):
        code, report = await operator.smoke(*layers())

    assert code == 1
    assert failed_layers(report) == ["trace"]
    assert "one trace: the request is in" in report["verdict"]


async def test_a_lost_parent_fails_the_trace_alone(operator: Operator) -> None:
    body = """
    NEW.headers := jsonb_set(NEW.headers, '{traceparent}', to_jsonb(
        left(NEW.headers ->> 'traceparent', 36) || '00000000000000ff' || '-01'));
    RETURN NEW;
    """
    when = "BEFORE INSERT"
    guarded = f"IF NEW.stream = 'REQUESTS' THEN {body} END IF; RETURN NEW;"
    async with operator.trigger("outbox", when, guarded):
        code, report = await operator.smoke(*layers())

    assert code == 1
    assert failed_layers(report) == ["trace"]
    assert "parents were exported" in report["verdict"]


async def test_an_uploader_that_is_off_stops_the_preflight(operator: Operator) -> None:
    async with uploader_off(operator):
        code, report = await operator.smoke(*layers())

    assert code == 2
    assert report["verdict"] == "preflight FAILED: media-uploader-1 is not up"
    assert report["request_id"] is None


async def test_an_uploader_that_dies_on_the_way_is_a_timeout_of_its_stage(
    operator: Operator,
) -> None:
    async with slow_files(operator), one_more_smoke_request(operator) as accepted:
        smoking = asyncio.create_task(
            operator.smoke("--layers", "api,trace,db", "--timeout", "6"), name="smoke"
        )
        await accepted()
        async with uploader_off(operator):
            code, report = await smoking

    assert code == 3
    assert "stage media did not finish in 6 s" in report["verdict"]
    assert "media-uploader" in report["verdict"]
    assert report["layers"] == {}


async def test_a_partial_request_never_passes(operator: Operator) -> None:
    async with fault(operator, match="/cdn/*/cover-*", kind="gone", times=2):
        code, report = await operator.smoke(*layers())

    assert (code, report["status"]) == (1, "partial")
    assert "api FAILED: status: partial" in report["verdict"]


async def test_a_failed_request_never_passes(operator: Operator) -> None:
    async with fault(operator, match="/profile:few.*", kind="user_not_found"):
        code, report = await operator.smoke(*layers())

    assert (code, report["status"]) == (1, "failed")
    assert "api FAILED: status: failed target_not_found" in report["verdict"]
    assert "db FAILED: creator row" in report["verdict"]


async def test_an_unknown_schema_version_of_the_database_stops_the_preflight(
    operator: Operator,
) -> None:
    async with operator.as_owner() as owner:
        await owner.execute("INSERT INTO schema_migrations VALUES ('29990101000000')")
        try:
            code, report = await operator.smoke(*layers())
        finally:
            await owner.execute("DELETE FROM schema_migrations WHERE version = '29990101000000'")

    assert code == 2
    assert "the database has schema version 29990101000000" in report["verdict"]


async def test_a_process_of_another_build_stops_the_preflight(
    operator: Operator, tmp_path: Path
) -> None:
    told = {"git_sha": "f" * 40, "schema_version": 2}
    async with speaking(told) as url:
        elsewhere = with_health_url(operator.stack, "persister-1", url, tmp_path)
        code, report = await operator.smoke(*layers(), stack_folder=elsewhere)

    assert code == 2
    assert "persister-1 speaks schema version 2, not 1" in report["verdict"]
    assert "more than one git sha runs" in report["verdict"]


async def test_a_missing_object_is_named_by_verify(operator: Operator) -> None:
    added = await operator.b9("add", "instagram", "few.verified", "--wait")
    assert added.code == 0, added.said
    before = await operator.b9("verify", "@few.verified")
    key = await delete_one_object(operator, "few.verified")
    after = await operator.b9("verify", "@few.verified")

    assert (before.code, after.code) == (0, 1), before.said
    assert f"1 objects are missing: {key}" in after.said


async def test_a_page_that_was_never_booked_is_named_by_verify(operator: Operator) -> None:
    added = await operator.b9("add", "instagram", "few.unbooked", "--wait")
    assert added.code == 0, added.said
    async with operator.as_owner() as owner:
        key = await owner.fetchval(
            "DELETE FROM request_pages WHERE page_key IN (SELECT p.page_key FROM request_pages p"
            " JOIN requests r ON r.id = p.request_id WHERE r.target = 'few.unbooked'"
            " AND p.walk = 'posts' LIMIT 1) RETURNING page_key"
        )
    after = await operator.b9("verify", "@few.unbooked")

    assert after.code == 1
    assert f"are not booked: {key}" in after.said
    assert f"1 pages in CONTENT were acked but never booked: {key}" in after.said


@asynccontextmanager
async def uploader_off(operator: Operator) -> AsyncIterator[None]:
    """Killed and left dead; afterwards it works off what was left."""
    uploader = operator.stack.children["media-uploader-1"]
    uploader.auto_restart = False
    uploader.kill()
    await until_state(operator, "media-uploader-1", up=False)
    try:
        yield
    finally:
        await uploader.restart()
        uploader.auto_restart = True
        await until_state(operator, "media-uploader-1", up=True)


async def until_state(operator: Operator, name: str, *, up: bool) -> None:
    """Wait until the stack's file tells it: that is what others read."""
    async with asyncio.timeout(20):
        while True:
            state = operator.stack.folder.read_state()
            assert state is not None
            child = next(one for one in state.children if one.name == name)
            if (child.state == "up" and child.alive) is up:
                return
            await asyncio.sleep(0.05)


async def until_quiet(operator: Operator) -> None:
    """Wait until every request has ended."""
    running = "SELECT count(*) FROM requests WHERE finished_at IS NULL"
    async with operator.as_owner() as owner, asyncio.timeout(60):
        while await owner.fetchval(running):
            await asyncio.sleep(0.05)


@asynccontextmanager
async def one_more_smoke_request(
    operator: Operator,
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """What waits until one has been accepted since the block began."""
    count = "SELECT count(*) FROM requests WHERE is_smoke"
    async with operator.as_owner() as owner:
        before = await owner.fetchval(count)

        async def accepted() -> None:
            async with asyncio.timeout(60):
                while await owner.fetchval(count) == before:
                    await asyncio.sleep(0.02)

        yield accepted


@asynccontextmanager
async def slow_files(operator: Operator) -> AsyncIterator[None]:
    """Whoever copies files is not through with them for a while."""
    async with aiohttp.ClientSession(operator.stack.simulator_url) as http:
        try:
            async with http.patch("/_sim/config", json={"cdn_latency_ms": 5_000}) as answer:
                assert answer.status == 200
            yield
        finally:
            await http.patch("/_sim/config", json={"cdn_latency_ms": 0})


@asynccontextmanager
async def fault(operator: Operator, **rule: Any) -> AsyncIterator[None]:
    """The upstream misbehaves by *rule*, and is seen to have done so."""
    await until_quiet(operator)  # else it would befall what another test left behind
    async with aiohttp.ClientSession(operator.stack.simulator_url) as http:
        async with http.post("/_sim/faults", json=rule) as answer:
            assert answer.status == 201
        try:
            yield
            async with http.get("/_sim/config") as answer:
                fired = (await answer.json())["faults"][0]["fired"]
            assert fired > 0
        finally:
            await http.delete("/_sim/faults")


@asynccontextmanager
async def speaking(told: dict[str, Any]) -> AsyncIterator[str]:
    """A process that tells that version; its address."""

    async def version(_: web.Request) -> web.Response:
        return web.json_response(told)

    app = web.Application()
    app.router.add_get("/version", version)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def with_health_url(stack: Stack, name: str, url: str, folder: Path) -> Path:
    """A copy of the stack's files in which *name* is found at *url*."""
    state = json.loads((stack.folder.path / "stack.json").read_text(encoding="utf-8"))
    child = next(one for one in state["children"] if one["name"] == name)
    child["health_url"] = f"{url}/readyz"
    (folder / "stack.json").write_text(json.dumps(state), encoding="utf-8")
    shutil.copy(stack.folder.path / "secrets.env", folder / "secrets.env")
    return folder


async def delete_one_object(operator: Operator, name: str) -> str:
    """Remove one stored object of *name* behind everybody's back; its asset."""
    from aiobotocore.config import AioConfig  # noqa: PLC0415  half a second of imports
    from aiobotocore.session import get_session  # noqa: PLC0415  as above

    async with operator.as_owner() as owner:
        row = await owner.fetchrow(
            "SELECT asset_key, object_key FROM media_assets a JOIN instagram_creators c"
            " ON c.ig_user_id = a.owner_id WHERE c.username = $1 AND a.state = 'stored'"
            " ORDER BY asset_key LIMIT 1",
            name,
        )
    s3 = operator.stack.servers.s3
    client = get_session().create_client(
        "s3",
        endpoint_url=s3.endpoint,
        region_name="us-east-1",
        aws_access_key_id=s3.access_key,
        aws_secret_access_key=s3.secret_key,
        config=AioConfig(s3={"addressing_style": "path"}),
    )
    async with client as objects:
        await objects.delete_object(Bucket="b9-media", Key=row["object_key"])
    return str(row["asset_key"])
