"""One spelling for each niche, whatever the case in which somebody types it."""

from typing import Final

from b9_api.adapters.database import Connection

KNOWN: Final = "SELECT name FROM instagram_niches WHERE name_key = lower($1::text)"
ADD: Final = """
INSERT INTO instagram_niches (name, created_by) VALUES ($1, $2)
ON CONFLICT (name_key) DO NOTHING RETURNING name
"""


async def spelt(connection: Connection, typed: str) -> str:
    """*typed* as it is spelt here, or as it is typed where nobody spelt it before."""
    known = await connection.fetchval(KNOWN, typed)
    return typed if known is None else str(known)


async def spell_out(connection: Connection, typed: str, actor: str) -> str:
    """The same, and from now on it is known."""
    known = await connection.fetchval(ADD, typed, actor)
    return str(known) if known is not None else await spelt(connection, typed)
