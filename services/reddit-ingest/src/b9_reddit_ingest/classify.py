"""
What an answer that is no data means: its class, a stable code, its words, how long to stay away.

Order of trust: a broken upstream's status, then the reason in the body, then the status. Markup,
silence and a plain 403 never say anything about the target.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from b9_common.events import CallClass
from b9_common.fetching.decoding import BodyError, BodyFault, clean_text, decode
from b9_common.fetching.limits import bounded_delay, reset_s, retry_after_s

_MAX_MESSAGE_CHARS: Final = 300
_MAX_ERRORS: Final = 10
_HEAD_BYTES: Final = 64 * 1024

_SUCCESS: Final = range(200, 300)
_REDIRECTS: Final = range(300, 400)
_ERRORS: Final = range(400, 600)
_SERVER_ERRORS_FROM: Final = 500
_OK: Final = 200
_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404

_CLASS_OF_STATUS: Final = {
    401: CallClass.UNAUTHORIZED,
    403: CallClass.FORBIDDEN,
    404: CallClass.NOT_FOUND,
    407: CallClass.MISCONFIGURED,
    408: CallClass.TIMEOUT,
    410: CallClass.NOT_FOUND,
    429: CallClass.RATE_LIMITED,
    451: CallClass.UNAVAILABLE_LEGAL,
}
# These say more than any reason beside them.
_OUTRANK_REASONS: Final = frozenset({401, 407, 408, 429, 451})

# What stands under "reason", "error" or in a list of errors, in lower case.
_CLASS_OF_REASON: Final = {
    "private": CallClass.PRIVATE,
    "gold_only": CallClass.PRIVATE,
    "gold_restricted": CallClass.PRIVATE,
    "employees_only": CallClass.PRIVATE,
    "banned": CallClass.BANNED,
    "subreddit_banned": CallClass.BANNED,
    "quarantined": CallClass.QUARANTINED,
    "quarantine": CallClass.QUARANTINED,
    "suspended": CallClass.SUSPENDED,
    "user_suspended": CallClass.SUSPENDED,
    "account_suspended": CallClass.SUSPENDED,
    "geo_blocked": CallClass.UNAVAILABLE_LEGAL,
    "geoblocked": CallClass.UNAVAILABLE_LEGAL,
    "legal": CallClass.UNAVAILABLE_LEGAL,
    "subreddit_noexist": CallClass.NOT_FOUND,
    "user_doesnt_exist": CallClass.NOT_FOUND,
    "ratelimit": CallClass.RATE_LIMITED,
    "user_required": CallClass.UNAUTHORIZED,
    "invalid_token": CallClass.UNAUTHORIZED,
    "invalid_grant": CallClass.UNAUTHORIZED,
    "invalid_client": CallClass.UNAUTHORIZED,
    "unauthorized_client": CallClass.UNAUTHORIZED,
    "unsupported_grant_type": CallClass.MISCONFIGURED,
}
_REASON_KEYS: Final = ("reason", "error", "interstitial")
_WORD_KEYS: Final = ("message", "reason", "explanation", "error_description", "error", "detail")
_CHALLENGE: Final = re.compile(
    r"just a moment|attention required|captcha|cf-chl|blocked by network|network security"
    r"|network policy|you(?:'ve| have) been blocked|request has been blocked|js_challenge",
    re.IGNORECASE,
)
# Where Reddit sends whoever asks for what is not there, not theirs to see, or without a login.
_REDIRECTED_TO: Final = (
    (re.compile(r"/subreddits/search"), CallClass.NOT_FOUND, "redirected_to_search"),
    (re.compile(r"/quarantine\?"), CallClass.QUARANTINED, "redirected_to_quarantine"),
    (re.compile(r"/(?:account/)?login\b"), CallClass.UNAUTHORIZED, "login_required"),
)
SAID_NO: Final = "said_no"

_Meaning = tuple[CallClass, str]


class Answer(Struct, frozen=True, kw_only=True):
    """
    One upstream answer, understood.

    *code* is a stable word for the cause, null when all is well; *message* is the upstream's own
    text, for people. *retry_after_s* is what the upstream asked for, within our bounds.
    """

    call_class: CallClass
    code: str | None = None
    message: str | None = None
    retry_after_s: float | None = None
    status: int | None = None


def is_success(status: int) -> bool:
    """Whether an answer of *status* may be data."""
    return status in _SUCCESS


def classify_refusal(
    status: int | None,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    of_community: bool = False,
) -> Answer:
    """
    The meaning of an answer that holds no page. Never raises.

    A null *status* means that none came in time. *of_community* tells that a community by name
    was asked for, so that being sent to the search says that there is none.
    """
    if status is None:
        return Answer(call_class=CallClass.TIMEOUT, code="timeout")
    lowered = {name.lower(): value for name, value in headers.items()}
    value, fault = _decoded(body)
    if status in _REDIRECTS:
        call_class, code = _meaning_of_redirect(lowered.get("location", ""), of_community)
    elif fault is None:
        call_class, code = _meaning_of_json(status, value)
    else:
        call_class, code = _meaning_of_text(status, body, fault)
    return Answer(
        call_class=call_class,
        code=code,
        message=_message(value, body, fault),
        retry_after_s=_delay(call_class, lowered, now),
        status=status,
    )


def _decoded(body: bytes) -> tuple[Any, BodyFault | None]:
    try:
        return decode(body), None
    except BodyError as exc:
        return None, exc.fault


def _meaning_of_json(status: int, value: Any) -> _Meaning:
    """By the reason given, where one may be believed beside the status; else by the status."""
    told = _told_status(value) if status in _SUCCESS else status
    if told < _SERVER_ERRORS_FROM and told not in _OUTRANK_REASONS:
        for reason in _reasons(value):
            known = _CLASS_OF_REASON.get(reason)
            if known:
                return known, reason
    if told in _SUCCESS:
        return _meaning_of_success(value)
    return _meaning_of_status(told)


def _told_status(value: Any) -> int:
    """The status that a body names in spite of the answer's own: ``{"error": 404}`` with 200."""
    told = value.get("error") if isinstance(value, dict) else None
    return told if told.__class__ is int and told in _ERRORS else _OK


def _meaning_of_success(value: Any) -> _Meaning:
    """JSON with a 2xx that is no page: a polite refusal, or of a shape that nobody asked for."""
    if not isinstance(value, dict):
        return CallClass.MALFORMED, BodyFault.NOT_AN_OBJECT
    if value.get("success") is False or any(_reasons(value)):
        return CallClass.UPSTREAM_ERROR, SAID_NO
    return CallClass.MALFORMED, BodyFault.UNEXPECTED_SHAPE


def _meaning_of_text(status: int, body: bytes, fault: BodyFault) -> _Meaning:
    """Markup, silence or broken JSON: about us, or the way there."""
    head = body[:_HEAD_BYTES].decode("utf-8", errors="replace")
    if status < _SERVER_ERRORS_FROM and status not in _OUTRANK_REASONS and _CHALLENGE.search(head):
        return CallClass.BLOCKED, "challenge"
    if fault is BodyFault.HTML and (status in _SUCCESS or status in {_FORBIDDEN, _NOT_FOUND}):
        return CallClass.BLOCKED, fault
    return (CallClass.MALFORMED, fault) if status in _SUCCESS else _meaning_of_status(status)


def _meaning_of_redirect(location: str, of_community: bool) -> _Meaning:  # noqa: FBT001  one call
    for pattern, call_class, code in _REDIRECTED_TO:
        about_target = call_class is not CallClass.UNAUTHORIZED
        if pattern.search(location[:_MAX_MESSAGE_CHARS]) and (of_community or not about_target):
            return call_class, code
    return CallClass.REDIRECTED, "redirected"


def _meaning_of_status(status: int) -> _Meaning:
    known = _CLASS_OF_STATUS.get(status)
    if known:
        return known, "target_not_found" if known is CallClass.NOT_FOUND else f"http_{status}"
    if status not in _ERRORS:
        return CallClass.MALFORMED, f"http_{status}"
    failed = status >= _SERVER_ERRORS_FROM
    return CallClass.UPSTREAM_ERROR if failed else CallClass.BAD_REQUEST, f"http_{status}"


def _reasons(value: Any) -> list[str]:
    """Every reason given, in lower case: outright, or first in each of a list of errors."""
    if not isinstance(value, dict):
        return []
    found = [value.get(key) for key in _REASON_KEYS]
    inner = value.get("json")
    for holder in (value, inner if isinstance(inner, dict) else {}):
        errors = holder.get("errors")
        found += map(_first, errors[:_MAX_ERRORS] if isinstance(errors, list) else ())
    return [one.lower() for one in found if isinstance(one, str) and one]


def _first(error: Any) -> Any:
    """The code of ``[code, text, field]``."""
    return error[0] if isinstance(error, list) and error else error


def _delay(call_class: CallClass, headers: Mapping[str, str], now: datetime) -> float | None:
    delay = retry_after_s(headers, now)
    if delay is None and call_class is CallClass.RATE_LIMITED:
        reset = reset_s(headers.get("x-ratelimit-reset"), now)
        delay = None if reset is None else bounded_delay(reset)
    return delay


def _message(value: Any, body: bytes, fault: BodyFault | None) -> str | None:
    """The upstream's own words on one line, cut; never markup, which says nothing to people."""
    if isinstance(value, dict):
        said = (value.get(key) for key in _WORD_KEYS)
        words = " / ".join(dict.fromkeys(one for one in said if isinstance(one, str) and one))
    elif fault is BodyFault.NOT_JSON or fault is BodyFault.TRUNCATED:
        words = body[:_MAX_MESSAGE_CHARS].decode("utf-8", errors="replace")
    else:
        words = ""
    return clean_text(" ".join(words.split()))[:_MAX_MESSAGE_CHARS] or None
