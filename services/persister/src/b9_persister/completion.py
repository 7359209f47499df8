"""What the committed facts say of a request: its stages, and whether it has ended.

Pure. A worker's claim never completes anything: only pages, the marker and outcomes do.
"""

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct

from b9_common.events import AssetOutcome, FetchFinished, FetchOutcome

# A stage only moves up, unless a new drive has set it back to pending.
RANK: Final = {
    "pending": 0, "running": 1, "waiting": 1, "retrying": 1, "skipped": 2, "done": 2, "failed": 2,
}  # fmt: skip
HELD: Final = (AssetOutcome.STORED, AssetOutcome.ALREADY_STORED)


class StageNow(Struct, frozen=True, kw_only=True):
    """A stage as it stands, or as it should."""

    stage: str
    state: str
    expected: int | None = None
    done: int = 0
    failed: int = 0
    reason: str | None = None
    error_code: str | None = None


class PageFacts(Struct, frozen=True, kw_only=True):
    """The pages that count: those a marker lists, or before it those of the newest run."""

    listed: int | None = None
    booked: int = 0
    announced: int = 0
    stored: int = 0
    rejected: int = 0
    profiles: int = 0
    reels: int = 0
    posts: int = 0
    dead: int = 0


class Facts(Struct, frozen=True, kw_only=True):
    """
    What is committed about one request at this moment.

    *marker* is the current drive's, or None. *media* counts the named assets by outcome, with
    None for those awaited; it is None itself where nobody asked yet.
    """

    status: str
    drive: int
    wanted_items: int
    mirror: bool
    full_depth: bool
    pages: PageFacts
    marker: FetchFinished | None = None
    media: Mapping[str | None, int] | None = None
    stages: Mapping[str, StageNow]


class Verdict(Struct, frozen=True, kw_only=True):
    """
    What follows: *stages* that change, a new *status*, and whether the request can now be
    *finished* (analytics, then its end). *whole* says that the creator was fetched in full.
    """

    stages: tuple[StageNow, ...] = ()
    status: str | None = None
    finished: bool = False
    whole: bool = False


def judge(facts: Facts) -> Verdict:
    """The verdict on one active request."""
    rows_done = facts.marker is not None and facts.pages.booked >= (facts.pages.listed or 0)
    failed = facts.marker is not None and facts.marker.outcome is FetchOutcome.FAILED
    media = _media(facts, rows_done=rows_done)
    stages = [_profile(facts), _content(facts), _rows(facts, done=rows_done)]
    if failed and rows_done:
        reason = "the fetch failed"
        stages += [StageNow(stage=name, state="skipped", reason=reason) for name in AFTER_ROWS]
        return Verdict(stages=_moved(facts, stages), status="failed")
    stages.append(media)
    ended = rows_done and not failed and RANK[media.state] == RANK["done"]
    running = facts.status == "queued" and (facts.pages.booked > 0 or facts.marker is not None)
    return Verdict(
        stages=_moved(facts, stages),
        status="running" if running else None,
        finished=ended,
        whole=rows_done and not failed and _is_whole(facts),
    )


AFTER_ROWS: Final = ("media", "analytics")


def final_status(facts: Facts) -> str:
    """How a finished request ended: partial where anything that was named is not held."""
    missing = sum(number for outcome, number in (facts.media or {}).items() if outcome not in HELD)
    cut = facts.marker is not None and facts.marker.outcome is FetchOutcome.PARTIAL
    lost = facts.mirror and missing > 0
    return "partial" if cut or lost or facts.pages.dead else "completed"


def _is_whole(facts: Facts) -> bool:
    complete = facts.marker is not None and facts.marker.outcome in {
        FetchOutcome.COMPLETE,
        FetchOutcome.EMPTY,
    }
    return facts.full_depth and complete and not facts.pages.dead


def _profile(facts: Facts) -> StageNow:
    marker, seen = facts.marker, facts.pages.profiles
    if seen:
        return StageNow(stage="profile", state="done", expected=1, done=1)
    if marker is not None and marker.outcome is FetchOutcome.FAILED:
        return StageNow(stage="profile", state="failed", expected=1, error_code=marker.code)
    if marker is not None:
        return StageNow(stage="profile", state="skipped", expected=0)
    return StageNow(stage="profile", state="pending", expected=1)


def _content(facts: Facts) -> StageNow:
    """How much was fetched: everything announced, the profile among it."""
    marker, announced = facts.marker, facts.pages.announced
    if marker is None:
        state = "running" if facts.pages.booked else "pending"
        return StageNow(stage="content", state=state, expected=facts.wanted_items, done=announced)
    if marker.outcome is FetchOutcome.FAILED:
        return StageNow(
            stage="content",
            state="failed",
            expected=announced,
            done=announced,
            reason=marker.message,
            error_code=marker.code,
        )
    total = sum(marker.totals.values())
    return StageNow(
        stage="content", state="done", expected=total, done=total, reason=marker.message,
        error_code=marker.code,
    )  # fmt: skip


def _rows(facts: Facts, *, done: bool) -> StageNow:
    pages = facts.pages
    state = "done" if done else "running" if pages.booked or facts.marker else "pending"
    expected = facts.wanted_items
    if facts.marker is not None:
        expected = sum(facts.marker.totals.values())
    return StageNow(
        stage="rows",
        state=state,
        expected=pages.announced if done else expected,
        done=pages.stored,
        failed=pages.rejected,
    )


def _media(facts: Facts, *, rows_done: bool) -> StageNow:
    if not facts.mirror:
        return StageNow(stage="media", state="skipped", reason="not asked for")
    media = facts.media or {}
    waiting = media.get(None, 0)
    held = sum(media.get(outcome, 0) for outcome in HELD)
    named = sum(media.values())
    done = rows_done and facts.media is not None and not waiting
    state = "done" if done else "running" if named else "pending"
    return StageNow(
        stage="media",
        state=state,
        expected=named if named or done else None,
        done=held,
        failed=named - waiting - held,
    )


def _moved(facts: Facts, stages: list[StageNow]) -> tuple[StageNow, ...]:
    """The stages that say something new, without those that would fall back."""
    moved = []
    for now in stages:
        was = facts.stages.get(now.stage)
        if was is None or was == now or RANK[now.state] < RANK[was.state]:
            continue
        if was.state in {"waiting", "retrying"} and now.state == "running":
            # What the worker says of its own state stands until it says otherwise.
            told = msgspec.structs.replace(now, state=was.state, reason=was.reason)
            moved += [told] if told != was else []
        else:
            moved.append(now)
    return tuple(moved)
