"""
The kinds of filters there are. Text that a client sent is passed as a parameter, always; of the
words that a filter allows, the chosen ones stand in the statement.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from b9_api.lists.resource import NONE, Bind, Filter

ANY: Final = "any"
MAX_VALUES: Final = 50
MAX_TEXT: Final = 200
YEARS: Final = range(1990, 2200)
BIGINT: Final = 2**63 - 1
INTEGER: Final = 2**31 - 1


def words(name: str, sql: str, allowed: Sequence[str], *, tab: bool = False) -> Filter:
    """Any of *allowed*, several by commas; `none` is null."""
    known = (*allowed, NONE)

    def read(given: Sequence[str]) -> list[str]:
        return _several(given, known)

    return Filter(
        name=name,
        read=read,
        where=lambda value, _: _among(sql, value, word_of_ours),
        schema={"type": "array", "items": {"type": "string", "enum": list(known)}},
        many=True,
        tab=tab,
        leads=sql,
        description="one or several by commas; `none` is null",
    )


def closed(name: str, sql: str, allowed: Sequence[str], *, tab: bool = False) -> Filter:
    """Any of *allowed*, several by commas, of a column that is never null."""

    def read(given: Sequence[str]) -> list[str]:
        return _several(given, allowed)

    return Filter(
        name=name,
        read=read,
        where=lambda value, _: _among(sql, value, word_of_ours),
        schema={"type": "array", "items": {"type": "string", "enum": list(allowed)}},
        many=True,
        tab=tab,
        description="one or several by commas",
    )


def texts(name: str, sql: str) -> Filter:
    """Any of the values sent, the parameter repeated; `none` is null, `any` is anything else."""

    def read(given: Sequence[str]) -> list[str]:
        if not 0 < len(given) <= MAX_VALUES:
            raise ValueError(f"from 1 to {MAX_VALUES} values")
        return [_text(one) for one in given]

    def where(value: list[str], bind: Bind) -> str:
        if ANY in value:
            return f"{sql} IS NOT NULL"
        return _among(sql, value, bind)

    return Filter(
        name=name,
        read=read,
        where=where,
        schema={
            "type": "array",
            "items": {"type": "string", "minLength": 1, "maxLength": MAX_TEXT},
        },
        many=True,
        leads=sql,
        description="may be repeated; `none` is null, `any` is what is not",
    )


def numbers(name: str, sql: str) -> Filter:
    """That whole number; `none` is null, `any` is anything else."""

    def read(given: Sequence[str]) -> int | str:
        text = _one(given)
        return text if text in {NONE, ANY} else _whole(text, 0, INTEGER)

    def where(value: int | str, bind: Bind) -> str:
        if isinstance(value, str):
            return f"{sql} IS {'' if value == NONE else 'NOT '}NULL"
        return f"{sql} = {bind(value)}::int"

    return Filter(
        name=name,
        read=read,
        where=where,
        schema={"type": "string", "pattern": "^([0-9]{1,10}|none|any)$"},
        description="a number; `none` is null, `any` is what is not",
    )


def matching(name: str, condition: str, *, read: Callable[[str], Any] | None = None) -> Filter:
    """What *condition* says of the one value sent, which stands in it as ``{}``."""
    convert = read or _text
    return Filter(
        name=name,
        read=lambda given: convert(_one(given)),
        where=lambda value, bind: condition.replace("{}", bind(value)),
        schema={"type": "string", "minLength": 1, "maxLength": MAX_TEXT},
    )


def flag(name: str, when_true: str, when_false: str | None = None) -> Filter:
    """`true` or `false`; what is unknown is neither, unless *when_false* says otherwise."""
    other = when_false or f"NOT ({when_true})"
    return Filter(
        name=name,
        read=lambda given: {"true": True, "false": False}[_word(given, ("true", "false"))],
        where=lambda value, _: f"({when_true})" if value else f"({other})",
        schema={"type": "boolean"},
    )


def at_least(name: str, sql: str, kind: str = "bigint") -> Filter:
    """From that number on."""
    return _bound(name, sql, ">=", kind)


def above(name: str, sql: str) -> Filter:
    """Beyond that number."""
    return _bound(name, sql, ">", "bigint")


def uuid(name: str, sql: str) -> Filter:
    """Of that id."""

    def read(given: Sequence[str]) -> UUID:
        try:
            return UUID(_one(given))
        except ValueError:
            raise ValueError("an id as in 0197c9a0-…") from None

    return Filter(
        name=name,
        read=read,
        where=lambda value, bind: f"{sql} = {bind(value)}::uuid",
        schema={"type": "string", "format": "uuid"},
    )


def at_most(name: str, sql: str, kind: str = "bigint") -> Filter:
    """Up to that number."""
    return _bound(name, sql, "<=", kind)


def since(name: str, sql: str) -> Filter:
    """From that time on."""
    return moment(name, f"{sql} >= {{}}")


def until(name: str, sql: str) -> Filter:
    """Before that time."""
    return moment(name, f"{sql} < {{}}")


def age(name: str, sql: str, unit: str, most: int) -> Filter:
    """Not older than so many *unit* (`days` or `hours`), reckoned now."""

    def read(given: Sequence[str]) -> int:
        return _whole(_one(given), 1, most)

    return Filter(
        name=name,
        read=read,
        where=lambda value, _: f"{sql} >= now() - make_interval({unit} => {value:d})",
        schema={"type": "integer", "minimum": 1, "maximum": most},
    )


def tags(name: str, sql: str, *, every: bool, json: bool) -> Filter:
    """Rows that have one (or *every* one) of the tags sent, the parameter repeated."""
    several = "?&" if every else "?|"
    operator = several if json else ("@>" if every else "&&")

    def read(given: Sequence[str]) -> list[str]:
        if not 0 < len(given) <= MAX_VALUES:
            raise ValueError(f"from 1 to {MAX_VALUES} tags")
        return [_text(one) for one in given]

    return Filter(
        name=name,
        read=read,
        where=lambda value, bind: f"{sql} {operator} {bind(value)}::text[]",
        schema={
            "type": "array",
            "items": {"type": "string", "minLength": 1, "maxLength": MAX_TEXT},
        },
        many=True,
        varies=True,
        description="all of them" if every else "one or more of them",
    )


def word_of_ours(value: str | Sequence[str]) -> str:
    """
    Written into the statement: what is read by an index of few words is known by its words.

    A client's word comes this far only if it is one of those that were allowed.
    """
    words = [value] if isinstance(value, str) else value
    quoted = ["'" + word.replace("'", "''") + "'" for word in words]
    return quoted[0] if isinstance(value, str) else f"ARRAY[{', '.join(quoted)}]"


def _bound(name: str, sql: str, operator: str, kind: str) -> Filter:
    def read(given: Sequence[str]) -> int | float:
        text = _one(given)
        return _whole(text, -BIGINT, BIGINT) if kind == "bigint" else _number(text)

    return Filter(
        name=name,
        read=read,
        where=lambda value, bind: f"{sql} {operator} {bind(value)}::{kind}",
        varies=True,
        schema={"type": "integer" if kind == "bigint" else "number"},
    )


def moment(name: str, condition: str) -> Filter:
    """What *condition* says of that time, which stands in it as ``{}``."""
    return Filter(
        name=name,
        read=lambda given: _time(_one(given)),
        where=lambda value, bind: condition.replace("{}", f"{bind(value)}::timestamptz"),
        schema={"type": "string", "format": "date-time"},
        varies=True,
    )


def _among(sql: str, value: Sequence[str], bind: Bind) -> str:
    named = [one for one in value if one != NONE]
    options = [f"{sql} IS NULL"] if len(named) < len(value) else []
    if len(named) == 1:
        options.append(f"{sql} = {bind(named[0])}::text")
    elif named:
        options.append(f"{sql} = ANY ({bind(named)}::text[])")
    return f"({' OR '.join(options)})"


def _several(given: Sequence[str], known: Sequence[str]) -> list[str]:
    found = [word.strip() for text in given for word in text.split(",") if word.strip()]
    if not found or not set(found) <= set(known):
        raise ValueError(f"one or more of {', '.join(known)}")
    return sorted(set(found))


def _one(given: Sequence[str]) -> str:
    if len(given) != 1:
        raise ValueError("once only")
    return given[0]


def _word(given: Sequence[str], known: Sequence[str]) -> str:
    word = _one(given)
    if word not in known:
        raise ValueError(f"one of {', '.join(known)}")
    return word


def _text(text: str) -> str:
    """The database holds no NUL, and no halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("not text") from None
    if not 0 < len(text) <= MAX_TEXT or "\0" in text:
        raise ValueError(f"from 1 to {MAX_TEXT} characters")
    return text


def _whole(text: str, least: int, most: int) -> int:
    try:
        number = int(text) if text.isascii() and len(text) < len(str(BIGINT)) + 2 else None
    except ValueError:
        number = None
    if number is None or not least <= number <= most:
        raise ValueError(f"a whole number from {least} to {most}")
    return number


def _number(text: str) -> float:
    try:
        number = float(text) if text.isascii() else float("nan")
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e15:  # noqa: PLR2004  far beyond any figure of ours; refuses NaN too
        raise ValueError("a number")
    return number


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("a time as in 2026-01-31T12:00:00Z") from None
    if moment.year not in YEARS:
        raise ValueError("not a time of ours")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
