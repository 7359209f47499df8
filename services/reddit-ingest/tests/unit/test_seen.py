from datetime import timedelta

import msgspec
from reddit_fakes import NOW

from b9_common.errors import ConflictError, OutageError
from b9_reddit_ingest.adapters.seen import SeenInBucket
from b9_reddit_ingest.seen import Findings

ANNA = Findings(name="Anna", id="7", observed_at=NOW)


class FakeBucket:
    """Entries pass through JSON as they would on the wire."""

    def __init__(self) -> None:
        self.entries: dict[str, bytes] = {}
        self.reads = 0
        self.error: Exception | None = None

    async def get(self, key: str) -> tuple[Findings | None, int]:
        self.reads += 1
        if self.error:
            raise self.error
        raw = self.entries.get(key)
        return (None if raw is None else msgspec.json.decode(raw, type=Findings)), 1

    async def put(self, key: str, value: Findings) -> int:
        if self.error:
            raise self.error
        self.entries[key] = msgspec.json.encode(value)
        return 1


def seen_in(bucket: FakeBucket, *, late_s: float = 0.0, kept: int = 2) -> SeenInBucket:
    return SeenInBucket(
        bucket, fresh_s=100.0, kept=kept, clock=(NOW + timedelta(seconds=late_s)).timestamp
    )


async def test_what_another_process_saw_is_seen_here_whatever_the_case_of_the_name() -> None:
    bucket = FakeBucket()
    await seen_in(bucket).remember(ANNA)

    assert await seen_in(bucket).fresh("aNNa") == ANNA


async def test_it_survives_a_restart_and_is_then_near() -> None:
    bucket = FakeBucket()
    await seen_in(bucket).remember(ANNA)
    restarted = seen_in(bucket)

    assert await restarted.fresh("anna") == await restarted.fresh("anna") == ANNA
    assert bucket.reads == 1


async def test_what_is_old_is_not_fresh_near_or_far() -> None:
    bucket = FakeBucket()
    near = seen_in(bucket, late_s=100)
    await near.remember(ANNA)

    assert await near.fresh("anna") is None
    assert await seen_in(bucket, late_s=99.9).fresh("anna") == ANNA


async def test_only_so_many_are_kept_near_and_the_longest_unused_goes_first() -> None:
    bucket = FakeBucket()
    seen = seen_in(bucket)
    for name in ("a", "b"):
        await seen.remember(msgspec.structs.replace(ANNA, name=name))
    await seen.fresh("a")
    await seen.remember(msgspec.structs.replace(ANNA, name="c"))

    for name in ("a", "c"):
        assert await seen.fresh(name)
    assert bucket.reads == 0
    assert await seen.fresh("b")
    assert bucket.reads == 1


async def test_a_bucket_that_is_away_full_or_unreadable_costs_a_call_and_nothing_else() -> None:
    bucket = FakeBucket()
    for error in (OutageError("away"), ConflictError("not readable")):
        bucket.error = error
        seen = seen_in(bucket)

        assert await seen.fresh("anna") is None
        await seen.remember(ANNA)
        assert await seen.fresh("anna") == ANNA
