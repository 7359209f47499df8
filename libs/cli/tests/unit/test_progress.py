"""What a watcher is shown of requests under way."""

from typing import Any

from b9_cli.progress import Bars, Lines, share, stage_totals
from b9_cli.screen import Screen


class RecordingScreen(Screen):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)


class RecordingProgress:
    def __init__(self) -> None:
        self.bars: dict[int, dict[str, Any]] = {}

    def add_task(self, description: str, **fields: Any) -> int:
        self.bars[len(self.bars)] = {"description": description, **fields}
        return len(self.bars) - 1

    def update(self, task: int, **fields: Any) -> None:
        self.bars[task] |= fields


def stage(name: str, state: str, done: int = 0, expected: int | None = None) -> dict[str, Any]:
    return {"stage": name, "state": state, "done_items": done, "expected_items": expected}


def request(status: str, *stages: dict[str, Any], waiting: str | None = None) -> dict[str, Any]:
    told = {"reason": waiting} if waiting else None
    return {"status": status, "stages": list(stages), "waiting": told}


def test_each_change_of_a_stage_is_told_once() -> None:
    screen = RecordingScreen()
    lines = Lines(screen)
    lines.show("nasa", request("queued", stage("rows", "pending")))
    lines.show("nasa", request("running", stage("rows", "running", 1, 121)))
    lines.show("nasa", request("running", stage("rows", "running", 60, 121)))
    lines.show("nasa", request("waiting", stage("rows", "running", 60, 121), waiting="daily_cap"))

    assert screen.said == [
        "nasa: status queued",
        "nasa: rows running 1/121",
        "nasa: status running",
        "nasa: status waiting daily_cap",
    ]


def test_a_bar_adds_up_what_all_requests_have_of_its_stage() -> None:
    progress = RecordingProgress()
    bars = Bars(progress)
    bars.show("a", request("running", stage("media", "running", 5, 10)))
    bars.show("b", request("running", stage("media", "done", 4, 4)))

    assert progress.bars == {
        0: {"description": "media", "items": "9/14", "completed": 1.5, "total": 2}
    }


def test_an_ended_stage_is_whole_whatever_its_numbers_say() -> None:
    assert share(stage("media", "skipped")) == 1.0
    assert share(stage("media", "failed", 1, 10)) == 1.0
    assert share(stage("media", "running")) == 0.0


def test_totals_of_no_requests_are_none() -> None:
    assert stage_totals({}) == []
