"""Ask the running stack, layer by layer, whether it tells the truth."""

import argparse
from pathlib import Path

import msgspec

from b9_cli.running import CommandError, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.smoke.report import Report
from b9_cli.smoke.smoke import LAYERS, Wishes, smoke


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything found there")
    parser.add_argument("--target", metavar="NAME", help="else a name never asked for before")
    parser.add_argument("--subreddit", metavar="NAME", help="the same; a live one only if named")
    parser.add_argument("--timeout", type=float, default=180.0, metavar="S")
    parser.add_argument("--layers", default=",".join(LAYERS), help="which to ask")
    parser.add_argument("--live", action="store_true", help="yes, with calls that are paid for")
    parser.add_argument("--expect-sha", metavar="SHA", help="that every process must run")


def run(args: argparse.Namespace) -> int:
    """0 passed, 1 a layer failed (named), 2 could not be asked, 3 did not end in time."""
    return run_to_end(_run(args))


async def _run(args: argparse.Namespace) -> int:
    screen, layers = Screen(), args.layers.split(",")
    if unknown := set(layers) - set(LAYERS):
        raise CommandError(f"no such layer: {', '.join(sorted(unknown))}")
    wishes = Wishes(
        target=args.target,
        subreddit=args.subreddit,
        timeout_s=args.timeout,
        layers=layers,
        live=args.live,
        expected_sha=args.expect_sha,
    )
    report = await smoke(this_stack(), wishes, screen)
    if args.json is not None:
        write(report, args.json)
    screen.say(f"\n{report.verdict}\n({report.took_s:.1f} s, exit code {report.exit_code})")
    return report.exit_code


def write(report: Report, path: Path) -> None:
    """Keep *report* as JSON in *path*."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(report.told()), indent=2) + b"\n")
