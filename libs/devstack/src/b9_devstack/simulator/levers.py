"""What every simulated upstream can be told while it runs: rules of faults, and plain levers."""

from fnmatch import fnmatchcase
from typing import Final, Generic, Self, TypeVar

import msgspec

from b9_devstack.simulator.draw import Draw

MEBIBYTE: Final = 1 << 20


class Rule(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """
    One fault: *kind* befalls calls that *match*, leaving out the first *after*, *times* at most.

    *match* is a glob of the name asked about, or, with a leading slash, of the path and after a
    colon the name: ``/reels``, ``/reels:nasa``, ``/cdn/*/cover-*:few.*``.
    """

    match: str = "*"
    kind: str
    times: int | None = None
    after: int = 0
    probability: float = 1.0
    delay_s: float = 1.0
    status: int | None = None
    seen: int = 0
    fired: int = 0

    def befalls(self, path: str, name: str, seed: int) -> bool:
        """Return whether this call is hit, and count it."""
        if not fnmatchcase(f"{path}:{name}", self._pattern()):
            return False
        self.seen += 1
        spent = self.times is not None and self.fired >= self.times
        if spent or self.seen <= self.after or not self._drawn(seed):
            return False
        self.fired += 1
        return True

    def _pattern(self) -> str:
        if not self.match.startswith("/"):
            return f"*:{self.match}"
        return self.match if ":" in self.match else f"{self.match}:*"

    def _drawn(self, seed: int) -> bool:
        draw = Draw(seed, "fault", self.kind, self.match, self.seen)
        return draw.below(1_000_000) < self.probability * 1_000_000


R = TypeVar("R", bound=Rule)


class Levers(msgspec.Struct, Generic[R], kw_only=True, forbid_unknown_fields=True):
    """
    Everything that may be set while it runs.

    *media_min_bytes* and *media_max_bytes*, when set, pad every file to a size between them.
    """

    latency_ms: int = 0
    slow_ms: int = 2_000
    drift: bool = False
    cdn_latency_ms: int = 0
    media_min_bytes: int = 0
    media_max_bytes: int = 0
    hang_s: float = 600.0
    huge_bytes: int = 100 * MEBIBYTE
    faults: list[R] = []

    def patched(self, patch: bytes) -> Self:
        """Return this with *patch* laid over it; raises `msgspec.ValidationError`."""
        changes = msgspec.json.decode(patch, type=dict[str, object])
        return msgspec.convert(msgspec.to_builtins(self) | changes, type(self))

    def with_fault(self, rule: bytes) -> Self:
        """Return this with one more *rule* behind the others; raises as `patched`."""
        made = msgspec.json.decode(rule, type=dict[str, object])
        faults = [*msgspec.to_builtins(self.faults), made]
        return msgspec.convert(msgspec.to_builtins(self) | {"faults": faults}, type(self))

    def fault_for(self, path: str, name: str, seed: int) -> R | None:
        """Return the first rule that hits this call."""
        return next((rule for rule in self.faults if rule.befalls(path, name, seed)), None)
