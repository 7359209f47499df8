import pytest
from store_contract import StoreContract

from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import PROGRESS
from b9_instagram_ingest.progress import Progress


class TestRealProgressStore(StoreContract):
    broker: Broker

    @pytest.fixture(autouse=True)
    def _connected(self, broker: Broker) -> None:
        self.broker = broker

    @pytest.fixture
    def store(self, _connected: None) -> TypedKv[Progress]:
        return self.make()

    def make(self) -> TypedKv[Progress]:
        return TypedKv(self.broker, PROGRESS, Progress)
