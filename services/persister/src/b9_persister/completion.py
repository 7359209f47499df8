"""What the committed facts say of a request: its stages, and whether it has ended.

Pure. A worker's claim never completes anything: only pages, the marker and outcomes do.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from b9_common.events import AssetOutcome, Depth, FetchFinished, FetchOutcome, Kind, Walk

# A stage only moves up, unless a new drive has set it back to pending.
RANK: Final = {
    "pending": 0, "running": 1, "waiting": 1, "retrying": 1, "skipped": 2, "done": 2, "failed": 2,
}  # fmt: skip
# The page that tells whose pages all the others are, and the stage that waits for it.
HEADS: Final = frozenset({Walk.PROFILE, Walk.ABOUT})
LISTING: Final = "listing"
PROFILE: Final = "profile"
# What an author's own list is asked for: one page.
AUTHOR_PAGE: Final = 100
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
    """
    The pages that count: those a marker lists, or before it those of the newest run.

    *heads* are pages of the target itself, *accepted* are the items per walk, without rejected.
    """

    listed: int | None = None
    booked: int = 0
    announced: int = 0
    stored: int = 0
    rejected: int = 0
    dead: int = 0
    heads: int = 0
    accepted: Mapping[str, int] = {}


class WalkFacts(Struct, frozen=True, kw_only=True):
    """The pages of one walk that count; *walk* is None where there is none at all."""

    walk: str | None
    listed: int | None
    booked: int
    announced: int
    stored: int
    rejected: int
    dead: int


def page_facts(walks: Sequence[WalkFacts]) -> PageFacts:
    """What the walks of one request come to."""
    return PageFacts(
        listed=walks[0].listed,
        booked=sum(one.booked for one in walks),
        announced=sum(one.announced for one in walks),
        stored=sum(one.stored for one in walks),
        rejected=sum(one.rejected for one in walks),
        dead=sum(one.dead for one in walks),
        heads=sum(one.booked for one in walks if one.walk in HEADS),
        accepted={one.walk: one.announced - one.rejected for one in walks if one.walk is not None},
    )


def wanted_items(kind: str, depth: Depth) -> int:
    """About how many items a request will bring, its target among them."""
    if kind == Kind.USER_DISCOVER:
        return 1 + depth.posts
    if kind.startswith("subreddit"):
        # About and rules, two lists, and a page of each author.
        return 2 + 2 * depth.posts + AUTHOR_PAGE * depth.authors
    return 1 + depth.reels + depth.posts


class Facts(Struct, frozen=True, kw_only=True):
    """
    What is committed about one request at this moment.

    *marker* is the current drive's, or None. *media* counts the named assets by outcome, with
    None for those awaited; it is None itself where nobody asked yet.
    """

    status: str
    drive: int
    kind: str
    wanted_items: int
    mirror: bool
    full_depth: bool
    pages: PageFacts
    marker: FetchFinished | None = None
    media: Mapping[str | None, int] | None = None
    stages: Mapping[str, StageNow]

    @property
    def first_stage(self) -> str:
        """The stage that waits for the page of the target itself: communities are listed."""
        return LISTING if LISTING in self.stages else PROFILE


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
    stages = [_head(facts), _content(facts), _rows(facts, done=rows_done)]
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


def _head(facts: Facts) -> StageNow:
    """Whether the target itself was seen; its lists may have come without it."""
    marker, stage = facts.marker, facts.first_stage
    if facts.pages.heads:
        return StageNow(stage=stage, state="done", expected=1, done=1)
    if marker is None:
        return StageNow(stage=stage, state="pending", expected=1)
    if marker.outcome in {FetchOutcome.FAILED, FetchOutcome.PARTIAL}:
        return StageNow(stage=stage, state="failed", expected=1, error_code=marker.code)
    return StageNow(stage=stage, state="skipped", expected=0)


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
