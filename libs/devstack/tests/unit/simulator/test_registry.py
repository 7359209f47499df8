"""Ids survive restarts, names may move, and an id never does."""

from pathlib import Path

import pytest

from b9_devstack.simulator.registry import Registry


def id_of(registry: Registry, name: str) -> str:
    creator = registry.find(name)
    assert creator is not None
    return creator.id


def test_an_id_given_out_is_known_after_a_restart(tmp_path: Path) -> None:
    journal = tmp_path / "names"
    nasa = id_of(Registry(7, journal), "NASA")
    found = Registry(7, journal).find_by_id(nasa)
    assert found is not None
    assert found.name == "nasa"


def test_an_id_never_given_out_is_unknown() -> None:
    assert Registry(7).find_by_id("123") is None


def test_a_line_cut_short_by_a_kill_is_skipped(tmp_path: Path) -> None:
    journal = tmp_path / "names"
    nasa = id_of(Registry(7, journal), "nasa")
    with journal.open("ab") as file:
        file.write(b'{"type":"seen","id":"1')
    assert Registry(7, journal).find_by_id(nasa) is not None


def test_a_renamed_creator_answers_under_another_name_with_the_same_id() -> None:
    registry = Registry(7)
    creator = registry.find("renamed.x")
    assert creator is not None
    assert creator.name == "moved.x"
    assert id_of(registry, "moved.x") == creator.id


@pytest.mark.parametrize("old", ["follows", "missing", "reused"])
def test_a_renaming_keeps_the_id_and_settles_the_old_name(tmp_path: Path, old: str) -> None:
    registry = Registry(7, tmp_path / "names")
    before = id_of(registry, "nasa")
    assert registry.rename("nasa", "nasa_new", old).name == "nasa_new"  # type: ignore[arg-type]
    for known in (registry, Registry(7, tmp_path / "names")):
        assert id_of(known, "nasa_new") == before
        found = known.find("nasa")
        if old == "missing":
            assert found is None
        else:
            assert found is not None
            assert (found.id == before) is (old == "follows")


def test_a_reused_name_belongs_to_somebody_called_so() -> None:
    registry = Registry(7)
    registry.rename("nasa", "nasa_new", "reused")
    found = registry.find("nasa")
    assert found is not None
    assert found.name == "nasa"


def test_renamings_can_be_forgotten(tmp_path: Path) -> None:
    registry = Registry(7, tmp_path / "names")
    before = id_of(registry, "nasa")
    registry.rename("nasa", "nasa_new", "missing")
    registry.forget_renames()
    assert id_of(Registry(7, tmp_path / "names"), "nasa") == before
    assert id_of(registry, "nasa_new") != before


def test_a_bad_name_cannot_be_taken() -> None:
    with pytest.raises(ValueError, match="cannot rename"):
        Registry(7).rename("nasa", "not a name", "follows")
