"""The fakes keep the promises of what they stand for."""

import pytest

from b9_media_uploader.ports import MediaSource, ObjectStore
from b9_media_uploader.testing.contracts import MediaSourceContract, ObjectStoreContract, Serve
from b9_media_uploader.testing.fakes import FakeObjectStore, FakeSource


class TestFakeObjectStore(ObjectStoreContract):
    @pytest.fixture
    def store(self) -> ObjectStore:
        return FakeObjectStore()


class TestFakeSource(MediaSourceContract):
    @pytest.fixture
    def fake(self) -> FakeSource:
        return FakeSource()

    @pytest.fixture
    def source(self, fake: FakeSource) -> MediaSource:
        return fake

    @pytest.fixture
    def serve(self, fake: FakeSource) -> Serve:
        return fake.serve
