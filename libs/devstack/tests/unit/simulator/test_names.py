"""The name patterns are what the documentation says."""

from pathlib import Path

import pytest

from b9_devstack.simulator import names
from b9_devstack.simulator.config import FAULT_KINDS

README = (Path(names.__file__).parent / "README.md").read_text()


def test_every_trait_is_in_the_readme_with_its_effect() -> None:
    rows = {f"| `{part}` | {effect} |" for part, effect in names.TRAITS.items()}
    assert rows <= set(README.splitlines())


def test_every_kind_of_fault_and_garbage_is_in_the_readme() -> None:
    words = FAULT_KINDS | set(names.GARBAGE)
    assert {word for word in words if f"`{word}`" not in README} == set()


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
