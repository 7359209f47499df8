from datetime import timedelta

from reddit_fakes import NOW, FakeReddit, World, reply

from b9_common.events import CallClass, StageState, Walk


async def test_with_no_proxy_left_the_request_waits_and_nothing_is_held_against_reddit() -> None:
    unsent = reply(CallClass.UPSTREAM_ERROR, code="no_proxy", retry_after_s=12.0)
    walks = (Walk.ABOUT, Walk.RULES, Walk.HOT, Walk.TOP)
    world = World(FakeReddit(answers={(walk, "pics"): [unsent] * 9 for walk in walks}))

    for _ in range(8):
        await world.deliver()

    assert world.tracker.stages[-1] == ("listing", StageState.WAITING, "no_proxy")
    assert world.tracker.until == NOW + timedelta(seconds=12)
    assert not world.breaker.is_open
    assert len(world.reddit.asked) >= 20
    assert world.budget.spent == 0
    assert world.tracker.calls == []
    assert world.markers == []
