"""Keep secrets out of everything that is written: logs, spans, errors shown to people."""

import re
from collections.abc import Mapping
from typing import Any, Final

MASK: Final = "[redacted]"
# Shorter values would blank out innocent words ("on", "nats").
MIN_SECRET_LENGTH: Final = 6

_SECRET_KEY: Final = re.compile(
    r"pass(word|wd)?$|secret|token$|ticket$|authorization|api[-_]?key|rapidapi[-_]key|cookie|credential|dsn$",
    re.IGNORECASE,
)
_PATTERNS: Final = (
    # scheme://user:password@host
    (
        re.compile(r"(?P<keep>[a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s/@]+@", re.IGNORECASE),
        r"\g<keep>:*@",
    ),
    # A broker's URL may carry a bare token as its user.
    (re.compile(r"(?P<keep>\b(?:nats|tls)://)[^\s:/@]+@", re.IGNORECASE), r"\g<keep>*@"),
    # Our own keys, whose first part is public; and signed tokens.
    (re.compile(r"(?P<keep>\bb9_[0-9a-f]{12}_)[A-Za-z0-9_-]{20,}"), r"\g<keep>*"),
    (re.compile(r"(?P<keep>\beyJ)[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"), r"\g<keep>*"),
    # A URL's query may be its signature, and a CDN's always is.
    (re.compile(r"(?P<keep>https?://[^\s?\"'<>]+)\?[^\s\"'<>]+", re.IGNORECASE), r"\g<keep>?*"),
    (
        re.compile(r"(?P<keep>\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]+", re.IGNORECASE),
        r"\g<keep>*",
    ),
    (
        re.compile(
            r"(?P<keep>\b(?:x-rapidapi-key|authorization|api[-_]?key|password|secret|token|ticket)"
            r"[\"']?\s*[:=]\s*[\"']?)(?!bearer\b|basic\b)[^\s\"',;&}]+",
            re.IGNORECASE,
        ),
        r"\g<keep>*",
    ),
)

_known: set[str] = set()
_known_pattern: re.Pattern[str] | None = None


def register_secret(value: str) -> None:
    """Mask *value* wherever it appears from now on. Values under six characters are left alone."""
    global _known_pattern  # noqa: PLW0603  secrets belong to the process, as its environment does
    if len(value) < MIN_SECRET_LENGTH or value in _known:
        return
    _known.add(value)
    longest_first = sorted(_known, key=len, reverse=True)
    _known_pattern = re.compile("|".join(re.escape(secret) for secret in longest_first))


def is_secret_key(name: str) -> bool:
    """Whether a field of this name may not be shown, whatever it holds."""
    return _SECRET_KEY.search(name) is not None


def redact(text: str) -> str:
    """
    *text* without known secrets, bearer tokens, keys, passwords in URLs and URL queries.

    Half characters (lone surrogates) come out spelt, so that the result can always be encoded.
    """
    if not text.isascii():
        text = text.encode("utf-8", "backslashreplace").decode()
    if _known_pattern is not None:
        text = _known_pattern.sub(MASK, text)
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def redact_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """*fields* with secret keys masked and texts redacted; nested mappings and lists too."""
    return {
        key: MASK if is_secret_key(key) else _redact_value(value) for key, value in fields.items()
    }


def _redact_value(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return redact_fields({str(key): inner for key, inner in value.items()})
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_redact_value(inner) for inner in value]
    return value
