"""What PostgreSQL says: it is away, it was busy, the value is bad, or we are wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import asyncpg

from b9_common.errors import OutageError, RetryableError
from b9_persister.ports import UnstorableError

# Classes of SQLSTATE. 25: a read-only standby, or a transaction that idled too long.
AWAY: Final = frozenset({"08", "25", "28", "3D", "53", "55", "57", "58"})
BUSY: Final = frozenset({"40"})
BAD_VALUE: Final = frozenset({"21", "22", "23", "54"})
# Two processes gave one name to two accounts at once: the second sees the first when it repeats.
NAME_TAKEN: Final = "instagram_creators_by_username"


class ContentionError(RetryableError):
    """Another transaction was in the way."""


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """Say in the port's words what the client raises. What is left over is our own fault."""
    try:
        yield
    except asyncpg.PostgresError as exc:
        meaning = _meaning(exc)
        if meaning is exc:
            raise
        raise meaning from exc
    except (asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError) as exc:
        raise OutageError(f"database: {type(exc).__name__}: {exc}") from exc


def _meaning(exc: asyncpg.PostgresError) -> Exception:
    state: str = exc.sqlstate or "XX000"
    said = f"{type(exc).__name__}: {exc}"
    if state[:2] in BUSY or getattr(exc, "constraint_name", None) == NAME_TAKEN:
        return ContentionError(f"database: {said}")
    if state[:2] in AWAY:
        return OutageError(f"database: {said}")
    if state[:2] in BAD_VALUE:
        return UnstorableError(said, code=f"sqlstate_{state}")
    return exc
