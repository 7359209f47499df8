from collections.abc import Collection
from uuid import uuid4

import msgspec
import pytest

from b9_common.errors import OutageError, PoisonError
from b9_common.events import MediaItem
from b9_persister.batch import Batch, ItemId
from b9_persister.content import persist
from b9_persister.fold import fold
from b9_persister.ports import UnstorableError
from b9_persister.testing.events import item, marker, page, profile_page
from b9_persister.testing.hands import deliveries, delivery
from b9_persister.things import things_of

REQUEST = str(uuid4())


class FakeContent:
    """Refuses captions that say so, as a database refuses values."""

    def __init__(self) -> None:
        self.stored: list[Batch] = []
        self.probes = 0
        self.refuses_pages: set[str] = set()
        self.away = False
        self.broken_by: str | None = None

    async def store(self, batch: Batch) -> None:
        if self.away:
            raise OutageError("away")
        self._judge(batch, batch.item_ids)
        keys = {one.event.key for one in batch.pages}
        if keys & self.refuses_pages:
            raise UnstorableError("a page is refused", code="sqlstate_22003")
        if self.broken_by in keys:
            raise KeyError("a fault of ours")
        self.stored.append(batch)

    async def probe(self, batch: Batch, only: Collection[ItemId]) -> None:
        self.probes += 1
        self._judge(batch, only)

    def _judge(self, batch: Batch, items: Collection[ItemId]) -> None:
        for number, kind, index in items:
            thing = things_of(batch.pages[number].event)[kind][index]
            if isinstance(thing, MediaItem) and "REFUSED" in (thing.caption or ""):
                raise UnstorableError("a value is refused", code="sqlstate_22P05")

    @property
    def keys(self) -> list[str]:
        return [one.event.key for batch in self.stored for one in batch.pages]


@pytest.fixture
def store() -> FakeContent:
    return FakeContent()


async def test_pages_of_several_requests_share_a_transaction(store: FakeContent) -> None:
    pages = [page(str(uuid4()), items=[item(f"{n}")]) for n in range(5)]

    assert await persist(deliveries(pages), store=store) == [None] * 5
    assert len(store.stored) == 1


async def test_no_transaction_exceeds_500_items(store: FakeContent) -> None:
    pages = [
        page(REQUEST, n=n, items=[item(f"{n:02d}{i:02d}") for i in range(50)]) for n in range(20)
    ]

    await persist(deliveries(pages), store=store)

    sizes = [sum(one.rows for one in batch.pages) for batch in store.stored]
    assert sizes == [500, 500]


async def test_no_transaction_exceeds_four_mebibytes(store: FakeContent) -> None:
    raw = msgspec.Raw(b'"' + b"x" * 900_000 + b'"')
    pages = [page(REQUEST, n=n, items=[item(str(n), raw=raw)]) for n in range(10)]

    await persist(deliveries(pages), store=store)

    assert all(sum(one.size for one in batch.pages) <= 4 * 1024**2 for batch in store.stored)
    assert len(store.keys) == 10


async def test_a_page_delivered_twice_is_stored_once(store: FakeContent) -> None:
    one = page(REQUEST, items=[item("1")])

    assert await persist(deliveries([one, one]), store=store) == [None, None]
    assert store.keys == [one.key]


async def test_two_items_of_one_page_replayed_at_once_are_both_stored(store: FakeContent) -> None:
    first, second = page(REQUEST, items=[item("1")]), page(REQUEST, items=[item("2")])
    assert first.key == second.key

    assert await persist(deliveries([first, second]), store=store) == [None, None]

    rows = [row.value.media_pk for batch in store.stored for row in fold(batch).instagram.reels]
    assert rows == ["1", "2"]


async def test_one_refused_item_among_500_is_found_in_few_tries(store: FakeContent) -> None:
    pages = [
        page(REQUEST, n=n, items=[item(f"{n:02d}{i:02d}") for i in range(50)], assets=())
        for n in range(10)
    ]
    bad = msgspec.structs.replace(pages[3].items[7], caption="REFUSED")
    items = (*pages[3].items[:7], bad, *pages[3].items[8:])
    pages[3] = msgspec.structs.replace(pages[3], items=items)

    assert await persist(deliveries(pages), store=store) == [None] * 10
    (batch,) = store.stored
    assert list(batch.refused) == [(3, "item", 7)]
    assert store.probes <= 20


async def test_refused_items_are_booked_as_rejected_with_their_bodies(store: FakeContent) -> None:
    one = page(REQUEST, items=[item("1"), item("2", caption="REFUSED"), item("3")])

    await persist(deliveries([one]), store=store)

    folded = fold(store.stored[0])
    assert [row.value.media_pk for row in folded.instagram.reels] == ["1", "3"]
    assert folded.accounts[0].rejected == 1
    (letter,) = folded.letters
    assert letter.code == "sqlstate_22P05"
    assert msgspec.json.decode(letter.payload)["media_pk"] == "2"


async def test_a_page_refused_as_a_whole_is_poison_and_its_neighbours_are_stored(
    store: FakeContent,
) -> None:
    good, bad = page(REQUEST, items=[item("1")]), page(REQUEST, n=1, items=[item("2")])
    store.refuses_pages = {bad.key}

    results = await persist(deliveries([good, bad]), store=store)

    assert results[0] is None
    assert isinstance(results[1], PoisonError)
    assert store.keys == [good.key]


async def test_an_outage_is_raised_for_the_whole_batch(store: FakeContent) -> None:
    store.away = True

    with pytest.raises(OutageError):
        await persist(deliveries([page(REQUEST, items=[item("1")])]), store=store)


async def test_messages_delivered_for_the_third_time_are_stored_alone(store: FakeContent) -> None:
    pages = [page(REQUEST, n=n, items=[item(str(n))]) for n in range(4)]
    hands = [delivery(one, attempt=3 if one.n > 1 else 1) for one in pages]

    await persist(hands, store=store)

    assert [len(batch.pages) for batch in store.stored] == [2, 1, 1]


async def test_a_fault_of_ours_is_answered_per_message_and_spares_other_groups(
    store: FakeContent,
) -> None:
    broken, other = page(REQUEST, items=[item("1")]), page(REQUEST, n=1, items=[item("2")])
    store.broken_by = broken.key

    results = await persist([delivery(broken, attempt=3), delivery(other, attempt=3)], store=store)

    assert isinstance(results[0], KeyError)
    assert results[1] is None


async def test_what_is_no_request_of_ours_is_poison(store: FakeContent) -> None:
    results = await persist(deliveries([page("not-a-uuid", items=[item("1")])]), store=store)

    assert isinstance(results[0], PoisonError)
    assert not store.stored


async def test_a_marker_alone_is_a_batch(store: FakeContent) -> None:
    first = profile_page(REQUEST)

    await persist(deliveries([marker(REQUEST, [first])]), store=store)

    assert len(store.stored[0].markers) == 1


async def test_an_oversized_page_is_poison(store: FakeContent) -> None:
    one = page(REQUEST, items=[item(f"{n:04d}") for n in range(501)], assets=())

    results = await persist(deliveries([one]), store=store)

    assert isinstance(results[0], PoisonError)
