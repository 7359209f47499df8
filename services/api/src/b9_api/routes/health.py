"""Whether the gateway lives, can accept, and whether what it stands for works."""

from datetime import UTC, datetime
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from b9_api.answers import operating as answers
from b9_api.http.caller import Scope, needs
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.old.measures import Measures
from b9_common import metrics
from b9_common.health import Health
from b9_common.identity import Identity, version

DEPENDENCIES: Final = ("nats", "postgres", "s3")
LIVES: Final = {200: answers.Health, 503: answers.Health}
WORKS: Final = {200: answers.SystemHealth, 503: answers.SystemHealth}


def router(health: Health, system: Health, identity: Identity) -> APIRouter:
    """
    The public routes, and the metrics, which want the token. None of them waits.

    *health* is this process's own; *system* is what the whole needs: broker, database, store. Both
    are sampled in the background.
    """
    routes = APIRouter(tags=["health"])

    async def alive() -> Reply:
        return _verdict("alive", health.dead())

    async def ready() -> Reply:
        return _verdict("ready", health.unready())

    async def healthy() -> Reply:
        problems = {**system.unready(), **health.dead()}
        parts = {name: {"status": "up"} for name in DEPENDENCIES}
        parts |= {name: {"status": "down", "reason": why} for name, why in problems.items()}
        uptime_s = round((datetime.now(UTC) - identity.started_at).total_seconds(), 1)
        return _verdict("healthy", problems, dependencies=parts, uptime_seconds=uptime_s)

    async def told_version() -> Reply:
        return Reply(version(identity))

    measures = Measures()

    async def told_metrics(request: Request) -> Response:
        return _measured(measures, request)

    for path in ("/alive", "/livez"):
        told = says(f"get_{path[1:]}", "Whether this process lives", LIVES)
        routes.add_api_route(path, alive, methods=["GET"], **told)
    for path in ("/ready", "/readyz"):
        told = says(f"get_{path[1:]}", "Whether this process takes calls", LIVES)
        routes.add_api_route(path, ready, methods=["GET"], **told)
    told = says("get_health", "Whether all of it works", WORKS)
    routes.add_api_route("/health", healthy, methods=["GET"], **told)
    told = says("get_version", "Which build this is", answers.Build)
    routes.add_api_route("/version", told_version, methods=["GET"], **told)
    routes.add_api_route(
        "/metrics",
        told_metrics,
        methods=["GET"],
        dependencies=[needs(Scope.READ)],
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
        **says("get_metrics", "Figures, for Prometheus or as JSON", answers.Measured),
    )
    return routes


def _measured(measures: Measures, request: Request) -> Response:
    """JSON for whoever asks for it, else Prometheus' text."""
    vary = {"Vary": "Accept"}
    if "application/json" in request.headers.get("accept", ""):
        return Reply({**measures.told(), "timestamp": datetime.now(UTC)}, headers=vary)
    return PlainTextResponse(metrics.render(), headers=vary)


def _verdict(word: str, problems: dict[str, str], **more: Any) -> Reply:
    told: dict[str, Any] = {"status": "unavailable" if problems else word, "problems": problems}
    told |= {"timestamp": datetime.now(UTC), **more}
    return Reply(told, status_code=503 if problems else 200)
