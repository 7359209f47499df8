from store_contract import StoreContract

from b9_devstack.testing.fetching import FakeProgressStore
from b9_instagram_ingest.progress import Progress


class TestFakeProgressStore(StoreContract):
    def make(self) -> FakeProgressStore[Progress]:
        return FakeProgressStore(Progress)
