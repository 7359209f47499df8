"""Signed addresses of media: who may fetch what, and until when."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

# Long lives are cut at whole periods, so that one asset keeps one address for most of a day.
STEADY_FROM_S: Final = 3_600


@dataclass(frozen=True, slots=True)
class Signer:
    """Writes and checks addresses; *now* is the wall clock in seconds."""

    seed: int
    now: Callable[[], float]

    def expiry(self, ttl_s: int) -> int:
        """Return when an address given out now dies: after *ttl_s* to twice that if steady."""
        now = int(self.now())
        if ttl_s < STEADY_FROM_S:
            return now + ttl_s
        return (now // ttl_s + 2) * ttl_s

    def sign(self, path: str, expiry: int) -> str:
        """Return the query that makes *path* valid until *expiry*."""
        return f"oe={expiry:x}&sig={self._signature(path, f'{expiry:x}')}"

    def allows(self, path: str, oe: str, sig: str) -> bool:
        """Return whether the signature is ours and its time has not passed."""
        if sig != self._signature(path, oe):
            return False
        return int(oe, 16) > self.now()

    def _signature(self, path: str, oe: str) -> str:
        key = self.seed.to_bytes(8, "little", signed=True)
        return blake2b(f"{path}|{oe}".encode(), digest_size=12, key=key).hexdigest()


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses given out in one answer: one *origin*, one *expiry*."""

    origin: str
    signer: Signer
    expiry: int

    def media(self, owner_id: str, media_id: str, kind: str, index: int, width: int) -> str:
        """Return the address of one file in one size."""
        ending = "mp4" if kind == "video" else "jpg"
        path = f"/cdn/{owner_id}/{media_id}/{kind}-{index}-{width}.{ending}"
        return f"{self.origin}{path}?{self.signer.sign(path, self.expiry)}"
