"""Write ``docs/openapi.json`` and ``docs/errors.md``: ``python -m b9_api.describe``."""

from pathlib import Path
from typing import Any, Final, cast

import msgspec
from fastapi import FastAPI
from pydantic import SecretStr

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.database import Database
from b9_api.app import create_app
from b9_api.http.codes import CODES, FIELDS
from b9_api.http.guard import Guard
from b9_api.services import build
from b9_api.settings import GatewaySettings
from b9_common.health import Health
from b9_common.identity import Identity

OPENAPI: Final = "openapi.json"
ERRORS: Final = "errors.md"
ABOUT: Final = """\
# Error codes

Every refusal is `application/problem+json` with a stable `code`; `detail` is for people and may
change. `make openapi` writes this page from the catalogue in
`services/api/src/b9_api/http/codes.py`.

| code | status | what it means | what to do |
|---|---|---|---|"""
ABOUT_FIELDS: Final = """
## Codes of fields

With `invalid`, `errors` tells of each field what is wrong: `field`, `code`, `message`. Where a
value has not the type or the length that [the description](openapi.json) says, the code is one of
[the framework's](https://docs.pydantic.dev/latest/errors/validation_errors/).

| code | what it means |
|---|---|"""


def application() -> FastAPI:
    """The gateway as it is built here; it can be looked at, and not asked."""
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
    return cast("FastAPI", cast("Guard", guard).app)


def described() -> dict[str, Any]:
    """Its document."""
    return application().openapi()


def openapi_json() -> str:
    """The document as its file has it: sorted, so that a change is a small difference."""
    encoded = msgspec.json.encode(described(), order="sorted")
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def errors_md() -> str:
    """The catalogue of codes, for people."""
    rows = [
        f"| `{code}` | {', '.join(map(str, one.statuses))} | {one.meaning} | {one.advice} |"
        for code, one in CODES.items()
    ]
    fields = [f"| `{code}` | {meaning} |" for code, meaning in FIELDS.items()]
    return "\n".join([ABOUT, *rows, ABOUT_FIELDS, *fields, ""])


def main(docs: Path) -> None:
    """Write both files into *docs*."""
    for name, text in ((OPENAPI, openapi_json()), (ERRORS, errors_md())):
        (docs / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path("docs"))
