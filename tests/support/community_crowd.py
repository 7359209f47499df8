"""Fifty invented communities, half of them to be discovered from, and all that they lead to."""

import asyncio
from typing import Any, Final

from tests.support.communities import all_ended, paid_twice
from tests.support.crowd import Crowd
from tests.support.reddit_fold import against_the_log
from tests.support.state import REDDIT
from tests.support.world import FOR_REDDIT, World

from b9_devstack.simulator.items import EPOCH_S
from b9_devstack.supervisor import StackOptions

# What a name asks of the simulated Reddit is told there.
SCANNED: Final = {
    "few_a{}": 14,
    "weird_few_b{}": 2,
    "hidden_few_c{}": 2,
    "flaky_few_d{}": 2,
    "nsfw_few_e{}": 1,
    "private_f{}": 1,
    "missing_g{}": 1,
    "short_huge_h{}": 1,
}
DISCOVERED: Final = {
    "few_p{}": 18,
    "weird_few_q{}": 2,
    "repeating_few_r{}": 1,
    "flaky_few_s{}": 2,
    "banned_t{}": 1,
    "empty_u{}": 1,
    "huge_v{}": 1,
}
# So small that no two of them share an author: whose posts are seen through whom is then no
# matter of who came first.
SMALL: Final = ("--posts", "4-5", "--user-posts", "1-2")
MIRRORED_EVERY: Final = 10
ADD_EVERY_S: Final = 0.08
RATE_PER_S: Final = 80.0


def wishes() -> list[tuple[str, str]]:
    """Every name with how it is asked for, scans and discoveries in turn."""
    scans = [(kind.format(n), "") for kind, many in SCANNED.items() for n in range(many)]
    finds = [(kind.format(n), "discover") for kind, many in DISCOVERED.items() for n in range(many)]
    turns = sorted([*enumerate(scans), *enumerate(finds)], key=lambda turn: turn[0])
    return [wish for _, wish in turns]


class Communities(Crowd):
    """See `Crowd`."""

    name = "reddit"
    targets = (
        "gateway-1",
        "dispatcher-1",
        "reddit-ingest-1",
        "persister-1",
        "nats",
        "postgres",
    )
    content_rows = "SELECT count(*) FROM reddit_posts"
    shape = REDDIT

    def options(self, seed: int, *, drift: bool) -> StackOptions:
        """See `Crowd`."""
        args = (*SMALL, "--drift") if drift else SMALL
        return StackOptions(
            seed=seed, durable=False, services=FOR_REDDIT, reddit_simulator_args=args
        )

    async def prepare(self, world: World) -> None:
        """See `Crowd`."""
        await world.allow("reddit", RATE_PER_S, burst=20)

    async def add_all(self, world: World) -> None:
        """See `Crowd`."""
        for number, (name, how) in enumerate(wishes()):
            options = {"mirror_media": number % MIRRORED_EVERY == 0}
            body = {"options": options} if how else {"name": name, "options": options}
            await world.seek(name, how, body, key=f"{how} {name}")
            await asyncio.sleep(ADD_EVERY_S)

    async def ended(self, world: World) -> None:
        """See `Crowd`."""
        await all_ended(world)

    async def paid_twice(self, world: World) -> list[dict[str, Any]]:
        """See `Crowd`."""
        return await paid_twice(world)

    async def against_the_log(self, world: World) -> list[str]:
        """See `Crowd`."""
        return await against_the_log(world)

    async def missing_throughout(self, world: World) -> list[str]:
        """See `Crowd`. Only of lists of one page, to which every post belongs."""
        posts = await world.rows("SELECT reddit_id FROM reddit_posts")
        stored = {row["reddit_id"] for row in posts}
        missing: list[str] = []
        for name, _ in wishes():
            truth = await world.reddit("GET", f"subreddits/{name}/truth?hot=100")
            there = [post for post in truth["listings"]["hot"] if post["created"] <= EPOCH_S]
            if "huge" not in name:
                lost = [post["id"] for post in there
                        if post["keepable"] and post["id"] not in stored]  # fmt: skip
                missing += [f"{name} {one}" for one in lost]
        return missing
