"""Each kind of garbage is in the bytes that are sent."""

import json
from typing import Any

import msgspec
import pytest

from b9_devstack.simulator.answers import page_body
from b9_devstack.simulator.creators import make_creator
from b9_devstack.simulator.feeds import Changes, make_page
from b9_devstack.simulator.names import GARBAGE
from b9_devstack.simulator.signing import Links, Signer

LINKS = Links("http://sim", Signer(7, lambda: 0.0), 10)


def page_of(kind: str) -> bytes:
    creator = make_creator(7, f"garbage.{kind}.x")
    return page_body(
        make_page(creator, "reels", asked_cursor=None, count=12, changes=Changes()), LINKS
    )


def items_of(kind: str) -> list[Any]:
    found: list[Any] = json.loads(page_of(kind))["items"]
    return found


def merged(item: Any) -> dict[str, Any]:
    return {**item.get("media", {}), **item}


@pytest.mark.parametrize("kind", GARBAGE)
def test_a_third_of_a_page_is_spoilt_and_the_page_is_json(kind: str) -> None:
    creator = make_creator(7, f"garbage.{kind}.x")
    page = make_page(creator, "reels", asked_cursor=None, count=12, changes=Changes())
    assert {item.garbage for item in page.items} == {None, kind}
    assert len(items_of(kind)) == (16 if kind == "twice" else 12)


def test_ids_are_missing_or_no_scalars() -> None:
    assert sum("pk" not in merged(item) for item in items_of("nopk")) == 4
    assert sum(isinstance(merged(item)["pk"], dict) for item in items_of("objectpk")) == 4


def test_items_are_no_objects() -> None:
    assert sum(not isinstance(item, dict) for item in items_of("notobject")) == 4


def test_texts_hold_nul_surrogates_and_a_mebibyte() -> None:
    assert b"before\\u0000after" in page_of("nul")
    assert b"\\ud83d of" in page_of("surrogate")
    captions = [merged(item)["caption"] for item in items_of("megabyte")]
    assert sum(isinstance(c, dict) and len(c["text"]) > 1_000_000 for c in captions) == 4


def test_numbers_leave_their_range() -> None:
    assert b"99999999999999999999999" in page_of("bigcount")
    assert sum(merged(item).get("taken_at", 0) < 0 for item in items_of("negative")) == 4


def test_one_key_comes_twice_and_the_later_one_is_true() -> None:
    assert page_of("doublekey").count(b'"comment_count":"7"') == 4
    assert msgspec.json.decode(page_of("doublekey"))


def test_the_same_item_comes_twice() -> None:
    pks = [str(merged(item)["pk"]) for item in items_of("twice")]
    assert (len(pks), len(set(pks))) == (16, 12)
