"""Store what can be stored of a batch whose members stand alone; find those that cannot."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, TypeVar

from b9_common.errors import OutageError, PoisonError
from b9_persister.ports import UnstorableError

T = TypeVar("T")
Result: TypeAlias = BaseException | None


async def in_halves(
    members: Sequence[T], store: Callable[[Sequence[T]], Awaitable[None]]
) -> list[Result]:
    """
    Store *members* together, or in halves where the database refuses one of them.

    Per member None or its error. Raises `OutageError`; what was stored by then is stored again
    when it is repeated.
    """
    try:
        await store(members)
    except UnstorableError as exc:
        if len(members) == 1:
            return [PoisonError(str(exc), code=exc.code)]
        middle = len(members) // 2
        left = await in_halves(members[:middle], store)
        return left + await in_halves(members[middle:], store)
    except OutageError:
        raise
    except Exception as exc:  # noqa: BLE001 - these have failed by it, and the loop judges it
        return [exc] * len(members)
    return [None] * len(members)
