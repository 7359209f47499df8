"""What is kept is bounded by its weight; the longest unused goes first."""

from b9_devstack.reddit_simulator.kept import Kept


def test_a_value_is_made_once_while_it_is_kept() -> None:
    kept: Kept[str] = Kept(10)
    made: list[str] = []

    def make() -> str:
        made.append("x")
        return "value"

    assert [kept.get("a", make) for _ in range(3)] == ["value"] * 3
    assert made == ["x"]
    kept.clear()
    kept.get("a", make)
    assert made == ["x", "x"]


def test_the_longest_unused_goes_when_they_weigh_too_much() -> None:
    kept: Kept[str] = Kept(6, len)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: "123")
    assert [kept.get(key, lambda: "new") for key in ("a", "c", "b")] == ["123", "123", "new"]


def test_one_value_heavier_than_the_bound_is_still_kept_alone() -> None:
    kept: Kept[str] = Kept(2, len)
    assert kept.get("a", lambda: "12345") == "12345"
    assert kept.get("a", lambda: "other") == "12345"
