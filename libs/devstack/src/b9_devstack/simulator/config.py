"""The levers of the simulator, as the control API reads and sets them."""

from typing import Final, Literal, get_args

from b9_devstack.simulator.levers import Levers, Rule

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


class FaultRule(Rule, kw_only=True, forbid_unknown_fields=True):
    """One fault of Instagram or of its CDN."""

    kind: FaultKind


class Config(Levers[FaultRule], kw_only=True, forbid_unknown_fields=True):
    """
    *rate_limit_per_s* answers 429 to what exceeds it in any window of one second; *quota* to
    what exceeds it since the last reset. *api_key*, when set, is the only one accepted.
    """

    rate_limit_per_s: float | None = None
    quota: int | None = None
    api_key: str | None = None
    cdn_ttl_s: int = 432_000
