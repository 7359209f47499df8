"""The levers of the simulator, as the control API reads and sets them."""

from fnmatch import fnmatchcase
from typing import Final, Literal, get_args

import msgspec

from b9_devstack.simulator.draw import Draw

# Whole answers of the provider that are replaced.
ReplyFault = Literal[
    "retry_after_seconds", "retry_after_date", "ratelimit_headers", "rate_limited",
    "rate_limit_400", "monthly_quota", "not_subscribed", "invalid_key", "login_required",
    "checkpoint", "server_error", "bad_gateway", "unavailable", "gateway_timeout", "html",
    "wrong_payload", "empty", "user_not_found", "status_false", "user_null", "not_authorized",
    "api_missing", "forbidden", "not_found", "gone", "no_bytes",
]  # fmt: skip
# What happens on the way; the provider's and the CDN's alike.
TransportFault = Literal["hang", "slow", "reset", "huge", "truncated", "cut_off", "redirect"]
PagingFault = Literal["short", "overlap", "nocursor", "loopcursor"]
MediaFault = Literal["chunked", "redirect_chain", "redirect_loop", "redirect_forbidden"]
FaultKind = ReplyFault | TransportFault | PagingFault | MediaFault

PAGING_FAULTS: Final = frozenset(get_args(PagingFault))
FAULT_KINDS: Final = frozenset(
    kind
    for group in (ReplyFault, TransportFault, PagingFault, MediaFault)
    for kind in get_args(group)
)
MEBIBYTE: Final = 1 << 20


class FaultRule(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """
    One fault: *kind* befalls calls that *match*, leaving out the first *after*, *times* at most.

    *match* is a glob of the username, or, with a leading slash, of the path and after a colon
    the username: ``/reels``, ``/reels:nasa``, ``/cdn/*/cover-*:few.*``.
    """

    match: str = "*"
    kind: FaultKind
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


class Config(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """
    Everything that may be set while it runs.

    *media_min_bytes* and *media_max_bytes*, when set, pad every file to a size between them.
    *rate_limit_per_s* answers 429 to what exceeds it in any window of one second; *quota* to
    what exceeds it since the last reset. *api_key*, when set, is the only one accepted.
    """

    latency_ms: int = 0
    slow_ms: int = 2_000
    drift: bool = False
    rate_limit_per_s: float | None = None
    quota: int | None = None
    api_key: str | None = None
    cdn_ttl_s: int = 432_000
    cdn_latency_ms: int = 0
    media_min_bytes: int = 0
    media_max_bytes: int = 0
    hang_s: float = 600.0
    huge_bytes: int = 100 * MEBIBYTE
    faults: list[FaultRule] = []

    def patched(self, patch: bytes) -> "Config":
        """Return this with *patch* laid over it; raises `msgspec.ValidationError`."""
        changes = msgspec.json.decode(patch, type=dict[str, object])
        return msgspec.convert(msgspec.to_builtins(self) | changes, Config)

    def fault_for(self, path: str, name: str, seed: int) -> FaultRule | None:
        """Return the first rule that hits this call."""
        return next((rule for rule in self.faults if rule.befalls(path, name, seed)), None)
