from ingest_fakes import FakeProgressStore
from store_contract import StoreContract


class TestFakeProgressStore(StoreContract):
    def make(self) -> FakeProgressStore:
        return FakeProgressStore()
