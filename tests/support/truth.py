"""What the simulator knows must be there, compared with what is."""

from collections.abc import Mapping

from tests.support.state import ANNOUNCED
from tests.support.world import World


async def against_truth(world: World, names: list[str], *, media: bool = True) -> list[str]:
    """How rows, assets and announced totals of *names* differ from the truth; empty where not."""
    announced = {row["key"]: row["announced"] for row in await world.rows(ANNOUNCED)}
    found: list[str] = []
    for name in names:
        truth = await world.simulator("GET", f"creators/{name}/truth?reels=90&posts=30")
        for walk in ("reels", "posts"):
            told = len(truth[walk]) + truth["malformed"][walk]
            if announced.get(f"{name} {walk}") != told:
                found.append(
                    f"{name} {walk}: {announced.get(f'{name} {walk}')} announced of {told}"
                )
            stored = await world.rows(
                f"SELECT media_pk, like_count, comment_count, play_count FROM instagram_{walk}"
                " WHERE media_pk = ANY ($1::text[]) OR creator_id = $2",
                [item["pk"] for item in truth[walk]],
                truth["id"],
            )
            have = {row.pop("media_pk"): tuple(row.values()) for row in stored}
            want = {
                item["pk"]: (item["likes"], item["comments"], item["plays"]) for item in truth[walk]
            }
            found += between(f"{name} {walk}", want, have)
        assets = set(truth["assets"]) if media else set[str]()
        found += await _assets(world, name, truth["id"], assets, truth["faulty"])
    return found


async def _assets(
    world: World, name: str, owner_id: str, wanted: set[str], faulty: dict[str, str]
) -> list[str]:
    rows = await world.rows(
        "SELECT asset_key, state FROM media_assets WHERE owner_id = $1", owner_id
    )
    have = {row["asset_key"]: row["state"] for row in rows if row["asset_key"] not in faulty}
    return between(f"{name} asset", dict.fromkeys(wanted - faulty.keys(), "stored"), have)


def between(what: str, want: Mapping[str, object], have: Mapping[str, object]) -> list[str]:
    """What is wanted and what is had of *what*, where they differ."""
    """What is wanted and what is had of *what*, where they differ."""
    keys = sorted(want.keys() | have.keys())
    return [
        f"{what} {key}: {have.get(key)} for {want.get(key)}"
        for key in keys
        if want.get(key) != have.get(key)
    ]
