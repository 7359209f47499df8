"""Empty the devstack: requests, content, messages and objects; never a live one."""

import argparse
import asyncio
import sys
from typing import Final

from b9_cli.database import OWNER, Database, connected
from b9_cli.objects import bucket_of
from b9_cli.running import EXIT_FAILED, EXIT_OK, CommandError, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_common.messaging.connection import Broker, connect
from b9_common.topology import PROGRESS, SEEN, STREAMS
from b9_common.topology_apply import bucket_stream

# What was collected, and the record of how. Settings, switches and the audit stay.
TABLES: Final = (
    "requests", "request_stages", "request_pages", "request_assets", "request_events",
    "idempotency_keys", "outbox", "instagram_creators", "instagram_reels", "instagram_posts",
    "instagram_follower_history", "creator_relations", "username_history", "media_assets",
    "reddit_subreddits", "reddit_posts", "reddit_users", "subreddit_discoveries",
    "reddit_target_states", "api_calls", "dead_letters",
)  # fmt: skip
# What was in a worker's hands at the first sweep is written by the second.
SWEEPS: Final = 10
QUIET_S: Final = 1.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(args: argparse.Namespace) -> int:
    """Empty it; 1 if something was still being written at the end."""
    return run_to_end(_run(args))


async def _run(args: argparse.Namespace) -> int:
    screen, stack = Screen(), this_stack()
    if stack.state.upstream == "live":
        raise CommandError("this stack holds real data: it is not reset")
    if not args.yes and not await asyncio.to_thread(_confirmed):
        return EXIT_FAILED
    async with (
        connected(stack, OWNER) as database,
        connect(stack.nats_url, "b9-reset") as broker,
        bucket_of(stack, may_write=True) as objects,
    ):
        rows, sweeps = 0, 0
        while sweeps < SWEEPS:
            sweeps += 1
            found = await _sweep(database, broker)
            rows += found
            if not found and sweeps > 1:
                break
            await asyncio.sleep(QUIET_S)
        removed = await objects.delete_all()
    screen.say(f"Emptied: {rows} rows, {removed} objects.")
    return EXIT_OK if sweeps < SWEEPS else EXIT_FAILED


async def _sweep(database: Database, broker: Broker) -> int:
    """Purge streams, then tables: what has no message left cannot come back. Rows found."""
    for name in (*(stream.name for stream in STREAMS), *map(bucket_stream, (PROGRESS, SEEN))):
        answer = await broker.api_request(f"STREAM.PURGE.{name}")
        if "error" in answer:
            raise CommandError(f"{name}: {answer['error'].get('description')}")
    counts = ", ".join(f"(SELECT count(*) FROM {table}) AS {table}" for table in TABLES)  # noqa: S608  our own names
    found = await database.row(f"SELECT {counts}") or {}
    await database.execute(f"TRUNCATE {', '.join(TABLES)}")
    return sum(found.values())


def _confirmed() -> bool:
    sys.stdout.write("Everything collected in this clone's stack will be gone. Type `reset`: ")
    sys.stdout.flush()
    return sys.stdin.readline().strip() == "reset"
