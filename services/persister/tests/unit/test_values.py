import json

import msgspec
import pytest

from b9_common.events import CarouselChild
from b9_persister.testing.events import at, item
from b9_persister.values import POISON, array_text, clean, json_text, utc


@pytest.mark.parametrize(
    "text",
    [r"\u0000", r"\ud800", r"x\uDBFFx", r"\udc00", r"\ud83d \ude00", r"\ud83d\ud83d\ude00"],
)
def test_half_characters_and_nul_are_noticed(text: str) -> None:
    assert POISON.search(text.encode())


@pytest.mark.parametrize("text", [r"\ud83d\ude00", r"\u00e9", "plain", r"\u0001"])
def test_whole_characters_are_left_alone(text: str) -> None:
    assert POISON.search(text.encode()) is None


def test_a_record_is_cleaned_however_deep() -> None:
    one = item(
        "1",
        caption="a\0b",
        hashtags=("x\0", "y"),
        carousel_children=(CarouselChild(image_url="u\0"),),
        raw=msgspec.Raw(rb'{"k\u0000":["\ud800", 1.5, null]}'),
    )

    cleaned = clean(one)

    assert cleaned.caption == "ab"
    assert cleaned.hashtags == ("x", "y")
    assert cleaned.carousel_children[0].image_url == "u"
    assert json.loads(json_text(cleaned.raw) or "") == {"k": ["\ufffd", 1.5, None]}
    assert cleaned.taken_at == one.taken_at


def test_raw_json_passes_untouched() -> None:
    assert json_text(msgspec.Raw(b'{"a" : 1.0}')) == '{"a" : 1.0}'
    assert json_text(None) is None
    assert json_text(msgspec.Raw(b"null")) is None


def test_arrays_are_quoted_as_postgresql_reads_them() -> None:
    assert array_text([]) == "{}"
    assert array_text(['a"b', "c\\d", "NULL", "e,f"]) == r'{"a\"b","c\\d","NULL","e,f"}'


def test_a_time_without_zone_is_utc() -> None:
    assert utc(at().replace(tzinfo=None)) == at()
