"""Receive telemetry: ``python -m b9_devstack.otlp --port PORT --folder FOLDER``."""

import argparse
from pathlib import Path

from aiohttp import web

from b9_devstack.otlp.receiver import build_app
from b9_devstack.ports import LOOPBACK


def main() -> None:
    """Serve until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    told = parser.parse_args()
    # Exporters keep their connections open; waiting for them would only delay the end.
    web.run_app(
        build_app(told.folder),
        host=LOOPBACK,
        port=told.port,
        print=None,
        access_log=None,
        shutdown_timeout=1.0,
    )


if __name__ == "__main__":
    main()
