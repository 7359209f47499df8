"""Reconcile: announced = rows = objects = events; say what differs."""

import argparse
import asyncio
from collections import Counter

from b9_cli.database import Database, connected
from b9_cli.objects import Objects, bucket_of
from b9_cli.reconcile.checks import Finding, check_target, objects_wanted
from b9_cli.reconcile.content_log import ContentLog, read_content
from b9_cli.reconcile.facts import TargetFacts, names_of_all, read_creator
from b9_cli.reconcile.reddit_facts import add_published, read_account, read_community
from b9_cli.running import EXIT_FAILED, EXIT_OK, CommandError, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_common.events import Platform
from b9_common.messaging.connection import connect
from b9_devstack.supervisor.files import FoundStack


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("names", nargs="*", metavar="@NAME, r/NAME or u/NAME")
    parser.add_argument("--all", action="store_true", help="everything, and what nobody owns")
    parser.add_argument("--quiet", action="store_true", help="say only what differs")


def run(args: argparse.Namespace) -> int:
    """Compare; 1 if anything differs."""
    return run_to_end(_run(args))


async def _run(args: argparse.Namespace) -> int:
    screen, stack = Screen(), this_stack()
    if bool(args.names) == args.all:
        raise CommandError("name creators (@NAME), r/NAME or u/NAME, or say --all")
    async with connected(stack) as database, bucket_of(stack) as objects:
        names = await names_of_all(database) if args.all else args.names
        held = [await read_target(database, name) for name in names]
        log = await _log(stack, held)
        findings: list[Finding] = []
        for facts in held:
            found = await verify_target(database, facts, log, objects)
            findings += found
            tell(screen, facts, found, quiet=args.quiet)
        if args.all:
            nobodys = await verify_rest(database, objects)
            findings += nobodys
            for finding in nobodys:
                screen.say(f"{finding.kind.upper()}  {finding}")
    differences = sum(finding.kind == "difference" for finding in findings)
    screen.say(f"{len(held)} verified, {differences} differences")
    return EXIT_FAILED if differences else EXIT_OK


async def read_target(database: Database, name: str) -> TargetFacts:
    """What is held of *name*, as it was typed."""
    prefix, _, rest = name.partition("/")
    if rest and prefix.lower() == "r":
        return await read_community(database, rest)
    if rest and prefix.lower() in {"u", "user"}:
        return await read_account(database, rest)
    return await read_creator(database, name.removeprefix("@"))


async def verify_target(
    database: Database, facts: TargetFacts, log: ContentLog, objects: Objects
) -> list[Finding]:
    """What is found of one target."""
    if facts.owner_id is None and not facts.requests:
        return [Finding("difference", f"nobody here is called {facts.name}")]
    requests = {request.id for request in facts.requests}
    own = {key: page for key, page in log.pages.items() if page.request_id in requests}
    if facts.platform is Platform.REDDIT:
        await add_published(database, facts, own)
    heads = await objects.heads(objects_wanted(facts))
    seen = ContentLog(pages=own, kept_since=log.kept_since, persisted_up_to=log.persisted_up_to)
    return check_target(facts, seen, heads)


async def verify_rest(database: Database, objects: Objects) -> list[Finding]:
    """What belongs to nobody: objects without a row, and messages that were never sent."""
    findings = []
    known = {row["object_key"] for row in await database.rows(_OBJECT_KEYS)}
    orphans = sorted([one.key async for one in objects.all_keys() if one.key not in known])
    if orphans:
        what = f"{len(orphans)} objects without a stored asset"
        findings.append(Finding("difference", what, tuple(orphans)))
    if waiting := await database.value(_OUTBOX):
        findings.append(Finding("difference", f"{waiting} messages wait in the outbox"))
    return findings


def tell(screen: Screen, facts: TargetFacts, found: list[Finding], *, quiet: bool) -> None:
    """One line on a target, and one per finding."""
    differences = [one for one in found if one.kind == "difference"]
    if quiet and not differences:
        return
    tables = dict.fromkeys(facts.lists.values())
    rows = ", ".join(f"{len(facts.rows.get(table, ()))} {table}" for table in tables)
    states = Counter(asset.state for asset in facts.assets.values())
    media = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    verdict = f"{len(differences)} DIFFERENCES" if differences else "agrees"
    pages = len(facts.pages)
    screen.say(f"{facts.name}: {verdict}; {rows}, {pages} pages, media: {media or 'none'}")
    for finding in found:
        screen.say(f"  {finding.kind}: {finding}")


async def _log(stack: FoundStack, held: list[TargetFacts]) -> ContentLog:
    ids = {request.id for facts in held for request in facts.requests}
    async with asyncio.timeout(_LOG_S), connect(stack.nats_url, "b9-verify") as broker:
        return await read_content(broker, ids)


_LOG_S = 600.0
_OBJECT_KEYS = "SELECT object_key FROM media_assets WHERE object_key IS NOT NULL"
_OUTBOX = "SELECT count(*) FROM outbox WHERE created_at < now() - interval '5 s'"
