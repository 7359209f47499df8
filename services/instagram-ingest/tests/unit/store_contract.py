"""What any store of progress must do: the fake and the real bucket are held to the same."""

from abc import ABC, abstractmethod

import msgspec
import pytest

from b9_common.errors import ConflictError
from b9_common.events import Owner
from b9_common.fetching.progress import ProgressStore, WalkProgress
from b9_instagram_ingest.progress import Progress

Store = ProgressStore[Progress]

FIRST = Progress(
    drive=1,
    run=1,
    leg=1,
    holder="one",
    owner=Owner(id="1", username="ä"),
    walks={"reels": WalkProgress(cursor="c", n=2, seen=("1", "2"))},
)
SECOND = msgspec.structs.replace(FIRST, leg=2, holder="two")


class StoreContract(ABC):
    """Inherit, and make the store."""

    @abstractmethod
    def make(self) -> Store: ...

    @pytest.fixture
    def store(self) -> Store:
        return self.make()

    async def test_an_entry_never_written_is_none_at_revision_zero(self, store: Store) -> None:
        assert await store.get("r") == (None, 0)

    async def test_what_was_written_is_read_back_with_its_revision(self, store: Store) -> None:
        revision = await store.put_cas("r", FIRST, 0)

        assert await store.get("r") == (FIRST, revision)

    async def test_writes_follow_each_other_by_revision(self, store: Store) -> None:
        first = await store.put_cas("r", FIRST, 0)
        second = await store.put_cas("r", SECOND, first)

        assert second > first
        assert await store.get("r") == (SECOND, second)

    async def test_a_write_at_an_older_revision_is_refused(self, store: Store) -> None:
        first = await store.put_cas("r", FIRST, 0)
        await store.put_cas("r", SECOND, first)

        with pytest.raises(ConflictError):
            await store.put_cas("r", msgspec.structs.replace(FIRST, holder="three"), first)

    async def test_a_first_write_is_refused_where_one_stands(self, store: Store) -> None:
        await store.put_cas("r", FIRST, 0)

        with pytest.raises(ConflictError):
            await store.put_cas("r", SECOND, 0)

    async def test_entries_do_not_know_each_other(self, store: Store) -> None:
        await store.put_cas("r", FIRST, 0)
        await store.put_cas("s", SECOND, 0)

        assert (await store.get("r"))[0] == FIRST
