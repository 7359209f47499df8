"""Typed key-value buckets with compare-and-set: the workers' shared state."""

from typing import Any, Final, Generic, TypeVar

import msgspec
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError

from b9_common.errors import ConflictError, OutageError
from b9_common.messaging.connection import Broker, Outgoing
from b9_common.topology import Bucket

T = TypeVar("T")

READ_TIMEOUT_S: Final = 3.0
ABSENT: Final = 0


class TypedKv(Generic[T]):
    """
    One bucket whose values are *value_type*. A revision of 0 stands for "no entry".

    Every method raises `OutageError` when the broker gives no answer.
    """

    def __init__(self, broker: Broker, bucket: Bucket, value_type: type[T]) -> None:
        self._broker = broker
        self._name = bucket.name
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(value_type)

    def _subject(self, key: str) -> str:
        return f"$KV.{self._name}.{key}"

    async def get(self, key: str) -> tuple[T | None, int]:
        """The value and its revision; ``(None, revision)`` where there is none."""
        raw, revision = await self._read(key)
        if raw is None:
            return None, revision
        try:
            return self._decoder.decode(raw), revision
        except msgspec.MsgspecError as exc:
            raise ConflictError(f"{self._name}/{key} is not readable here: {exc}") from exc

    async def put_cas(self, key: str, value: T, revision: int) -> int:
        """
        Write *value* if the entry is still at *revision*; the new revision.

        Raises `ConflictError` if somebody else wrote. A write whose answer was lost is recognised
        as our own by its bytes, so values that compete must differ between writers.
        """
        payload = msgspec.json.encode(value)
        message = Outgoing(subject=self._subject(key), payload=payload, msg_id="")
        try:
            return (await self._broker.publish(message, expect_last=revision)).seq
        except ConflictError:
            raw, current = await self._read(key)
            if raw == payload and current != revision:
                return current
            raise

    async def put(self, key: str, value: T) -> int:
        """Write *value* whatever stands there; for entries with one writer."""
        payload = msgspec.json.encode(value)
        message = Outgoing(subject=self._subject(key), payload=payload, msg_id="")
        return (await self._broker.publish(message)).seq

    async def delete(self, key: str) -> None:
        """Remove the entry, leaving a tombstone."""
        message = Outgoing(
            subject=self._subject(key), payload=b"", msg_id="", headers={"KV-Operation": "DEL"}
        )
        await self._broker.publish(message)

    async def keys(self) -> list[str]:
        """The keys there are, at most what one answer of the server holds (100,000)."""
        prefix = f"$KV.{self._name}."
        info: dict[str, Any] = await self._broker.api_request(
            f"STREAM.INFO.KV_{self._name}", {"subjects_filter": f"{prefix}>"}
        )
        if "error" in info:
            raise OutageError(f"bucket {self._name}: {info['error'].get('description')}")
        subjects = info.get("state", {}).get("subjects") or {}
        return sorted(subject.removeprefix(prefix) for subject in subjects)

    async def _read(self, key: str) -> tuple[bytes | None, int]:
        """The bytes of the entry and the revision of its subject."""
        subject = f"$JS.API.DIRECT.GET.KV_{self._name}.{self._subject(key)}"
        try:
            msg = await self._broker.request(subject, b"", timeout_s=READ_TIMEOUT_S)
        except NoRespondersError as exc:
            raise OutageError(f"bucket {self._name} is not there") from exc
        except (NatsError, OSError) as exc:
            raise OutageError(f"bucket {self._name}: {exc!r}") from exc
        headers = msg.headers or {}
        if headers.get("Status") == "404":
            return None, ABSENT
        if "Status" in headers:
            raise OutageError(f"bucket {self._name}: {headers}")
        revision = int(headers["Nats-Sequence"])
        if headers.get("KV-Operation") in {"DEL", "PURGE"}:
            return None, revision
        return msg.data, revision
