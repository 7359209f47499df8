from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from b9_common.messaging import Broker, connect
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer, S3Server
from b9_devstack.servers.s3 import BUCKET, REGION
from b9_media_uploader.settings import Settings
from b9_media_uploader.testing.cdn import Cdn, cdn


@pytest.fixture
async def broker(nats: NatsServer) -> AsyncIterator[Broker]:
    """A connection to a server that holds the whole topology."""
    async with connect(nats.url, "test") as connected:
        await apply(connected)
        yield connected


@pytest.fixture
async def files() -> AsyncIterator[Cdn]:
    """A CDN of this test's own."""
    async with cdn() as served:
        yield served


@pytest.fixture
def settings(s3: S3Server, files: Cdn, tmp_path: Path) -> Settings:
    """The uploader's settings over the real store and this test's CDN."""
    return settings_for(s3, files, tmp_path)


def settings_for(s3: S3Server, files: Cdn, tmp_path: Path) -> Settings:
    return Settings(
        s3_endpoint=s3.endpoint,
        s3_bucket=BUCKET,
        s3_access_key=s3.access_key,
        s3_secret_key=SecretStr(s3.secret_key),
        s3_region=REGION,
        extra_origins=(files.origin,),
        spool_dir=tmp_path / "spool",
    )
