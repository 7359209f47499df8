"""Fill the devstack with invented rows, in the numbers of real life; never a live one."""

import argparse
import time
from datetime import UTC, datetime
from typing import Final

from b9_cli.database import OWNER, connected
from b9_cli.running import EXIT_OK, CommandError, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.seed.seeding import is_empty, seed
from b9_cli.seed.sizes import Sizes

# Of one piece, or of looking over the largest table.
STATEMENT_S: Final = 300.0
LARGEST_SCALE: Final = 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--scale", type=_scale, default=1.0, help="1: 1.8 million posts; 0.01: a hundredth of it"
    )
    parser.add_argument("--seed", type=int, default=1, help="another one makes other rows")
    parser.add_argument(
        "--yes-more", action="store_true", help="beside what was collected, or to complete a seed"
    )


def run(args: argparse.Namespace) -> int:
    """Fill it."""
    return run_to_end(_run(args))


async def _run(args: argparse.Namespace) -> int:
    screen, stack = Screen(), this_stack()
    if stack.state.upstream == "live":
        raise CommandError("this stack holds real data: nothing invented is put there")
    async with (
        connected(stack, OWNER, statement_s=STATEMENT_S) as one,
        connected(stack, OWNER, statement_s=STATEMENT_S) as other,
    ):
        if not args.yes_more and not await is_empty(one):
            raise CommandError("there are rows already: `./b9 reset` first, or --yes-more")
        started = time.monotonic()
        today = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        sizes = Sizes.at(args.scale)
        await seed((one, other), sizes, number=args.seed, now=today, say=screen.say)
    screen.say(f"Seeded in {time.monotonic() - started:.0f} s.")
    return EXIT_OK


def _scale(text: str) -> float:
    scale = float(text)
    if not 0 < scale <= LARGEST_SCALE:
        raise argparse.ArgumentTypeError(f"above 0, at most {LARGEST_SCALE}")
    return scale
