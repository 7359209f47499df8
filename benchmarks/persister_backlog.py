"""The persister on a long backlog, beside the same rows written with nothing around them."""

from typing import Final

from benchmarks import backlog
from benchmarks.bare_writer import copy_bare
from benchmarks.frame import Bench, Figure
from benchmarks.stacks import Connection, broker, database, only, peak_rss_mib, until

from b9_devstack.migrations import migrate
from b9_devstack.supervisor.stack import Stack

BAR: Final = 0.5
PERSISTER: Final = "persister-1"
BARE: Final = "bare"

# committed_at is when a transaction began: the last one is left out of what was done by then.
PACE: Final = """
WITH commits AS (
    SELECT committed_at, sum(announced) AS items FROM request_pages WHERE walk = 'reels'
     GROUP BY committed_at
)
SELECT sum(items) AS items, count(*) AS commits,
       extract(epoch FROM max(committed_at) - min(committed_at))::float8 AS seconds,
       (SELECT items FROM commits ORDER BY committed_at DESC LIMIT 1) AS last
  FROM commits
"""


async def measure(bench: Bench) -> list[Figure]:
    """Let a backlog wait, start the persister, time its commits; then write its rows bare."""
    creators = bench.sized(1_042, 100)
    services = ("dispatcher", "persister", "simulator", "otlp")
    async with (
        bench.stack("persister", services=services, ready_timeout_s=60) as stack,
        database(stack) as connection,
    ):
        await only(stack)
        bench.say(f"persister: announcing {creators * backlog.ITEMS} items")
        await announce(bench, stack, connection, creators)
        await connection.execute("CHECKPOINT")
        bench.say("persister: measuring")
        await only(stack, PERSISTER)
        await until_written(connection, creators, 300)
        peak_mib = peak_rss_mib(stack.children[PERSISTER].pid)
        await only(stack)
        row = await connection.fetchrow(PACE)
        if row is None:
            raise RuntimeError("nothing was committed")
        pace = float(row["items"] - row["last"]) / row["seconds"]
        batch = round(row["items"] / row["commits"])
        bench.say(f"persister: {pace:.0f} items/s; writing bare, {batch} at a time")
        bare_s = await _write_bare(stack, connection, batch)
        reels = await connection.fetchval("SELECT count(*) FROM instagram_reels")
        assets = await connection.fetchval("SELECT count(*) FROM media_assets")
    return [
        Figure(
            name="persister_backlog",
            what="persister on a backlog: items/s beside bare inserts of the same rows",
            value=pace / (reels / bare_s),
            unit="x",
            bar=BAR,
            at_most=False,
            detail={
                "items": int(row["items"]),
                "assets": assets,
                "items_per_s": pace,
                "bare_items_per_s": reels / bare_s,
                "items_per_transaction": batch,
                "peak_rss_mib": peak_mib,
            },
        )
    ]


async def announce(bench: Bench, stack: Stack, connection: Connection, creators: int) -> None:
    """Publish the pages of *creators* to a stack whose readers are stopped."""
    given = await backlog.models(stack.simulator_url, bench.sized(backlog.MODELS, 20))
    async with broker(stack) as connected:
        await backlog.publish(connected, connection, given, creators)


async def until_written(connection: Connection, creators: int, timeout_s: float) -> None:
    """Wait until every page of *creators* was booked."""
    wanted = creators * (backlog.PAGES + 1)

    async def booked() -> bool:
        return bool(await connection.fetchval("SELECT count(*) FROM request_pages") == wanted)

    await until(booked, timeout_s, every_s=0.5)


async def _write_bare(stack: Stack, connection: Connection, batch: int) -> float:
    """The same tables and indexes in a database of their own, on the same server."""
    dsn = stack.servers.postgres.dsn(database=BARE)
    await migrate(dsn, log=stack.folder.logs / "bare.log")
    await connection.execute("CHECKPOINT")
    return await copy_bare(connection, dsn, batch)
