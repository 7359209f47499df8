"""Calls are counted through their index, however many of them there are."""

from datetime import UTC, datetime

import asyncpg

from b9_api.old import sql
from b9_devstack.testing import Database as TemporaryDatabase


async def test_calls_of_a_day_and_the_last_one_are_found_without_reading_all(
    database: TemporaryDatabase,
) -> None:
    connection = await asyncpg.connect(database.gateway_dsn)
    try:
        # So few rows would be read whole whatever there is.
        await connection.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
        counted = await connection.fetch(f"EXPLAIN {sql.CALLS}", "reddit", datetime.now(UTC))
        last = await connection.fetch(f"EXPLAIN {sql.LAST_CALL}", "reddit")
    finally:
        await connection.close()

    for plan in (counted, last):
        text = "\n".join(row[0] for row in plan)
        assert "api_calls_by_day" in text, text
        assert "Seq Scan on api_calls" not in text, text
    assert "Sort" not in "\n".join(row[0] for row in last)
