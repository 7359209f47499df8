"""
Phrases that suggest what a community is about, found as whole words, with where they stood.

They come from a file: the packaged ``keywords.toml``, or another that the settings name.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, NoReturn

from b9_common.errors import FatalError
from b9_common.events import KeywordMatch

MAX_PHRASE_CHARS: Final = 100
MAX_PHRASES: Final = 2_000
# Evidence is for people; so much of it is enough.
MAX_MATCHES: Final = 50
_MAX_FILE_BYTES: Final = 256 * 1024

_PACKAGED: Final = "keywords.toml"
_CATEGORY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_GAP: Final = re.compile(r"[\s_\-\u2010-\u2015]+")
# Directly before a phrase these say that it is just what the community is not about.
_DENIED: Final = re.compile(r"(?<![^\W_])(?:no|not|non|anti|without)[\s_*\-\u2010-\u2015]+\Z")
_DENIAL_CHARS: Final = 16
# What a letter, digit or accent touches is inside a word; an underscore is not: "_so_" is emphasis.
_BEFORE: Final = r"(?<![^\W_])(?<![\u0300-\u036f])"
_AFTER: Final = r"(?![^\W_])(?![\u0300-\u036f])"


class Keywords:
    """The phrases of every category, ready to be looked for in texts."""

    def __init__(
        self, categories: Mapping[str, Iterable[str]], *, fold_accents: bool = True
    ) -> None:
        self._fold_accents = fold_accents
        # By its folded form: the category, and the phrase as it was configured.
        self._known: dict[str, tuple[str, str]] = {}
        for category, phrases in categories.items():
            for phrase in phrases:
                self._known.setdefault(self._key(phrase), (category, phrase))
        self._pattern = self._compiled()

    def matches(self, texts: Iterable[tuple[str, str]]) -> tuple[KeywordMatch, ...]:
        """Each phrase found, once for each place, in the order found; *texts* are (where, text)."""
        found: dict[tuple[str, str], KeywordMatch] = {}
        for where, text in texts:
            for spelt in self._found_in(self._folded(text)):
                category, phrase = self._known[spelt]
                found.setdefault(
                    (where, phrase), KeywordMatch(category=category, phrase=phrase, where=where)
                )
                if len(found) == MAX_MATCHES:
                    return tuple(found.values())
        return tuple(found.values())

    def _found_in(self, folded: str) -> Iterator[str]:
        """The keys of the phrases in a folded text; "no hentai" speaks of none."""
        for match in self._pattern.finditer(folded) if self._pattern else ():
            before = folded[max(match.start() - _DENIAL_CHARS, 0) : match.start()]
            if not _DENIED.search(before):
                yield _GAP.sub(" ", match.group())

    def key(self, phrase: str) -> str:
        """What two spellings of one phrase have in common."""
        return self._key(phrase)

    def _key(self, phrase: str) -> str:
        return _GAP.sub(" ", self._folded(phrase)).strip()

    def _folded(self, text: str) -> str:
        """*text* as it is compared: case and form of its letters do not count."""
        if text.isascii():
            return text.lower()
        folded = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
        if not self._fold_accents:
            return unicodedata.normalize("NFC", folded)
        parts = unicodedata.normalize("NFD", folded)
        return "".join(char for char in parts if not unicodedata.combining(char))

    def _compiled(self) -> re.Pattern[str] | None:
        if not self._known:
            return None
        # Longer ones first, so that "us politics news" wins over "us politics".
        phrases = sorted(self._known, key=lambda key: (-len(key), key))
        gap = r"[\s_\-\u2010-\u2015]+"
        bodies = (gap.join(map(re.escape, key.split(" "))) for key in phrases)
        return re.compile(f"{_BEFORE}(?:{'|'.join(bodies)}){_AFTER}")


@lru_cache(maxsize=4)
def load_keywords(path: Path | None = None) -> Keywords:
    """
    The phrases in the file at *path*, or the packaged ones. Read once.

    Raises `FatalError`, naming the line, for a file that cannot be used.
    """
    name = _PACKAGED if path is None else str(path)
    text = _text_of(name, path)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        last = len(text.splitlines())
        told = str(exc).replace("at end of document", f"at line {last}, the last")
        raise FatalError(f"{name}: {told}") from exc
    return _Checker(name, text).keywords(value)


def _text_of(name: str, path: Path | None) -> str:
    try:
        if path is None:
            return resources.files(__package__).joinpath(_PACKAGED).read_text(encoding="utf-8")
        with path.open("rb") as file:
            content = file.read(_MAX_FILE_BYTES + 1)
    except OSError as exc:
        raise FatalError(f"{name}: cannot be read ({type(exc).__name__})") from exc
    if len(content) > _MAX_FILE_BYTES:
        raise FatalError(f"{name}: larger than {_MAX_FILE_BYTES} bytes")
    try:
        return content.decode()
    except UnicodeDecodeError as exc:
        line = content[: exc.start].count(b"\n") + 1
        raise FatalError(f"{name}: line {line}: not UTF-8") from exc


class _Checker:
    """Judges a decoded file; every complaint names the line it is about."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = text.splitlines()

    def keywords(self, value: dict[str, Any]) -> Keywords:
        """The phrases in *value*. Raises `FatalError`."""
        for key in value.keys() - {"options", "categories"}:
            self._refuse(key, f"{key} is neither options nor categories")
        categories = value.get("categories", {})
        if not isinstance(categories, dict) or not categories:
            self._refuse("categories", "no categories")
        fold_accents = self._fold_accents(value.get("options", {}))
        for category, phrases in categories.items():
            self._check_category(category, phrases)
        found = Keywords(categories, fold_accents=fold_accents)
        self._check_once(categories, found)
        return found

    def _fold_accents(self, options: Any) -> bool:
        if not isinstance(options, dict):
            self._refuse("options", "options is no table")
        for key in options.keys() - {"fold_accents"}:
            self._refuse(key, f"unknown option {key}")
        fold = options.get("fold_accents", True)
        if not isinstance(fold, bool):
            self._refuse("fold_accents", "fold_accents is neither true nor false")
        return fold

    def _check_category(self, category: str, phrases: Any) -> None:
        if not _CATEGORY.fullmatch(category):
            self._refuse(category, f"category {category!r} is not made of a-z, 0-9 and _")
        if not isinstance(phrases, list) or not phrases:
            self._refuse(category, f"{category} is no list of phrases")
        for phrase in phrases:
            if not isinstance(phrase, str):
                self._refuse(category, f"{phrase!r} of {category} is no text", value=str(phrase))
            elif len(phrase) > MAX_PHRASE_CHARS or not any(map(str.isalnum, phrase)):
                self._refuse(category, f"{phrase!r} of {category} is no phrase", value=phrase)

    def _check_once(self, categories: dict[str, list[str]], keywords: Keywords) -> None:
        seen: dict[str, str] = {}
        for category, phrases in categories.items():
            for phrase in phrases:
                first = seen.setdefault(keywords.key(phrase), category)
                if first != category:
                    complaint = f"{phrase!r} is in {first} and in {category}"
                    self._refuse(category, complaint, value=phrase)
        if len(seen) > MAX_PHRASES:
            self._refuse("categories", f"more than {MAX_PHRASES} phrases")

    def _refuse(self, key: str, complaint: str, *, value: str = "") -> NoReturn:
        """Raise, naming the line of *key*, or the one below it that holds *value*."""
        named = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[=\]]")
        numbers = [number for number, line in enumerate(self._lines) if named.match(line)]
        if numbers and value:
            below = range(numbers[0], len(self._lines))
            numbers = [number for number in below if value in self._lines[number]] or numbers
        place = f"line {numbers[0] + 1}: " if numbers else ""
        raise FatalError(f"{self._name}: {place}{complaint}")
