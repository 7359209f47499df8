"""What workers say of themselves: it informs, and completes nothing. Pure.

News is judged by the drive it speaks of and by its own time: of an older drive, or older than
what the stage last said, it is ignored.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from b9_common.events import StageState, StageTracked
from b9_persister.values import utc

ENDED: Final = frozenset({"done", "skipped", "failed"})
# Where the upstream is asked: only there does waiting mean that the request waits.
FETCHING: Final = frozenset({"profile", "listing", "content"})
STATES: Final = {
    StageState.STARTED: "running",
    StageState.HEARTBEAT: "running",
    StageState.WAITING: "waiting",
    StageState.RETRYING: "retrying",
    StageState.FAILED: "retrying",
}


class StageHeard(Struct, frozen=True, kw_only=True):
    """A stage as its worker left it."""

    stage: str
    state: str
    reason: str | None = None
    heartbeat_at: datetime | None = None


class Heard(Struct, frozen=True, kw_only=True):
    """An active request as it stands; *news* tells whether anything was heard."""

    drive: int
    status: str
    waiting_reason: str | None = None
    waiting_until: datetime | None = None
    stages: Mapping[str, StageHeard]
    news: bool = False


def hear(request: Heard, events: Iterable[StageTracked]) -> Heard:
    """*request* after *events*, taken in the order of their own times."""
    for event in sorted(events, key=lambda one: utc(one.at)):
        if event.drive == request.drive:
            request = _hear(request, event)
    return request


def _hear(request: Heard, event: StageTracked) -> Heard:
    stage = request.stages.get(event.stage)
    if stage is None or (stage.heartbeat_at is not None and utc(event.at) <= stage.heartbeat_at):
        return request
    told = StageHeard(
        stage=stage.stage,
        state=stage.state if stage.state in ENDED else STATES[event.state],
        reason=stage.reason if stage.state in ENDED else event.reason,
        heartbeat_at=utc(event.at),
    )
    status = _status(request, event)
    waits = status == "waiting"
    if event.state is StageState.WAITING and waits:
        reason, until = event.reason, event.until
    else:
        reason, until = request.waiting_reason, request.waiting_until
    return msgspec.structs.replace(
        request,
        status=status,
        waiting_reason=reason if waits else None,
        waiting_until=until if waits else None,
        stages={**request.stages, stage.stage: told},
        news=True,
    )


def _status(request: Heard, event: StageTracked) -> str:
    """What *event* makes of the request's status."""
    if event.stage not in FETCHING:
        return request.status
    if event.state is StageState.WAITING:
        return "waiting"
    if request.status == "waiting" and not _since_waiting(request, event):
        return "waiting"
    return "retrying" if STATES[event.state] == "retrying" else "running"


def _since_waiting(request: Heard, event: StageTracked) -> bool:
    """Whether *event* was said after whatever is waiting said so."""
    waiting = [
        stage.heartbeat_at
        for stage in request.stages.values()
        if stage.state == "waiting" and stage.stage in FETCHING and stage.heartbeat_at is not None
    ]
    return all(said_at < utc(event.at) for said_at in waiting)
