"""Say what happened on the broker: outcomes confirmed, progress best effort and sparingly."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from b9_common.errors import OutageError
from b9_common.events import AssetOutcome, MediaUploaded, StageState, StageTracked
from b9_common.identity import Identity
from b9_common.messaging import Broker
from b9_common.topology import media_subject
from b9_media_uploader.handler import AssetPage

log = logging.getLogger(__name__)

TRACK_EVERY_S: Final = 5.0
TRACK_DEADLINE_S: Final = 1.0
REMEMBERED: Final = 2_000
GOOD: Final = frozenset({AssetOutcome.STORED, AssetOutcome.ALREADY_STORED})


async def announce(broker: Broker, event: MediaUploaded) -> None:
    """
    Publish *event*, confirmed.

    One asset may be named by two pages of a run, and so end twice under one id: a good end must
    not be swallowed as the duplicate of a bad one.
    """
    subject = media_subject(event.platform)
    published = await broker.publish_event(subject, event, msg_id=event.key)
    if published.duplicate and event.outcome in GOOD:
        await broker.publish_event(subject, event, msg_id=f"{event.key}:stored")


class Tracker:
    """Tells of the media of requests, each at most every five seconds."""

    def __init__(
        self, broker: Broker, identity: Identity, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._broker = broker
        self._identity = identity
        self._clock = clock
        self._told_at: OrderedDict[tuple[str, bool], float] = OrderedDict()

    async def __call__(self, page: AssetPage, trouble: str | None) -> None:
        """
        Tell that *page*'s request is worked on or, given *trouble*, that it is tried again.

        Says nothing if the same was said lately. Never raises.
        """
        about = (page.request_id, trouble is not None)
        known = self._told_at.get(about)
        if known is not None and self._clock() - known < TRACK_EVERY_S:
            return
        self._remember(about)
        started = StageState.STARTED if known is None else StageState.HEARTBEAT
        told = StageTracked(
            request_id=page.request_id,
            correlation_id=page.correlation_id,
            drive=page.drive,
            stage="media",
            state=started if trouble is None else StageState.RETRYING,
            reason=trouble,
            service=self._identity.service,
            instance=self._identity.instance,
            at=datetime.now(UTC),
        )
        try:
            await self._broker.publish_event(
                "track.stage", told, msg_id=uuid4().hex, deadline_s=TRACK_DEADLINE_S
            )
        except OutageError as exc:
            log.info("progress not told: %s", exc)

    def _remember(self, about: tuple[str, bool]) -> None:
        self._told_at[about] = self._clock()
        self._told_at.move_to_end(about)
        if len(self._told_at) > REMEMBERED:
            self._told_at.popitem(last=False)
