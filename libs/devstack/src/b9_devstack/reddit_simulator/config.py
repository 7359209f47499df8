"""The levers of the simulated Reddit, as the control API reads and sets them."""

from typing import Final, Literal, get_args

from b9_devstack.simulator.levers import Levers, Rule

# Whole answers that are replaced.
ReplyFault = Literal[
    "too_many_json", "too_many_html", "too_many_date", "too_many_float", "unauthorized",
    "bad_request", "not_found", "private", "gold_only", "banned", "quarantined", "forbidden",
    "legal", "blocked", "outage", "empty",
    "wrong_payload", "deep", "server_error", "bad_gateway", "unavailable", "gateway_timeout",
    "unknown_error", "connection_timed_out", "gateway_page", "no_bytes", "gone",
]  # fmt: skip
# What happens on the way; the API's and the files' alike.
TransportFault = Literal["hang", "slow", "reset", "huge", "truncated", "cut_off", "redirect"]
PagingFault = Literal["short", "repeating", "endless"]
FaultKind = ReplyFault | TransportFault | PagingFault
LimitForm = Literal["both", "json", "html"]

PAGING_FAULTS: Final = frozenset(get_args(PagingFault))
FAULT_KINDS: Final = frozenset(
    kind for group in (ReplyFault, TransportFault, PagingFault) for kind in get_args(group)
)


class FaultRule(Rule, kw_only=True, forbid_unknown_fields=True):
    """One fault of Reddit or of its files."""

    kind: FaultKind


class Config(Levers[FaultRule], kw_only=True, forbid_unknown_fields=True):
    """
    *rate_limit* calls of one client are answered in a window of *rate_window_s*, null for any
    number; what exceeds it gets 429 in the form *limit_form*, in turns where that is both. A
    window begins with a client's first call, or, if *window_aligned*, with the clock, as Reddit's
    do. *public_limit* is for the door without a token, null for the same. *float_headers* writes
    every number in the headers with a fraction, not only what remains.

    *client_id* and *client_secret*, when set, are the only ones accepted; *token_ttl_s* is how
    long a token lives.
    """

    rate_limit: int | None = 60_000
    public_limit: int | None = None
    rate_window_s: float = 600.0
    window_aligned: bool = False
    limit_form: LimitForm = "both"
    float_headers: bool = False
    client_id: str | None = None
    client_secret: str | None = None
    token_ttl_s: int = 86_400
