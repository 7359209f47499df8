from datetime import UTC, datetime
from typing import Any

import pytest

from b9_instagram_ingest import values

SHOT = datetime(2022, 4, 22, 20, 1, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (0, 0),
        (7, 7),
        (7.0, 7),
        ("12", 12),
        (values.MAX_INT64, values.MAX_INT64),
        (values.MAX_INT64 + 1, None),
        (10**400, None),
        (-1, None),
        (7.5, None),
        (float("inf"), None),
        (True, None),
        (None, None),
        ("1,234", None),
        ("", None),
        ([], None),
    ],
)
def test_a_count_is_a_whole_number_that_was_not_hidden(given: Any, expected: Any) -> None:
    assert values.count(given) == expected


def test_a_small_count_fits_32_bits() -> None:
    assert values.small_count(values.MAX_INT32) == values.MAX_INT32
    assert values.small_count(values.MAX_INT32 + 1) is None


@pytest.mark.parametrize(
    "given",
    [
        1650657705,
        "1650657705",
        1650657705.275,
        1650657705275,
        165065770527504,
        1650657705275048,
    ],
)
def test_an_instant_is_read_from_any_decimal_fraction_of_seconds(given: Any) -> None:
    assert values.instant(given) == SHOT


@pytest.mark.parametrize(
    "given",
    [0, -1650657705, 5, 10**21, 10**400, float("nan"), float("inf"), True, None, "", "now", []],
)
def test_an_absurd_instant_is_null(given: Any) -> None:
    assert values.instant(given) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (314216, "314216"),
        ("2589_31", "2589_31"),
        ("abc", "abc"),
        (0, "0"),
        (-3, None),
        (10**30, None),
        (1.5, None),
        (True, None),
        ("", None),
        ("a b", None),
        ("1\n", None),
        ("../x", None),
        ("x" * 65, None),
        (None, None),
    ],
)
def test_an_id_is_plain_text_that_is_safe_in_keys(given: Any, expected: Any) -> None:
    assert values.id_text(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [(True, True), (False, False), (1, True), (0, False), (None, None), ("yes", None), ([], None)],
)
def test_a_flag_may_travel_as_a_number(given: Any, expected: Any) -> None:
    assert values.flag(given) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [(20.433, 20.433), (15, 15.0), (0, 0.0), (-1, None), (1e9, None), (True, None), ("9", None)],
)
def test_a_duration_is_a_number_of_seconds_within_a_day(given: Any, expected: Any) -> None:
    assert values.seconds(given) == expected


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ("https://cdn.example/v/a.jpg?oe=1", True),
        ("http://127.0.0.1:9/a", True),
        ("ftp://cdn.example/a", False),
        ("javascript:alert(1)", False),
        ("https://a b", False),
        ("https://a\n", False),
        ("https://" + "a" * 5_000, False),
        ("", False),
        (None, False),
    ],
)
def test_an_address_is_an_absolute_web_address(given: Any, accepted: Any) -> None:
    assert (values.url(given) == given) is accepted or given is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://c.example/a?oe=626309A9&x=1", SHOT),
        ("https://c.example/a?x=1&oe=626309a9", SHOT),
        ("https://c.example/a?oe=zz", None),
        ("https://c.example/a?foe=626309A9", None),
        ("https://c.example/a?oe=00000001", None),
        ("https://c.example/a", None),
    ],
)
def test_a_signed_address_tells_when_it_ends(address: Any, expected: Any) -> None:
    assert values.url_expiry(address) == expected
