"""Events as they come from the broker, read and folded."""

from b9_common.events import Event
from b9_persister.batch import Batch, Marker, Page, read
from b9_persister.fold import Fold, fold
from b9_persister.testing.hands import delivery


def batch(*events: Event) -> Batch:
    hands = [read(delivery(one)) for one in events]
    return Batch(
        durable="persister-content",
        pages=[one for one in hands if isinstance(one, Page)],
        markers=[one for one in hands if isinstance(one, Marker)],
    )


def folded(*events: Event) -> Fold:
    return fold(batch(*events))
