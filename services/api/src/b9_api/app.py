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
from b9_api.http.joining import together
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
    secret = settings.cron_secret is not None
    every = together(
        health.router(own_health, system_health, identity),
        # Before the others: some of its names would be taken for somebody's.
        old.router(services, system_health, cron_secret=secret),
        instagram.router(services, settings.max_wait_s),
        reddit.router(services, settings.max_wait_s),
        reddit_at_once.router(services, settings.max_wait_s),
        reddit_rows.router(services),
        requests.router(services, settings.max_wait_s),
        dead_letters.router(services),
        replays.router(services),
        controls.router(services),
        resources.router(services),
        export.router(services),
        editing.router(services.editing),
        keys.router(services),
        orgs.router(services),
        live.router(services.live),
        media.router(services.media),
    )
    app.router.routes.extend(every.routes)
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
