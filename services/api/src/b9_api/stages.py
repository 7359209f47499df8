"""The stages of a creator's request, what each weighs, and how far a request has come."""

import math
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from b9_common.events import Depth

CREATOR_STAGES: Final = ("accepted", "profile", "content", "rows", "media", "analytics")
WEIGHTS: Final = {
    "accepted": 2, "profile": 8, "listing": 8, "content": 30, "rows": 35, "media": 20,
    "analytics": 5,
}  # fmt: skip

ACTIVE: Final = ("queued", "running", "waiting", "retrying")
TERMINAL: Final = ("completed", "partial", "failed", "cancelled")

# Full until a creator was once fetched whole, then only what is new.
FULL_DEPTH: Final = Depth(reels=90, posts=30)
REFRESH_DEPTH: Final = Depth(reels=30, posts=10)


class Stage(Struct, frozen=True, kw_only=True):
    """What counts of a stage for the progress of its request."""

    stage: str
    state: str
    done_items: int = 0
    expected_items: int | None = None


def progress(status: str, stages: Sequence[Stage]) -> int:
    """Percent by weight; 100 only for what completed."""
    if status == "completed":
        return 100
    counted = [stage for stage in stages if stage.state != "skipped"]
    whole = sum(WEIGHTS[stage.stage] for stage in counted)
    if whole == 0:
        return 0
    done = sum(WEIGHTS[stage.stage] * _share(stage) for stage in counted)
    return min(99, math.floor(100 * done / whole))


def current_stage(stages: Sequence[Stage]) -> str | None:
    """The first stage that has not ended, or None."""
    for stage in stages:
        if stage.state not in {"done", "skipped", "failed"}:
            return stage.stage
    return None


def _share(stage: Stage) -> float:
    if stage.state == "done":
        return 1.0
    if not stage.expected_items:
        return 0.0
    return min(1.0, stage.done_items / stage.expected_items)
