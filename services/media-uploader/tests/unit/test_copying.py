"""One asset: what is copied, what is refused, what is tried again."""

import asyncio
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO

import pytest

from b9_common.events import AssetKind, AssetOutcome, AssetRef, Platform
from b9_media_uploader.copying import TRIES, Copier, Copy
from b9_media_uploader.ports import (
    SourceUnavailableError,
    SpoolFullError,
    StoredObject,
    StoreUnavailableError,
)
from b9_media_uploader.spool import SpoolFolder
from b9_media_uploader.testing import samples
from b9_media_uploader.testing.cdn import Answer
from b9_media_uploader.testing.fakes import FakeObjectStore, FakeSource

JPEG = samples.jpeg(30, 20, filler=5_000)


@pytest.fixture
def store() -> FakeObjectStore:
    return FakeObjectStore()


@pytest.fixture
def source() -> FakeSource:
    return FakeSource()


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[SpoolFolder]:
    folder = SpoolFolder(tmp_path, 100_000)
    yield folder
    folder.close()
    assert folder.used == 0
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def copier(source: FakeSource, store: FakeObjectStore, spool: SpoolFolder) -> Copier:
    return Copier(source, store, spool, in_flight=2, retry_pause_s=0)


async def copy(copier: Copier, url: str, kind: AssetKind = AssetKind.COVER) -> Copy:
    asset = AssetRef(media_id="5", kind=kind, index=1, owner_id="7", url=url)
    return await copier.copy(Platform.INSTAGRAM, asset)


async def test_a_new_file_is_stored_under_its_identity(
    copier: Copier, source: FakeSource, store: FakeObjectStore
) -> None:
    done = await copy(copier, source.serve("/a", Answer(body=JPEG)))
    expected = StoredObject(
        bytes=len(JPEG),
        sha256=sha256(JPEG).hexdigest(),
        content_type="image/jpeg",
        width=30,
        height=20,
    )
    assert done == Copy(outcome=AssetOutcome.STORED, key="instagram/5/cover-1", stored=expected)
    assert store.objects == {"instagram/5/cover-1": (JPEG, expected)}


async def test_what_is_stored_is_not_fetched_again(copier: Copier, source: FakeSource) -> None:
    url = source.serve("/a", Answer(body=JPEG))
    first = await copy(copier, url)
    second = await copy(copier, url)
    assert second.outcome is AssetOutcome.ALREADY_STORED
    assert second.stored == first.stored
    assert source.asked["/a"] == 1


async def test_a_profile_picture_is_one_object_per_content(
    copier: Copier, source: FakeSource, store: FakeObjectStore
) -> None:
    one = await copy(copier, source.serve("/a", Answer(body=JPEG)), AssetKind.PROFILE)
    same = await copy(copier, source.serve("/b", Answer(body=JPEG)), AssetKind.PROFILE)
    other = await copy(copier, source.serve("/c", Answer(body=samples.png())), AssetKind.PROFILE)
    assert one.key == same.key == f"instagram/5/profile/{sha256(JPEG).hexdigest()}"
    assert (one.outcome, same.outcome) == (AssetOutcome.STORED, AssetOutcome.ALREADY_STORED)
    assert other.key != one.key
    assert store.puts.total() == 2


@pytest.mark.parametrize(
    ("answer", "kind", "outcome", "reason"),
    [
        (Answer(status=403), AssetKind.COVER, AssetOutcome.GONE, "url_expired"),
        (Answer(status=404), AssetKind.COVER, AssetOutcome.GONE, "gone"),
        (Answer(status=410), AssetKind.COVER, AssetOutcome.GONE, "gone"),
        (Answer(status=400), AssetKind.COVER, AssetOutcome.FAILED, "http_400"),
        (Answer(body=b"<html>" * 200), AssetKind.COVER, AssetOutcome.REJECTED, "wrong_type"),
        (Answer(body=b"<svg/>"), AssetKind.IMAGE, AssetOutcome.REJECTED, "wrong_type"),
        (Answer(body=JPEG), AssetKind.VIDEO, AssetOutcome.REJECTED, "wrong_kind"),
        (Answer(body=samples.mp4()), AssetKind.PROFILE, AssetOutcome.REJECTED, "wrong_kind"),
    ],
)
async def test_a_final_answer_is_an_outcome_at_once(
    copier: Copier,
    source: FakeSource,
    store: FakeObjectStore,
    answer: Answer,
    kind: AssetKind,
    outcome: AssetOutcome,
    reason: str,
) -> None:
    done = await copy(copier, source.serve("/a", answer), kind)
    assert done == Copy(outcome=outcome, reason=reason)
    assert source.asked["/a"] == 1
    assert not store.objects


@pytest.mark.parametrize("chunked", [False, True])
async def test_too_large_a_file_is_given_up_early(
    source: FakeSource, store: FakeObjectStore, spool: SpoolFolder, *, chunked: bool
) -> None:
    copier = Copier(source, store, spool, in_flight=1, cap_of=lambda _: len(JPEG) - 1)
    done = await copy(copier, source.serve("/a", Answer(body=JPEG, chunked=chunked)))
    assert done == Copy(outcome=AssetOutcome.TOO_LARGE, reason="too_large")
    assert not store.objects


@pytest.mark.parametrize(
    "trouble", [Answer(status=500), Answer(body=JPEG, cut_at=2_000), Answer(body=b"")]
)
async def test_trouble_that_passes_is_waited_out(
    copier: Copier, source: FakeSource, trouble: Answer
) -> None:
    answer = Answer(
        status=trouble.status,
        body=trouble.body,
        cut_at=trouble.cut_at,
        times=TRIES - 1,
        after=Answer(body=JPEG),
    )
    done = await copy(copier, source.serve("/a", answer))
    assert done.outcome is AssetOutcome.STORED
    assert source.asked["/a"] == TRIES


async def test_trouble_that_stays_is_raised_after_few_tries(
    copier: Copier, source: FakeSource
) -> None:
    with pytest.raises(SourceUnavailableError, match="http_502"):
        await copy(copier, source.serve("/a", Answer(status=502)))
    assert source.asked["/a"] == TRIES


async def test_a_request_to_wait_is_not_answered_with_quick_tries(
    copier: Copier, source: FakeSource
) -> None:
    url = source.serve("/a", Answer(status=429, headers={"Retry-After": "30"}))
    with pytest.raises(SourceUnavailableError):
        await copy(copier, url)
    assert source.asked["/a"] == 1


@pytest.mark.parametrize("kind", [AssetKind.COVER, AssetKind.PROFILE])
async def test_a_store_that_is_down_is_met_before_anything_is_fetched(
    copier: Copier, source: FakeSource, store: FakeObjectStore, kind: AssetKind
) -> None:
    store.down = True
    with pytest.raises(StoreUnavailableError):
        await copy(copier, source.serve("/a", Answer(body=JPEG)), kind)
    assert not source.asked


async def test_a_full_spool_is_no_outcome(copier: Copier, source: FakeSource) -> None:
    with pytest.raises(SpoolFullError):
        await copy(copier, source.serve("/a", Answer(body=samples.jpeg(filler=200_000))))


async def test_two_copies_of_one_asset_at_once_fetch_it_once(
    copier: Copier, source: FakeSource, store: FakeObjectStore
) -> None:
    url = source.serve("/a", Answer(body=JPEG))
    both = await asyncio.gather(copy(copier, url), copy(copier, url))
    assert {done.outcome for done in both} == {AssetOutcome.STORED, AssetOutcome.ALREADY_STORED}
    assert store.puts.total() == source.asked["/a"] == 1
    assert not copier._writers


class PairingStore(FakeObjectStore):
    """Lets puts through in pairs, and remembers how many were under way at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0
        self.pair = asyncio.Barrier(2)

    async def put(self, key: str, body: IO[bytes], stored: StoredObject) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await self.pair.wait()
        await super().put(key, body, stored)
        self.now -= 1


async def test_as_many_files_as_agreed_are_in_flight(
    source: FakeSource, spool: SpoolFolder
) -> None:
    store = PairingStore()
    copier = Copier(source, store, spool, in_flight=2)
    url = source.serve("/a", Answer(body=JPEG))
    refs = [
        AssetRef(media_id=str(n), kind=AssetKind.COVER, owner_id="7", url=url) for n in range(8)
    ]
    await asyncio.gather(*(copier.copy(Platform.INSTAGRAM, ref) for ref in refs))
    assert store.most == 2
    assert store.puts.total() == 8
