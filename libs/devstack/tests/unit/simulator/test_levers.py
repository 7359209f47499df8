"""Fault rules hit what they say and no more; patches are checked."""

import msgspec
import pytest

from b9_devstack.simulator.config import Config, FaultRule


def hits(rule: FaultRule, calls: int, path: str = "/reels", name: str = "nasa") -> int:
    return sum(rule.befalls(path, name, 7) for _ in range(calls))


@pytest.mark.parametrize(
    ("match", "path", "name", "hit"),
    [
        ("*", "/reels", "nasa", True),
        ("na*", "/reels", "nasa", True),
        ("na*", "/reels", "spacex", False),
        ("/reels", "/reels", "nasa", True),
        ("/reels", "/profile", "nasa", False),
        ("/reels:nasa", "/reels", "spacex", False),
        ("/cdn/*/cover-*:few.*", "/cdn/1/2/cover-0-480.jpg", "few.x", True),
        ("/cdn/*/cover-*:few.*", "/cdn/1/2/video-0-480.mp4", "few.x", False),
    ],
)
def test_a_rule_matches_by_path_and_name(match: str, path: str, name: str, *, hit: bool) -> None:
    assert FaultRule(match=match, kind="hang").befalls(path, name, 7) is hit


def test_a_rule_leaves_out_the_first_and_ends_after_its_times() -> None:
    rule = FaultRule(kind="reset", after=2, times=3)
    assert [rule.befalls("/reels", "nasa", 7) for _ in range(7)] == [False] * 2 + [True] * 3 + [
        False
    ] * 2
    assert (rule.seen, rule.fired) == (7, 3)


def test_probability_is_drawn_the_same_way_every_time() -> None:
    counts = {hits(FaultRule(kind="reset", probability=0.3), 500) for _ in range(2)}
    assert len(counts) == 1
    assert 100 < counts.pop() < 200
    assert hits(FaultRule(kind="reset", probability=0.0), 50) == 0


def test_a_patch_changes_only_what_it_names() -> None:
    config = Config(latency_ms=5).patched(b'{"drift": true, "faults": [{"kind": "hang"}]}')
    assert (config.latency_ms, config.drift, config.faults[0].kind) == (5, True, "hang")
    assert config.patched(b'{"faults": []}').faults == []


@pytest.mark.parametrize("patch", [b'{"drfit": true}', b'{"faults": [{"kind": "x"}]}', b"[]"])
def test_a_patch_with_an_unknown_word_is_refused(patch: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        Config().patched(patch)


def test_the_first_rule_that_hits_wins() -> None:
    config = Config(faults=[FaultRule(kind="hang", times=1), FaultRule(kind="html")])
    kinds = [config.fault_for("/reels", "nasa", 7) for _ in range(2)]
    assert [rule.kind for rule in kinds if rule] == ["hang", "html"]
