"""Invented titles, texts, rules and flairs; with the signs that HTML wants escaped."""

import re
from functools import lru_cache
from typing import Final

from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.wording import EMOJI, WORDS

_MORE: Final = (
    "first", "attempt", "finally", "finished", "question", "about", "my", "our", "this", "weekly",
    "thread", "help", "with", "from", "scratch", "after", "years", "of", "practice", "&", "<3",
    "R&D", "1 > 0", '"quoted"', "it's", "what", "do", "you", "think", "found", "today", "old",
)  # fmt: skip
_draw = Draw("words of posts")
# One long row of words; a text is a piece of it, which costs less than drawing every word.
_ROW: Final = tuple(_draw.pick(WORDS + _MORE + _MORE) for _ in range(4_096))

FLAIRS: Final = ("Discussion", "Question & Answer", "OC", "Showcase", "News", "Meta", "Hilfe <3")
RULES: Final = (
    ("Be kind", "No bullying, no insults.", "all"),
    ("Verification", "New posters must pass verification before they post.", "link"),
    ("No reposts", "Nothing posted within the last 30 days.", "link"),
    ("Stay on topic", "What is off topic goes to the weekly thread & nowhere else.", "all"),
    ("No selling", "No shops, no referral links, no giveaways.", "link"),
    ("Title says what it is", "Titles < 10 characters are removed.", "link"),
    ("No death threats", "Obvious, or so we thought.", "comment"),
    ("Mark spoilers", "", "all"),
)
_NO_SLUG: Final = re.compile("[^a-z0-9]+")
SITES: Final = ("example.org", "example.com", "video.example.net", "shop.example.com")


def words(draw: Draw, count: int) -> str:
    """Return *count* invented words."""
    start = draw.below(len(_ROW) - count)
    return " ".join(_ROW[start : start + count])


def title(draw: Draw) -> str:
    """Return the title of a post."""
    text = words(draw, 3 + draw.below(9))
    return f"{text} {draw.pick(EMOJI)}" if draw.one_in(6) else text


def text(draw: Draw) -> str:
    """Return the body of a self post: now and then none, seldom a long one."""
    if draw.one_in(9):
        return ""
    body = words(draw, draw.between(150, 400) if draw.one_in(15) else draw.between(5, 60))
    if draw.one_in(4):
        body += f"\n\n> {words(draw, 5)}\n\n[more](https://{draw.pick(SITES)}/?a=1&b=2)"
    return body


def as_html(markdown: str) -> str | None:
    """Return *markdown* about as Reddit renders it; null for an empty one."""
    if not markdown:
        return None
    safe = markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    paragraphs = "".join(f"<p>{part}</p>\n" for part in safe.split("\n\n"))
    return f'<!-- SC_OFF --><div class="md">{paragraphs}</div><!-- SC_ON -->'


@lru_cache(maxsize=1_024)
def slug(of_title: str) -> str:
    """Return *of_title* as it stands in addresses."""
    return _NO_SLUG.sub("_", of_title.lower()).strip("_")[:50] or "_"
