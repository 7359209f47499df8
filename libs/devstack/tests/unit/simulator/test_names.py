"""The name patterns are what the documentation says."""

from pathlib import Path

import pytest

from b9_devstack.simulator import names
from b9_devstack.simulator.config import FAULT_KINDS

README = (Path(names.__file__).parent / "README.md").read_text()


@pytest.mark.parametrize("part", names.TRAITS)
def test_every_trait_is_in_the_readme_with_its_effect(part: str) -> None:
    assert f"| `{part}` | {names.TRAITS[part]} |" in README


@pytest.mark.parametrize("word", sorted(FAULT_KINDS | set(names.GARBAGE)))
def test_every_kind_of_fault_and_garbage_is_in_the_readme(word: str) -> None:
    assert f"`{word}`" in README


@pytest.mark.parametrize(
    ("name", "traits"),
    [
        ("nasa", set()),
        ("flaky", set()),
        ("flaky.anna", {"flaky"}),
        ("slow.flaky.anna", {"slow", "flaky"}),
        ("anna.slow", set()),
        ("anna.slow.b", set()),
        ("nul.anna", set()),
        ("garbage.nul.anna", {"garbage", "nul"}),
        ("thisuserdoesnotexist123", {"missing"}),
    ],
)
def test_leading_parts_before_a_dot_are_traits(name: str, traits: set[str]) -> None:
    assert names.traits_of(name) == traits


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 31, "a/b"])
def test_what_cannot_be_a_name_is_not_valid(name: str) -> None:
    assert not names.is_valid(name)
