"""The object store, read with the key that may only read."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, Final

from msgspec import Struct

from b9_cli.running import CommandError
from b9_devstack.supervisor.files import FoundStack

CALL_S: Final = 10.0
AT_ONCE: Final = 24
NOT_FOUND: Final = 404
DELETED_AT_ONCE: Final = 1_000


class ObjectFacts(Struct, frozen=True):
    """What the store says of one object; *sha256* is what its writer claimed."""

    key: str
    bytes: int
    sha256: str | None = None


class Objects:
    """One bucket."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    async def heads(self, keys: Iterable[str]) -> dict[str, ObjectFacts | None]:
        """What the store says of each of *keys*; None where there is no such object."""
        slots = asyncio.Semaphore(AT_ONCE)

        async def head(key: str) -> tuple[str, ObjectFacts | None]:
            async with slots:
                return key, await self._head(key)

        return dict(await asyncio.gather(*(head(key) for key in dict.fromkeys(keys))))

    async def all_keys(self) -> AsyncIterator[ObjectFacts]:
        """Every object there is, with its size."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket)
        async for page in pages:
            for one in page.get("Contents", ()):
                yield ObjectFacts(one["Key"], one["Size"])

    async def delete_all(self) -> int:
        """Remove every object; needs a key that may write. How many there were."""
        keys = [one.key async for one in self.all_keys()]
        for start in range(0, len(keys), DELETED_AT_ONCE):
            chosen = [{"Key": key} for key in keys[start : start + DELETED_AT_ONCE]]
            await self._client.delete_objects(
                Bucket=self._bucket, Delete={"Objects": chosen, "Quiet": True}
            )
        return len(keys)

    async def _head(self, key: str) -> ObjectFacts | None:
        from botocore.exceptions import ClientError  # noqa: PLC0415  half a second of imports

        try:
            async with asyncio.timeout(CALL_S):
                told = await self._client.head_object(Bucket=self._bucket, Key=key)
        except ClientError as exc:
            if exc.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == NOT_FOUND:
                return None
            raise CommandError(f"object store: {exc}") from exc
        except TimeoutError as exc:
            raise CommandError("the object store does not answer") from exc
        return ObjectFacts(key, told["ContentLength"], told.get("Metadata", {}).get("sha256"))


@asynccontextmanager
async def bucket_of(stack: FoundStack, *, may_write: bool = False) -> AsyncIterator[Objects]:
    """The bucket of *stack*. Raises `CommandError` when the store does not answer."""
    # Imported here: half a second that only this costs.
    from aiobotocore.config import AioConfig  # noqa: PLC0415
    from aiobotocore.session import get_session  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415

    who = "S3" if may_write else "S3_READER"
    config = AioConfig(
        s3={"addressing_style": "path"},
        connect_timeout=5,
        read_timeout=CALL_S,
        retries={"mode": "standard", "total_max_attempts": 3},
        max_pool_connections=AT_ONCE,
    )
    making = get_session().create_client(
        "s3",
        endpoint_url=stack.state.s3_endpoint,
        region_name=stack.state.s3_region,
        aws_access_key_id=stack.secrets[f"{who}_ACCESS_KEY"],
        aws_secret_access_key=stack.secrets[f"{who}_SECRET_KEY"],
        config=config,
    )
    async with making as client:
        try:
            yield Objects(client, stack.state.s3_bucket)
        except BotoCoreError as exc:
            raise CommandError(f"object store: {exc}") from exc
