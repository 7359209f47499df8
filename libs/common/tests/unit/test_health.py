import asyncio

from b9_common.health import DOWN_AFTER_S, Health
from b9_common.metrics import Gauge, value_of


class Clock:
    """Time that moves when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Dependency:
    """Answers, fails or hangs, as set."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.hangs = False

    async def ask(self) -> None:
        if self.hangs:
            await asyncio.Event().wait()
        if self.error:
            raise self.error


def watched() -> tuple[Health, Clock, Dependency]:
    clock, dependency = Clock(), Dependency()
    health = Health(clock)
    health.check("postgres", dependency.ask, timeout_s=0.01)
    return health, clock, dependency


def test_a_loop_that_does_not_move_within_its_limit_is_dead_by_name() -> None:
    health, clock, _ = watched()
    progress = health.progress("settle", limit_s=10)
    health.progress("relay", limit_s=60)

    clock.now += 10
    assert health.dead() == {}
    clock.now += 1
    assert health.dead() == {"settle": "no progress for 11 s (limit 10 s)"}
    progress.touch()
    assert health.dead() == {}


async def test_a_dependency_that_never_answered_is_down_at_once() -> None:
    health, _, dependency = watched()
    assert health.unready() == {"postgres": "not checked yet"}

    dependency.error = OSError("refused")
    await health.sample()

    assert health.unready() == {"postgres": "OSError: refused"}


async def test_a_blink_is_not_an_outage_and_recovery_counts_at_once() -> None:
    health, clock, dependency = watched()
    await health.sample()

    dependency.error = OSError("cut")
    for _ in range(int(DOWN_AFTER_S)):
        await health.sample()
        assert health.unready() == {}
        clock.now += 1
    await health.sample()
    assert health.unready() == {"postgres": "OSError: cut"}
    assert value_of(Gauge.READY) == 0

    dependency.error = None
    await health.sample()
    assert health.unready() == {}
    assert value_of(Gauge.READY) == 1


async def test_connections_cut_every_two_seconds_never_make_it_flap() -> None:
    health, clock, dependency = watched()
    await health.sample()

    for second in range(60):
        dependency.error = OSError("cut") if second % 2 else None
        await health.sample()
        assert health.unready() == {}
        clock.now += 1


async def test_a_probe_that_hangs_is_cut_off_and_means_down() -> None:
    health, _, dependency = watched()
    dependency.hangs = True

    await health.sample()

    assert health.unready() == {"postgres": "TimeoutError: "}


async def test_the_reason_shown_holds_no_secret() -> None:
    health, _, dependency = watched()
    dependency.error = OSError("postgresql://u:pa55-word@h/db refused")

    await health.sample()

    assert "pa55-word" not in health.unready()["postgres"]


async def test_an_alarm_and_a_stop_make_unready_until_lifted() -> None:
    health, _, _ = watched()
    await health.sample()

    health.alarm("settle", "50 bad in a row")
    assert health.unready() == {"settle": "50 bad in a row"}
    assert health.alarms == {"settle": "50 bad in a row"}
    health.alarm("settle", None)
    assert health.unready() == {}
    health.stopping = True
    assert health.unready() == {"stopping": "asked to stop"}


async def test_a_dependency_that_failed_is_asked_again_soon_so_that_no_rhythm_hides_it() -> None:
    health, _, dependency = watched()
    await health.sample()
    calm = health.pause_s
    dependency.error = OSError("cut")
    await health.sample()

    assert health.pause_s < calm / 2
    dependency.error = None
    await health.sample()
    assert health.pause_s == calm
