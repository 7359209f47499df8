"""
A bare FastAPI application, served as the gateway is: ``python -m benchmarks.gateway_bare``.

Its one route returns a constant of as many bytes as it is told: a text, and bytes made before.
"""

import argparse
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.responses import Response


def application(size: int) -> FastAPI:
    """``/bytes`` returns *size* bytes as they are, ``/rows`` what FastAPI makes JSON of."""
    app = FastAPI(docs_url=None, openapi_url=None)
    body = b'"' + b"x" * (size - 2) + b'"'
    # As wide as a list's row: forty fields of one or two words.
    row = {f"field_of_row_{number}": f"value {number}" for number in range(40)}
    rows = [row] * max(1, size // 1_300)

    @app.get("/bytes")
    async def constant() -> Response:
        return Response(body, media_type="application/json")

    @app.get("/rows")
    async def objects() -> list[dict[str, Any]]:
        return rows

    return app


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--size", type=int, required=True)
    options = parser.parse_args()
    uvicorn.run(
        application(options.size),
        host="127.0.0.1",
        port=options.port,
        loop="asyncio",
        http="h11",
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
    )


if __name__ == "__main__":
    main()
