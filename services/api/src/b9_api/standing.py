"""How a scraper stands: what people want of it, and apart from that what is heard of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, Literal

from msgspec import Struct

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.controls import Controls
from b9_api.switches import PLATFORM_SWITCHES
from b9_common.errors import OutageError
from b9_common.events import Platform
from b9_common.heartbeat import Heartbeat, all_heartbeats

# Three beats and a bit: a process that says nothing for longer may be frozen or gone.
FRESH_S: Final = 10.0
DESIRED: Final = ("enabled", "reason", "version", "mirrored", "updated_at", "updated_by")

# running: at least one process takes requests. waiting: all say why they do not. stopping: asked
# to stop, not all have. stale: wanted, but no process has reported in time. unknown: nobody can
# be heard, for the broker is away.
State = Literal["running", "waiting", "alarm", "stopping", "stopped", "stale", "unknown"]
AT_WORK: Final = frozenset({"running", "waiting", "alarm", "stopping"})


class Standing(Struct, frozen=True, kw_only=True):
    """One scraper at *now*; *beats* is None where nobody can be heard."""

    desired: dict[str, Any]
    beats: Sequence[Heartbeat] | None
    now: datetime

    @property
    def enabled(self) -> bool:
        """What people want."""
        return bool(self.desired["enabled"])

    @property
    def newest(self) -> Heartbeat | None:
        """Who was heard of last."""
        return max(self.beats or (), key=lambda beat: beat.at, default=None)

    @property
    def age_s(self) -> float | None:
        """How long ago anybody was heard of."""
        return None if self.newest is None else self._age_s(self.newest)

    @property
    def state(self) -> State:
        """What is observed, whatever is wanted."""
        if self.beats is None:
            return "unknown"
        fresh = [beat for beat in self.beats if self._age_s(beat) < FRESH_S]
        if not fresh:
            return "stale" if self.enabled or self.beats else "stopped"
        if not self.enabled:
            idle = all(beat.status != "ready" and beat.in_hand == 0 for beat in fresh)
            return "stopped" if idle else "stopping"
        statuses = {beat.status for beat in fresh}
        return next((told for word, told in _WORDS if word in statuses), "waiting")

    @property
    def healthy(self) -> bool:
        """Whether somebody reports who works, or would."""
        return self.state in {"running", "waiting"}

    @property
    def breaker(self) -> str | None:
        """Whether calls go out: ``closed`` where all say so, else why not; None unheard."""
        told = [str(beat.extra["breaker"]) for beat in self.beats or () if "breaker" in beat.extra]
        return next((word for word in told if word != "closed"), told[0] if told else None)

    def observed(self) -> dict[str, Any]:
        """What is heard, process by process."""
        return {
            "state": self.state,
            "heartbeat_age_seconds": self.age_s,
            "in_hand": None if self.beats is None else sum(beat.in_hand for beat in self.beats),
            "instances": None if self.beats is None else [self._told(one) for one in self.beats],
        }

    def each(self, fields: Sequence[str]) -> list[dict[str, Any]] | None:
        """Those *fields* of what is heard of each process; None where nobody can be heard."""
        if self.beats is None:
            return None
        return [{name: self._told(one)[name] for name in fields} for one in self.beats]

    def _told(self, beat: Heartbeat) -> dict[str, Any]:
        return {
            "instance": beat.instance,
            "status": beat.status if self._age_s(beat) < FRESH_S else "stale",
            "reason": beat.reason or None,
            "in_hand": beat.in_hand,
            "heartbeat_age_seconds": self._age_s(beat),
            "started_at": beat.started_at,
            "pid": beat.pid,
            "host": beat.host,
        }

    def _age_s(self, beat: Heartbeat) -> float:
        # Another machine's clock may be ahead of ours.
        return round(max(0.0, (self.now - beat.at).total_seconds()), 1)


_WORDS: Final[tuple[tuple[str, State], ...]] = (
    ("ready", "running"), ("waiting", "waiting"), ("alarm", "alarm"), ("stopping", "stopping"),
)  # fmt: skip


class Standings:
    """Reads how scrapers stand."""

    def __init__(self, controls: Controls, broker: BrokerLink) -> None:
        self._controls = controls
        self._broker = broker

    async def of(self, platform: Platform) -> Standing:
        """That of *platform*, now. Raises `DatabaseUnavailableError`."""
        name = PLATFORM_SWITCHES[platform]
        (own,) = [row for row in await self._controls.switches() if row["script_name"] == name]
        beats = await self._beats()
        if beats is not None:
            beats = [beat for beat in beats if beat.service == f"{platform}-ingest"]
        desired = {key: own[key] for key in DESIRED}
        return Standing(desired=desired, beats=beats, now=datetime.now(UTC))

    async def _beats(self) -> list[Heartbeat] | None:
        try:
            return await all_heartbeats(self._broker.get())
        except OutageError:
            return None
