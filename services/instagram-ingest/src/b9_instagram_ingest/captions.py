"""What a caption says: its text within bounds, its hashtags and its mentions."""

import re
from typing import Any, Final

from b9_instagram_ingest import values

MAX_CAPTION_CHARS: Final = 2_200  # Instagram's own limit
MAX_TAGS: Final = (
    100  # Instagram allows 30 hashtags and 20 mentions; more is tolerated, not trusted
)
MAX_TAG_CHARS: Final = 150

# Vowel signs and joiners of scripts that cannot be written without them; \w leaves them out.
_MARKS: Final = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u1049\u1780-\u17d3\u200c\u200d"
)
# Not inside "&#39;" or "https://x/#top".
_HASHTAG: Final = re.compile(rf"(?<![&/])[#\uff03]([\w{_MARKS}]+)")
# Names are ASCII; an at sign after a letter is an e-mail address.
_MENTION: Final = re.compile(r"(?<![\w.])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)")


def caption_text(value: Any) -> str | None:
    """The caption: ``{text}``, plain text or nothing."""
    if isinstance(value, dict):
        value = value.get("text")
    return values.text(value, MAX_CAPTION_CHARS)


def hashtags(caption: str) -> tuple[str, ...]:
    """The hashtags with their sign, each once, in order."""
    return _unique(_HASHTAG, "#", caption)


def mentions(caption: str) -> tuple[str, ...]:
    """The mentioned accounts with their sign, each once, in order."""
    return _unique(_MENTION, "@", caption)


def _unique(pattern: re.Pattern[str], sign: str, caption: str) -> tuple[str, ...]:
    if sign not in caption and "\uff03" not in caption:
        return ()
    found = dict.fromkeys(sign + word[:MAX_TAG_CHARS] for word in pattern.findall(caption))
    return tuple(found)[:MAX_TAGS]
