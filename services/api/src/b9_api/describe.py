"""Print the OpenAPI document: ``python -m b9_api.describe``. Nothing is connected to."""

import sys
from typing import Any, cast

import msgspec
from fastapi import FastAPI
from pydantic import SecretStr

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.database import Database
from b9_api.app import create_app
from b9_api.http.guard import Guard
from b9_api.services import build
from b9_api.settings import GatewaySettings
from b9_common.health import Health
from b9_common.identity import Identity


def described() -> dict[str, Any]:
    """The document of the gateway as it is built here."""
    settings = GatewaySettings(database_url=SecretStr("postgresql://nowhere"))
    # Neither is used: no route is asked.
    database = Database(cast("Any", None))
    services = build(settings, database, BrokerLink("nats://nowhere", "describe"))
    guard = create_app(
        settings,
        services,
        own_health=Health(),
        system_health=Health(),
        identity=Identity(service="gateway", instance="describe"),
    )
    return cast("FastAPI", cast("Guard", guard).app).openapi()


def text() -> str:
    """The document as the file has it: sorted, so that a change is a small difference."""
    encoded = msgspec.json.encode(described(), order="sorted")
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
