"""The name patterns are what the documentation says, and numbered names find their way back."""

from pathlib import Path

import pytest

from b9_devstack.reddit_simulator import names, places
from b9_devstack.reddit_simulator.config import FAULT_KINDS

README = (Path(names.__file__).parent / "README.md").read_text()


def test_every_trait_is_in_the_readme_with_its_effect() -> None:
    rows = {f"| `{part}` | {effect} |" for part, effect in names.TRAITS.items()}
    assert rows <= set(README.splitlines())


def test_every_kind_of_fault_and_weirdness_is_in_the_readme() -> None:
    words = FAULT_KINDS | set(names.WEIRD)
    assert {word for word in words if f"`{word}`" not in README} == set()


@pytest.mark.parametrize(
    ("name", "traits"),
    [
        ("pottery", set()),
        ("flaky", set()),
        ("flaky_pottery", {"flaky"}),
        ("slow_Flaky_pottery", {"slow", "flaky"}),
        ("pottery_slow", set()),
        ("pottery_slow_b", set()),
        ("nul_pottery", set()),
        ("weird_nul_pottery", {"weird", "nul"}),
        ("u_flaky_pottery-3", {"flaky"}),
    ],
)
def test_leading_parts_before_an_underscore_are_traits(name: str, traits: set[str]) -> None:
    assert names.traits_of(name) == traits


@pytest.mark.parametrize("name", ["", "x", "a b", "é", "x" * 22, "a/b", "a-b"])
def test_what_cannot_be_a_community_is_not_valid(name: str) -> None:
    assert not names.is_community(name)


@pytest.mark.parametrize("name", ["", "ab", "a b", "x" * 21, "a/b", "[deleted]"])
def test_what_cannot_be_an_account_is_not_valid(name: str) -> None:
    assert not names.is_account(name)


@pytest.mark.parametrize("number", [0, 1, 35, 36, 1295, 1296, 10**6, places.NUMBERS - 1])
def test_a_numbered_name_finds_its_way_back_in_any_case(number: int) -> None:
    name = places.community_name(number)
    assert names.is_community(name)
    assert names.traits_of(name) == set()
    assert places.community_number(name.upper()) == number
    guest = places.wanderer_name(number // places.NEIGHBOURHOOD)
    assert names.is_account(guest)
    assert places.wanderer_number(guest.lower()) == number // places.NEIGHBOURHOOD


def test_a_typed_name_has_no_number() -> None:
    assert places.community_number("pottery_1z") is None
    assert places.community_number("lemon_zz9zz9z9") is None
    assert places.wanderer_number("lemon-pottery-1z") is None


def test_whose_guest_somebody_is_both_sides_say() -> None:
    for community in (0, 6, 7, 700, 4_000_000_000):
        assert all(community in places.haunts_of(guest) for guest in places.guests_of(community))


def test_no_word_of_a_numbered_name_is_a_trait() -> None:
    assert not {word.lower() for word in places.WORDS} & (set(names.TRAITS) | set(names.WEIRD))


@pytest.mark.parametrize("number", [0, 9, 36, 1296, 36**4 - 1, 36**9])
def test_ids_are_base_36(number: int) -> None:
    assert int(places.base36(number), 36) == number
    assert places.base36(number).lstrip("0") == (places.base36(number) if number else "")
