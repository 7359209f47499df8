"""A store that is down is left alone and probed."""

import tempfile

import pytest

from b9_media_uploader.gate import PROBE_EVERY_S, GatedStore
from b9_media_uploader.ports import ObjectStore, StoreUnavailableError
from b9_media_uploader.testing.contracts import ObjectStoreContract, described
from b9_media_uploader.testing.fakes import FakeObjectStore


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class TestGatedStore(ObjectStoreContract):
    @pytest.fixture
    def store(self) -> ObjectStore:
        return GatedStore(FakeObjectStore())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def real() -> FakeObjectStore:
    return FakeObjectStore()


@pytest.fixture
def gated(real: FakeObjectStore, clock: Clock) -> GatedStore:
    return GatedStore(real, clock=clock)


async def close(gated: GatedStore, real: FakeObjectStore) -> None:
    real.down = True
    with pytest.raises(StoreUnavailableError):
        await gated.find("a")


async def test_an_open_gate_asks_nothing(gated: GatedStore, real: FakeObjectStore) -> None:
    assert await gated.why_not() is None
    assert real.probes == 0


async def test_after_a_failure_nothing_passes_until_a_probe_succeeds(
    gated: GatedStore, real: FakeObjectStore, clock: Clock
) -> None:
    await close(gated, real)
    real.down = False
    with tempfile.TemporaryFile() as body, pytest.raises(StoreUnavailableError):
        await gated.put("a", body, described(b""))
    assert real.puts.total() == 0

    clock.now += PROBE_EVERY_S
    assert await gated.why_not() is None
    assert await gated.find("a") is None


async def test_probes_are_a_second_apart(
    gated: GatedStore, real: FakeObjectStore, clock: Clock
) -> None:
    await close(gated, real)
    for _ in range(5):
        assert await gated.why_not() == "store: down"
    assert real.probes == 0
    clock.now += PROBE_EVERY_S
    for _ in range(5):
        assert await gated.why_not() == "store: down"
    assert real.probes == 1


async def test_a_failing_put_closes_the_gate_too(gated: GatedStore, real: FakeObjectStore) -> None:
    real.down = True
    with tempfile.TemporaryFile() as body, pytest.raises(StoreUnavailableError):
        await gated.put("a", body, described(b""))
    assert await gated.why_not() is not None
