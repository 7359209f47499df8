"""What the token endpoint's answer means: a grant, or why there is none."""

import math
from typing import Final

import msgspec
from msgspec import Struct

from b9_common.errors import B9Error
from b9_common.events import CallClass
from b9_common.fetching.decoding import is_html
from b9_common.fetching.limits import retry_after_s
from b9_reddit_ingest.adapters.http import Arrival

# Nothing is known of tokens that live longer, so longer is not believed.
MAX_LIFE_S: Final = 86_400.0
MAX_TOKEN: Final = 8_192

OK: Final = 200
THROTTLED: Final = 429
SERVER_ERRORS: Final = 500


class TokenError(B9Error):
    """There is no token now; why, in the words of a reply. Nothing in it is secret."""

    def __init__(
        self, call_class: CallClass, code: str, *, retry_after_s: float | None = None
    ) -> None:
        super().__init__(f"no token: {code}")
        self.call_class = call_class
        self.code = code
        self.retry_after_s = retry_after_s

    def again(self) -> "TokenError":
        """The same for somebody else: raised twice, one error would carry both their ways."""
        return TokenError(self.call_class, self.code, retry_after_s=self.retry_after_s)


class Grant(Struct, frozen=True):
    """A token and how long it lives."""

    access_token: str
    expires_in: float

    def __repr__(self) -> str:
        return f"Grant({self.expires_in:.0f} s)"

    @property
    def is_usable(self) -> bool:
        """Whether it may be sent in a header at all, and lives."""
        token = self.access_token
        fits = 0 < len(token) <= MAX_TOKEN and token.isascii() and token.isprintable()
        return fits and " " not in token and math.isfinite(self.expires_in) and self.expires_in > 0


class _Error(Struct):
    error: str | int | None = None


_grants: Final = msgspec.json.Decoder(Grant, strict=False)
_errors: Final = msgspec.json.Decoder(_Error)


def grant_of(arrival: Arrival) -> Grant:
    """The grant in *arrival*. Raises `TokenError`: about us, or about the endpoint's health."""
    if arrival.failure is not None:
        code = arrival.code or "connection"
        raise TokenError(arrival.failure, code, retry_after_s=arrival.retry_after_s)
    if arrival.status != OK:
        raise _refusal(arrival, arrival.status or 0)
    try:
        grant = _grants.decode(arrival.body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _not_a_grant(arrival.body) from None
    if not grant.is_usable:
        raise TokenError(CallClass.UPSTREAM_ERROR, "token_unreadable")
    return msgspec.structs.replace(grant, expires_in=min(grant.expires_in, MAX_LIFE_S))


def _refusal(arrival: Arrival, status: int) -> TokenError:
    wait_s = retry_after_s(arrival.headers, arrival.at)
    code = f"token_http_{status}"
    if status == THROTTLED:
        return TokenError(CallClass.RATE_LIMITED, code, retry_after_s=wait_s)
    if status >= SERVER_ERRORS:
        return TokenError(CallClass.UPSTREAM_ERROR, code, retry_after_s=wait_s)
    if is_html(arrival.body):
        return TokenError(CallClass.BLOCKED, code)
    return TokenError(CallClass.UNAUTHORIZED, code)


def _not_a_grant(body: bytes) -> TokenError:
    """An answer of 200 that grants nothing; Reddit also refuses this way."""
    if is_html(body):
        return TokenError(CallClass.BLOCKED, "token_html")
    try:
        refused = _errors.decode(body).error is not None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        refused = False
    if refused:
        return TokenError(CallClass.UNAUTHORIZED, "token_refused")
    return TokenError(CallClass.UPSTREAM_ERROR, "token_unreadable")
