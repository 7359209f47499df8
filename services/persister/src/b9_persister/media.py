"""Outcomes of assets become states that never fall, and complete the requests that waited."""

from collections.abc import Sequence

from b9_common.errors import PoisonError
from b9_common.events import MediaUploaded
from b9_common.messaging import Delivery
from b9_persister.batch import capped, check_request_id
from b9_persister.halving import Result, in_halves
from b9_persister.outcomes import Ended
from b9_persister.ports import MediaStore
from b9_persister.values import POISON, clean


async def keep_outcomes(
    deliveries: Sequence[Delivery[MediaUploaded]], *, store: MediaStore
) -> Sequence[Result]:
    """Store *deliveries*; per delivery None or its own error. Safe to repeat, in any order."""
    results: list[Result] = [None] * len(deliveries)
    good: list[tuple[int, Ended]] = []
    for number, delivery in enumerate(deliveries):
        try:
            good.append((number, _read(delivery)))
        except PoisonError as exc:
            results[number] = exc
    if good:
        stored = await in_halves([one for _, one in good], store.store_outcomes)
        for (number, _), result in zip(good, stored, strict=True):
            results[number] = result
    return results


def _read(delivery: Delivery[MediaUploaded]) -> Ended:
    event = delivery.event
    check_request_id(event.request_id)
    if POISON.search(delivery.msg.data):
        event = clean(event)
    return Ended(event=event, observed_at=capped(event.observed_at, delivery.stored_at))
