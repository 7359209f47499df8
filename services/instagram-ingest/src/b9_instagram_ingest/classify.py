"""
What one answer means: its class, a stable code, the words it used, and how long to stay away.

Order of trust: the words (Instagram says "not found" and "wait" alike with 200 and 400), then the
status, then the form of the body. Markup or silence never says anything about the target.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from b9_common.events import CallClass
from b9_common.fetching.decoding import BodyError, BodyFault, decode
from b9_common.fetching.limits import bounded_delay, retry_after_s
from b9_instagram_ingest.limits import Limits, read_limits
from b9_instagram_ingest.wording import meaning_of, meaning_of_html, texts_of

# Enough of a page of markup to know it by: a title and the first forms.
_HTML_HEAD_BYTES: Final = 64 * 1024
_MAX_MESSAGE_CHARS: Final = 300

_OK: Final = 200
_REDIRECTS: Final = range(300, 400)
_BAD_REQUEST: Final = 400
_SERVER_ERRORS_FROM: Final = 500
_NOT_FOUND: Final = 404
_FORBIDDEN: Final = 403
_TOO_MANY: Final = 429

_CLASS_OF_STATUS: Final = {
    401: CallClass.UNAUTHORIZED,
    402: CallClass.QUOTA_EXHAUSTED,
    403: CallClass.FORBIDDEN,
    404: CallClass.NOT_FOUND,
    407: CallClass.MISCONFIGURED,
    408: CallClass.TIMEOUT,
    410: CallClass.NOT_FOUND,
    420: CallClass.RATE_LIMITED,
    429: CallClass.RATE_LIMITED,
    451: CallClass.UNAVAILABLE_LEGAL,
}
# These say more than any words beside them.
_STATUS_OUTRANKS_WORDS: Final = frozenset({429, 451})
_ABOUT_THE_TARGET: Final = frozenset(
    {
        CallClass.NOT_FOUND,
        CallClass.PRIVATE,
        CallClass.SUSPENDED,
        CallClass.UNAVAILABLE_LEGAL,
    }
)
_FAILED_STATES: Final = frozenset({"fail", "failed", "ko", "error", "false"})
_DATA_KEYS: Final = frozenset(
    {"items", "feed_items", "user", "users", "data", "graphql", "edges", "username", "profile"}
)

SAID_NO: Final = "said_no"
SAID_NO_WORDLESSLY: Final = "said_no_wordlessly"

_Meaning = tuple[CallClass, str]


class Answer(Struct, frozen=True, kw_only=True):
    """
    One upstream answer, understood. *value* is its decoded body, where that could be read.

    *code* is a stable word for the cause, null when all is well; *message* is the upstream's own
    text, for people. *retry_after_s* is what the upstream asked for, within our bounds.
    """

    call_class: CallClass
    code: str | None = None
    message: str | None = None
    retry_after_s: float | None = None
    limits: Limits = Limits()
    status: int | None = None
    value: Any = None


def classify(
    status: int | None, headers: Mapping[str, str], body: bytes, *, now: datetime
) -> Answer:
    """The meaning of an answer; a null *status* means that none came in time. Never raises."""
    if status is None:
        return Answer(call_class=CallClass.TIMEOUT, code="timeout")
    lowered = {name.lower(): value for name, value in headers.items()}
    limits = read_limits(lowered, now)
    value, fault = _decoded(body)
    call_class, code = _meaning(status, lowered, body, value, fault)
    if call_class is CallClass.RATE_LIMITED and status == _TOO_MANY and limits.quota_is_spent:
        call_class, code = CallClass.QUOTA_EXHAUSTED, "quota_exceeded"
    delay = retry_after_s(lowered, now)
    if delay is None:
        delay = _delay_by_limits(call_class, limits)
    return Answer(
        call_class=call_class,
        code=code or None,
        message=None if call_class is CallClass.OK else _message(value, body, fault),
        retry_after_s=delay,
        limits=limits,
        status=status,
        value=value,
    )


def _decoded(body: bytes) -> tuple[Any, BodyFault | None]:
    try:
        return decode(body), None
    except BodyError as exc:
        return None, exc.fault


def _meaning(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    value: Any,
    fault: BodyFault | None,
) -> _Meaning:
    if fault is BodyFault.HTML:
        return _meaning_of_markup(status, headers, body)
    if _OK <= status < _REDIRECTS.start:
        return _meaning_of_success(value, fault)
    if fault is None:
        texts = texts_of(value)
    else:
        texts = [body[:_MAX_MESSAGE_CHARS].decode("utf-8", errors="replace")]
    told = _told(value, texts)
    return told if told and _may_say(told[0], status) else _meaning_of_status(status, headers)


def _may_say(call_class: CallClass, status: int) -> bool:
    """Whether words of this meaning are believed beside *status*."""
    if status in _STATUS_OUTRANKS_WORDS:
        return call_class is CallClass.QUOTA_EXHAUSTED
    # A broken upstream says nothing about the target that would end a request for good.
    return status < _SERVER_ERRORS_FROM or call_class not in _ABOUT_THE_TARGET


def _meaning_of_success(value: Any, fault: BodyFault | None) -> _Meaning:
    """A 2xx answer: data, or one of the many ways to say no politely."""
    if fault is not None:
        return CallClass.MALFORMED, fault
    if not isinstance(value, dict):
        return CallClass.MALFORMED, BodyFault.NOT_AN_OBJECT
    if _complains(value):
        texts = texts_of(value)
        told = _told(value, texts)
        if told is None and value.get("status").__class__ is int:
            return _meaning_of_status(value["status"], {})
        return told or (CallClass.UPSTREAM_ERROR, SAID_NO if texts else SAID_NO_WORDLESSLY)
    if _names_nobody(value):
        return CallClass.NOT_FOUND, "target_not_found"
    return CallClass.OK, ""


def _complains(value: dict[str, Any]) -> bool:
    state = value.get("status", True)
    if (isinstance(state, str) and state.lower() in _FAILED_STATES) or state is False:
        return True
    if state is None or value.get("success") is False:
        return True
    if state.__class__ is int and state >= _BAD_REQUEST:
        return True
    if value.get("type") == "CHALLENGE_REDIRECTION" or value.get("error_type"):
        return True
    if any(value.get(key) for key in _DATA_KEYS):
        return False
    return any(
        value.get(key)
        for key in ("error", "errors", "errorMessage", "message", "messages", "require_login",
                    "spam", "checkpoint_url", "challenge", "detail", "exc_type")
    )  # fmt: skip


def _names_nobody(value: dict[str, Any]) -> bool:
    """``{"data": {"user": null}}``: how Instagram says that there is no such account."""
    for holder in (value, value.get("data"), value.get("graphql")):
        if isinstance(holder, dict) and "user" in holder and holder["user"] is None:
            return True
    return False


def _told(value: Any, texts: list[str]) -> _Meaning | None:
    """What the words say; failing that, the signs that come without any."""
    told = meaning_of(texts)
    if told or not isinstance(value, dict):
        return told
    if value.get("spam") is True:
        return CallClass.BLOCKED, "feedback_required"
    if value.get("checkpoint_url") or value.get("challenge"):
        return CallClass.BLOCKED, "checkpoint_required"
    if value.get("require_login") is True or "logout_reason" in value:
        return CallClass.UNAUTHORIZED, "login_required"
    return None


def _meaning_of_markup(status: int, headers: Mapping[str, str], body: bytes) -> _Meaning:
    """Markup where JSON was due is about us or the way there, unless it is a page we know."""
    told = meaning_of_html(body[:_HTML_HEAD_BYTES].decode("utf-8", errors="replace"))
    if status >= _SERVER_ERRORS_FROM:
        challenged = told is not None and told[0] is CallClass.BLOCKED
        return told if told and challenged else _meaning_of_status(status, headers)
    if status in _REDIRECTS or status in _STATUS_OUTRANKS_WORDS:
        return _meaning_of_status(status, headers)
    if told:
        return told
    if status < _BAD_REQUEST or status in {_FORBIDDEN, _NOT_FOUND}:
        return CallClass.BLOCKED, BodyFault.HTML
    return _meaning_of_status(status, headers)


def _meaning_of_status(status: int, headers: Mapping[str, str]) -> _Meaning:
    if status in _REDIRECTS:
        return _meaning_of_redirect(headers.get("location", ""))
    known = _CLASS_OF_STATUS.get(status)
    if known:
        return known, "target_not_found" if known is CallClass.NOT_FOUND else f"http_{status}"
    if status >= _SERVER_ERRORS_FROM:
        return CallClass.UPSTREAM_ERROR, f"http_{status}"
    if status >= _BAD_REQUEST:
        return CallClass.BAD_REQUEST, f"http_{status}"
    return CallClass.MALFORMED, f"http_{status}"


def _meaning_of_redirect(location: str) -> _Meaning:
    if "/accounts/login" in location:
        return CallClass.UNAUTHORIZED, "login_required"
    if "/challenge" in location or "/checkpoint" in location or "/consent" in location:
        return CallClass.BLOCKED, "challenge_required"
    return CallClass.REDIRECTED, "redirected"


def _delay_by_limits(call_class: CallClass, limits: Limits) -> float | None:
    reset = None
    if call_class is CallClass.RATE_LIMITED:
        reset = limits.reset_s
    elif call_class is CallClass.QUOTA_EXHAUSTED:
        reset = limits.quota_reset_s or limits.reset_s
    return None if reset is None else bounded_delay(reset)


def _message(value: Any, body: bytes, fault: BodyFault | None) -> str | None:
    """The upstream's own words on one line, cut; never markup, which says nothing to people."""
    if fault is None:
        words = " / ".join(dict.fromkeys(texts_of(value)))
    elif fault in {BodyFault.HTML, BodyFault.EMPTY, BodyFault.TOO_LARGE}:
        words = ""
    else:
        words = body[:_MAX_MESSAGE_CHARS].decode("utf-8", errors="replace")
    return " ".join(words.replace("\x00", "").split())[:_MAX_MESSAGE_CHARS] or None
