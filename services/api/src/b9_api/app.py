"""The gateway as one ASGI application."""

from functools import partial
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from b9_api.access import org_routes as orgs
from b9_api.access import routes as keys
from b9_api.access.cors import Cors
from b9_api.access.limits import Buckets
from b9_api.editing import routes as editing
from b9_api.export import routes as export
from b9_api.http.compressing import Compressing
from b9_api.http.describing import describe
from b9_api.http.direct import go_directly
from b9_api.http.guard import Guard
from b9_api.http.problems import handle_all
from b9_api.live import routes as live
from b9_api.media import routes as media
from b9_api.media.links import PREFIX, is_signed
from b9_api.old import routes as old
from b9_api.resources import routes as resources
from b9_api.routes import (
    controls,
    dead_letters,
    health,
    instagram,
    reddit,
    reddit_at_once,
    reddit_rows,
    replays,
    requests,
)
from b9_api.services import Services
from b9_api.settings import GatewaySettings
from b9_common.health import Health
from b9_common.identity import Identity
from b9_common.version import VERSION

# Calls at addresses that we signed, for each call of others.
OF_HOLDERS: Final = 20


def create_app(
    settings: GatewaySettings,
    services: Services,
    *,
    own_health: Health,
    system_health: Health,
    identity: Identity,
) -> ASGIApp:
    """Every route, behind the guard."""
    app = FastAPI(
        title="B9",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        # A redirect would be one more round trip, and lose the token in some clients.
        redirect_slashes=False,
        # The guard records each call, with nothing in it that is secret.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    handle_all(app)
    app.add_middleware(Compressing)
    app.include_router(health.router(own_health, system_health, identity))
    # First: some of its names would be taken for somebody's.
    secret = settings.cron_secret is not None
    app.include_router(old.router(services, system_health, cron_secret=secret))
    app.include_router(instagram.router(services, settings.max_wait_s))
    app.include_router(reddit.router(services, settings.max_wait_s))
    app.include_router(reddit_at_once.router(services, settings.max_wait_s))
    app.include_router(reddit_rows.router(services))
    app.include_router(requests.router(services, settings.max_wait_s))
    app.include_router(dead_letters.router(services))
    app.include_router(replays.router(services))
    app.include_router(controls.router(services))
    app.include_router(resources.router(services))
    app.include_router(export.router(services))
    app.include_router(editing.router(services.editing))
    app.include_router(keys.router(services))
    app.include_router(orgs.router(services))
    app.include_router(live.router(services.live))
    app.include_router(media.router(services.media))
    go_directly(app)
    if services.media.links is not None:
        services.gate.let_holders_in(PREFIX, partial(is_signed, services.media.links))
    services.gate.let_in(live.PATH, services.live.tickets.caller)
    describe(app, streams=live.PATH)
    return Guard(
        app,
        gate=services.gate,
        buckets=Buckets(per_s=settings.rate_per_s, burst=settings.rate_burst),
        # A screen of pictures is one call each, of all who share an address.
        of_holders=Buckets(
            per_s=settings.rate_per_s * OF_HOLDERS, burst=settings.rate_burst * OF_HOLDERS
        ),
        cors=Cors(settings.cors_origins),
        max_in_flight=settings.max_in_flight,
    )
