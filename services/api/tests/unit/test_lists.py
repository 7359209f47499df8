"""What the engine of lists makes of a question, without a database."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from starlette.datastructures import QueryParams

from b9_api.http.problems import Problem
from b9_api.lists import statement
from b9_api.lists.asking import Asked, read_asked
from b9_api.lists.counting import Kept
from b9_api.lists.cursor import Position, Signer
from b9_api.lists.engine import joined
from b9_api.lists.filters import at_least, closed, flag, texts, words
from b9_api.lists.resource import Groups, Media, Resource, Sort, col

PEOPLE = Resource(
    name="people",
    table="people",
    key="t.id",
    key_type="bigint",
    columns=(col("id", "id"), col("name", "text"), col("notes", "text", detail=True)),
    media=(Media(name="picture_url", sql="t.picture"),),
    sorts=(
        Sort(name="age", sql="t.age", type="int", leads=frozenset({"t.review"})),
        Sort(name="name", sql="t.name", type="text", nullable=False),
    ),
    default_sort="-age",
    filters=(
        words("review", "t.review", ("ok", "no"), tab=True),
        closed("state", "t.state", ("a", "b")),
        texts("niche", "t.niche"),
        flag("is_new", "t.is_new"),
        at_least("age_min", "t.age"),
    ),
    search="lower(t.name)",
    counts={"total": "true", "ok": "t.review = 'ok'"},
)


def asked(query: str = "", resource: Resource = PEOPLE) -> Asked:
    return read_asked(resource, QueryParams(query), "default")


def page(query: str, part: statement.Part = "all", after: Position | None = None) -> Any:
    return statement.page(asked(query), part, after, 3)


def test_nothing_that_was_sent_is_in_a_statement_itself() -> None:
    hostile = "review=ok&niche='; DROP TABLE people --&age_min=41&q='%25_\\"

    text, args = page(hostile)

    assert "DROP" not in text
    assert args == ["'; DROP TABLE people --", 41, r"%'\%\_\\%"]


def test_an_order_is_that_of_the_index_or_the_very_reverse_of_it() -> None:
    down, up = page("sort=-age")[0], page("sort=age")[0]

    assert "ORDER BY t.age DESC NULLS LAST, t.id DESC LIMIT" in down
    assert "ORDER BY t.age ASC NULLS FIRST, t.id ASC LIMIT" in up


def test_an_order_begins_with_the_column_that_is_null_where_an_index_does() -> None:
    assert "ORDER BY t.review ASC NULLS LAST, t.age DESC" in page("review=none")[0]
    assert "ORDER BY t.review DESC NULLS FIRST, t.age ASC" in page("review=none&sort=age")[0]
    assert "ORDER BY t.age DESC" in page("review=ok")[0]
    assert "ORDER BY t.name DESC" in page("review=none&sort=-name")[0]
    assert "ORDER BY t.age DESC" in page("niche=none")[0]


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("review=none", "(t.review IS NULL)"),
        ("review=ok", "(t.review = 'ok'::text)"),
        ("review=ok,none", "(t.review IS NULL OR t.review = 'ok'::text)"),
        ("review=ok&review=no", "(t.review = ANY (ARRAY['no', 'ok']::text[]))"),
        ("state=a", "(t.state = 'a'::text)"),
        ("state=a,b", "(t.state = ANY (ARRAY['a', 'b']::text[]))"),
        ("niche=any", "t.niche IS NOT NULL"),
        ("niche=x&niche=none", "(t.niche IS NULL OR t.niche = $1::text)"),
        ("is_new=false", "(NOT (t.is_new))"),
    ],
)
def test_a_filter_is_a_condition(query: str, condition: str) -> None:
    assert f"WHERE {condition} ORDER BY" in page(query)[0]


def test_a_word_that_a_filter_allows_stands_in_the_statement_and_cannot_end_its_text() -> None:
    one = words("review", "t.review", ("it's",))

    assert one.where(one.read(["it's"]), str) == "(t.review = 'it''s'::text)"
    with pytest.raises(ValueError, match="one or more of"):
        one.read(["it's' OR true --"])


def test_a_page_as_it_is_first_asked_for_has_no_parameters_and_so_needs_no_planning() -> None:
    text, args = page("review=ok&sort=-age")

    assert "LIMIT 3)" in text
    assert args == []


@pytest.mark.parametrize(
    ("query", "anew"),
    [("review=ok", False), ("niche=x", False), ("age_min=41", True), ("q=ann", True)],
)
def test_what_may_match_few_rows_or_many_is_planned_for_its_value(query: str, anew: bool) -> None:  # noqa: FBT001  a case
    assert statement.is_planned_anew(asked(query)) is anew


def test_all_rows_are_counted_by_their_groups_and_those_asked_for_by_themselves() -> None:
    grouped = replace(
        PEOPLE,
        base="t.removed_at IS NULL",
        counts={**PEOPLE.counts, "new": "t.created_at > now()"},
        groups=Groups(table="people_counted", beside={"new": "SELECT 7"}),
    )

    everyone = statement.counts(asked("review=ok&include=counts", grouped))[0]
    some = statement.counts(asked("q=ann&include=counts&counts_scope=query", grouped))[0]

    assert everyone == (
        'SELECT coalesce(sum(t.n) FILTER (WHERE true), 0)::bigint AS "total",'
        " coalesce(sum(t.n) FILTER (WHERE t.review = 'ok'), 0)::bigint AS \"ok\","
        ' (SELECT 7) AS "new" FROM people_counted AS t WHERE t.removed_at IS NULL'
    )
    assert "FROM people AS t WHERE t.removed_at IS NULL AND lower(t.name) LIKE $1" in some
    assert "count(*) FILTER (WHERE t.created_at > now())" in some


def test_what_comes_after_a_row_is_told_by_its_value_and_its_key() -> None:
    text, args = page("sort=-age", "valued", Position("", "41", "7"))

    assert "t.age IS NOT NULL AND (t.age, t.id) < ($2::text::int, $1::text::bigint)" in text
    assert args == ["7", "41"]
    assert (
        "t.age IS NULL AND t.id > $1::text::bigint"
        in page("sort=age", "null", Position("", None, "7"))[0]
    )


def test_large_fields_are_read_only_where_they_are_asked_for() -> None:
    assert "notes" not in page("")[0]
    assert "t.picture" in page("")[0]
    only = page("fields=notes")[0]
    assert ("t.notes" in only, "t.name" in only, "t.picture" in only) == (True, False, False)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Problem) as refused:
        asked("limit=x&sort=shoe_size&review=good&is_new=perhaps&what=1&fields=secret&q=x")

    wrong = {error.field for error in refused.value.errors}
    assert wrong == {"limit", "sort", "review", "is_new", "what", "fields", "q"}


def test_a_cursor_is_read_back_and_refused_where_one_bit_of_it_is_another() -> None:
    signer = Signer(b"secret")
    position = Position(asked().question, None, "7")
    token = signer.write(position)

    assert signer.read(token, asked().question) == position
    with pytest.raises(Problem) as other:
        signer.read(token, asked("review=ok").question)
    assert (other.value.status, other.value.code) == (400, "cursor_mismatch")
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "E"), "B" + token[1:], "", "*"):
        with pytest.raises(Problem) as refused:
            signer.read(forged, asked().question)
        assert refused.value.status == 422
    with pytest.raises(Problem):
        Signer(b"another").read(token, asked().question)


def test_a_question_is_the_same_whatever_of_its_rows_is_told() -> None:
    assert asked().question == asked("limit=9&fields=id&include=counts").question
    different = {asked(query).question for query in ("", "sort=age", "q=xy", "age_min=1")}
    assert len(different) == 4


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (b'{"a":1}', b'{"b":2}', b'{"a":1,"b":2}'),
        (b"{}", b'{"b":2}', b'{"b":2}'),
        (b'{"a":1}', b"{}", b'{"a":1}'),
    ],
)
def test_two_objects_are_one(first: bytes, second: bytes, both: bytes) -> None:
    assert joined(first, second) == both


class Counting:
    """Counts how often it was asked, and waits until it is let go."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_end = asyncio.Event()

    async def __call__(self) -> int:
        self.asked += 1
        await self.may_end.wait()
        return self.asked


async def test_a_count_is_made_once_however_many_want_it_and_again_when_it_is_old() -> None:
    now = 0.0
    kept, counting = Kept(keep_s=5, clock=lambda: now), Counting()
    waiting = [asyncio.create_task(kept.get("k", counting)) for _ in range(3)]
    await asyncio.sleep(0)
    counting.may_end.set()

    assert [await one for one in waiting] == [1, 1, 1]
    now = 4.9
    assert await kept.get("k", counting) == 1
    now = 5.1
    assert await kept.get("k", counting) == 2
    kept.forget("k")
    assert await kept.get("k", counting) == 3


async def test_who_gives_up_waiting_takes_nothing_from_the_others() -> None:
    kept, counting = Kept(), Counting()
    first, second = (asyncio.create_task(kept.get("k", counting)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    counting.may_end.set()

    assert await second == 1


async def test_what_failed_is_asked_again_and_what_is_many_is_forgotten() -> None:
    kept = Kept(capacity=2)

    async def broken() -> int:
        raise KeyError("away")

    with pytest.raises(KeyError):
        await kept.get("k", broken)
    counting = Counting()
    counting.may_end.set()
    assert await kept.get("k", counting) == 1
    for key in ("a", "b"):
        await kept.get(key, counting)
    assert await kept.get("k", counting) == 4


async def test_of_those_who_keep_asking_nobody_waits_for_the_next_answer() -> None:
    now = 0.0
    kept, counting = Kept(keep_s=5, ahead=True, clock=lambda: now), Counting()
    counting.may_end.set()
    assert await kept.get("k", counting) == 1
    now, counting.may_end = 3.0, asyncio.Event()

    # The next one is being made, once.
    assert [await kept.get("k", counting) for _ in range(3)] == [1, 1, 1]
    await asyncio.sleep(0)
    counting.may_end.set()
    await settled()

    assert counting.asked == 2
    now = 5.4
    assert await kept.get("k", counting) == 2


async def test_an_answer_under_way_when_it_was_forgotten_does_not_come_back() -> None:
    now = 0.0
    kept, counting = Kept(keep_s=5, ahead=True, clock=lambda: now), Counting()
    counting.may_end.set()
    await kept.get("k", counting)
    now, counting.may_end = 3.0, asyncio.Event()
    await kept.get("k", counting)
    await asyncio.sleep(0)
    kept.forget("k")
    counting.may_end.set()
    await settled()

    assert await kept.get("k", counting) == 3


async def settled() -> None:
    """Let what may go on go on."""
    for _ in range(5):
        await asyncio.sleep(0)
