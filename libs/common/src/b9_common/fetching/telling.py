"""The record of every call, paid or not: one `CallTracked`, and the metrics beside it."""

from typing import Final
from uuid import uuid4

from msgspec import Struct

from b9_common.events import CallTracked, CreatorRequested, StageState
from b9_common.fetching.ports import Answer, Question, Tracking
from b9_common.fetching.progress import Progress
from b9_common.identity import Identity
from b9_common.metrics import Counter, Histogram, count, observe

# The stages of a request in which the upstream is asked: for who an account or a community is, and
# for the rest.
PROFILE: Final = "profile"
LISTING: Final = "listing"
CONTENT: Final = "content"


class Errand(Struct, frozen=True, kw_only=True):
    """On whose behalf a call is made, and where in its run; *stage* is what it belongs to."""

    request: CreatorRequested
    progress: Progress
    stage: str
    n: int = 0


class Ledger:
    """Tells of calls to one provider at its list price."""

    def __init__(
        self, tracking: Tracking, identity: Identity, *, provider: str, cost_usd: float
    ) -> None:
        self._tracking = tracking
        self._identity = identity
        self._cost_usd = cost_usd
        self.provider = provider

    def enter(self, ask: Question, errand: Errand, reply: Answer) -> None:
        """Take one call into the books."""
        page, request, progress = reply.page, errand.request, errand.progress
        count(Counter.CALLS, endpoint=ask.walk, call_class=reply.call_class)
        count(Counter.COST, self._cost_usd, provider=self.provider)
        observe(Histogram.CALL, reply.duration_ms / 1_000, endpoint=ask.walk)
        self._tracking.call(
            CallTracked(
                request_id=request.request_id,
                correlation_id=request.correlation_id,
                call_id=uuid4().hex,
                drive=progress.drive,
                run=progress.run,
                leg=progress.leg,
                walk=ask.walk,
                n=errand.n,
                platform=request.platform,
                provider=self.provider,
                endpoint=ask.walk,
                status=reply.status,
                call_class=reply.call_class,
                duration_ms=reply.duration_ms,
                bytes=reply.bytes,
                items=page.accepted + len(page.rejected) if page else 0,
                cost_usd=self._cost_usd,
                service=self._identity.service,
                instance=self._identity.instance,
                at=reply.observed_at,
            )
        )

    def try_again(self, errand: Errand, reply: Answer) -> None:
        """Say that the call is made again, and so that its request has not fallen silent."""
        request = errand.request
        self._tracking.stage(
            request.request_id,
            request.correlation_id,
            request.drive,
            errand.stage,
            StageState.RETRYING,
            reason=reply.call_class,
        )
