"""What workers tell of their calls and stages becomes rows."""

from collections.abc import Sequence

from b9_common.messaging import Delivery
from b9_persister.batch import uuid_or_none
from b9_persister.halving import Result, in_halves
from b9_persister.ports import TrackStore
from b9_persister.told import Told, Track
from b9_persister.values import POISON, clean


async def keep_track(
    deliveries: Sequence[Delivery[Track]], *, store: TrackStore
) -> Sequence[Result]:
    """Store *deliveries*; per delivery None or its own error. Safe to repeat, in any order."""
    return await in_halves([_read(delivery) for delivery in deliveries], store.store_track)


def _read(delivery: Delivery[Track]) -> Told:
    event = delivery.event
    if POISON.search(delivery.msg.data):
        event = clean(event)
    # Calls may be made for no request at all: a probe of the upstream, say.
    return Told(event=event, origin=delivery.origin, request_id=uuid_or_none(event.request_id))
