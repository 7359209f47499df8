"""Whether a community asks its posters to be verified: "no verification needed" does not."""

import re
from collections.abc import Iterable
from typing import Final

_VERIFY: Final = r"(?:re-?)?verif(?:y|ied|ies|ying|ications?)"
_MENTION: Final = re.compile(rf"(?<![^\W_]){_VERIFY}(?![^\W_])", re.IGNORECASE)
_NEEDED: Final = r"(?:needed|required|necessary|mandatory|compulsory|obligatory|a must)"
_NOT: Final = r"(?:not|never|no longer)"
# The words between stay on one line and within one sentence.
_FEW: Final = r"(?:[ \t]+[^\W_]+(?:'\w+)?){0,3}"

# What says outright that nobody has to.
_DENIAL: Final = re.compile(
    rf"(?<![^\W_])(?:"
    rf"no[ \t]+(?:photo[ \t]+|id[ \t]+|age[ \t]+)?{_VERIFY}{_FEW}[ \t]+{_NEEDED}"
    rf"|no[ \t]+{_VERIFY}(?=[ \t]*(?:[.!;)\n]|$))"
    rf"|no[ \t]+(?:need|requirement)(?:[ \t]+(?:to|for|of))?(?:[ \t]+(?:get|be|any|a|your))*"
    rf"[ \t]+{_VERIFY}"
    rf"|(?:{_NOT}|(?:do|does|is|are|need)n'?t|do[ \t]+not)[ \t]+"
    rf"(?:need|have|require|requires|required|necessary|needed|mandatory|obliged)"
    rf"(?:[ \t]+(?:to|for|get|be|any|a|your))*[ \t]+{_VERIFY}"
    rf"|{_VERIFY}{_FEW}[ \t]+(?:{_NOT}|(?:is|are)n'?t|(?:is|are)[ \t]+not)[ \t]+{_NEEDED}"
    rf"|{_VERIFY}{_FEW}[ \t]+(?:isn'?t|aren'?t)[ \t]+{_NEEDED}"
    rf"|{_VERIFY}(?:[ \t]+(?:is|are|remains?))?[ \t]+(?:optional|voluntary|unnecessary)"
    rf"|(?:can|may|free to|allowed to|welcome to)[ \t]+(?:[^\W_]+[ \t]+){{0,3}}without[ \t]+"
    rf"(?:any[ \t]+|being[ \t]+|getting[ \t]+|a[ \t]+)?{_VERIFY}"
    rf")(?![^\W_])",
    re.IGNORECASE,
)
# Once something was denied, only an outright demand counts.
_DEMAND: Final = re.compile(
    rf"(?<![^\W_])(?:{_VERIFY}{_FEW}[ \t]+{_NEEDED}"
    rf"|(?:must|have to|need to|needs to|required to|requires?|needs?)"
    rf"(?:[ \t]+(?:be|get|to|a|your|photo|first))*[ \t]+{_VERIFY})(?![^\W_])",
    re.IGNORECASE,
)


def asks_for_verification(texts: Iterable[str]) -> bool:
    """Whether any of *texts* speaks of verification, unless they say that it is not asked for."""
    speaking = [text.replace("\u2019", "'") for text in texts if _MENTION.search(text)]
    if not any(_DENIAL.search(text) for text in speaking):
        return bool(speaking)
    return any(_DEMAND.search(_DENIAL.sub(" ", text)) for text in speaking)
