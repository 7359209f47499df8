"""Who may ask what: every route without, with wrong and with too little credentials, and keys."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import aiohttp
import asyncpg
import jwt
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from jwt.algorithms import ECAlgorithm
from services.api.tests.integration.api_harness import TOKEN, Harness, eventually, harness

from b9_api.http.caller import Scope
from b9_api.http.guard import PUBLIC
from b9_common.api_keys import new_key, parse_key
from b9_common.messaging import Broker
from b9_devstack.ports import free_port
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase

# Their addresses are credentials themselves, checked by the routes.
SIGNED: Final = ("/media/",)
# A reader may have a ticket for the stream, whose rows it may read anyway; and say what it opened.
READS_BY_POST: Final = {"/api/events/ticket", "/api/me/dashboards/{dashboard_id}"}
METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})


@pytest.fixture
async def api(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> AsyncIterator[Harness]:
    """A gateway at which much may be tried in vain."""
    async with harness(database, nats.url, broker, failures_per_min=100_000) as made:
        yield made


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


async def stored_key(
    api: Harness,
    scope: str,
    *,
    org_id: str = "default",
    expires_at: datetime | None = None,
    revoked_at: datetime | None = None,
) -> str:
    """The text of a key that the database knows."""
    text = new_key()
    key = parse_key(text)
    assert key is not None
    await api.owner.execute(
        "INSERT INTO api_keys (id, org_id, digest, name, scope, created_by, expires_at, revoked_at)"
        " VALUES ($1, $2, $3, $4, $5, 'a test', $6, $7)",
        key.id,
        org_id,
        key.digest,
        f"of {org_id}",
        scope,
        expires_at,
        revoked_at,
    )
    return text


async def stranger_asks(
    api: Harness, method: str, path: str, headers: dict[str, str] | None = None, **more: Any
) -> tuple[int, Any]:
    """What a client without the usual token is told."""
    async with (
        aiohttp.ClientSession(headers=headers) as stranger,
        stranger.request(method, api.url + path, **more) as answer,
    ):
        return answer.status, await answer.json(content_type=None)


async def status_of(api: Harness, key: str, path: str = "/api/control") -> int:
    """What a reader with *key* is told."""
    return (await stranger_asks(api, "GET", path, bearer(key)))[0]


def scopes_of(dependant: Dependant) -> Iterator[Scope]:
    for inner in dependant.dependencies:
        scope = getattr(inner.call, "scope", None)
        if isinstance(scope, Scope):
            yield scope
        yield from scopes_of(inner)


def methods_of(route: RouteContext) -> list[str]:
    return sorted(METHODS & (route.methods or set()))


def guarded_routes(api: Harness) -> list[tuple[RouteContext, Scope | None]]:
    """Every route but the public ones, with the widest scope it asks for."""
    routes = [route for route in iter_route_contexts(api.app.routes) if route.path not in PUBLIC]
    told = [route for route in routes if isinstance(route.original_route, APIRoute)]
    # The API's own description, which whoever is let in at all may read.
    assert [route.path for route in routes if route not in told] == ["/api/openapi.json"]
    told = [route for route in told if not address(route).startswith(SIGNED)]
    return [(route, max(scopes_of(route.dependant), default=None)) for route in told]


def address(route: RouteContext) -> str:
    """The route's path with something that fits each place, or nothing."""
    parts = (route.path or "").split("/")
    return "/".join("1" if part.startswith("{") else part for part in parts)


async def test_every_route_but_the_public_ones_says_what_it_needs(api: Harness) -> None:
    routes = guarded_routes(api)

    assert len(routes) > 15
    assert [route.path for route, scope in routes if scope is None] == []
    assert [
        route.path
        for route, scope in routes
        if scope == Scope.READ and methods_of(route) != ["GET"] and route.path not in READS_BY_POST
    ] == []


async def test_no_route_answers_without_or_with_wrong_or_with_too_little_credentials(
    api: Harness,
) -> None:
    weakest = {
        Scope.READ: bearer(await stored_key(api, "read", revoked_at=datetime.now(UTC))),
        Scope.REVIEW: bearer(await stored_key(api, "read")),
        Scope.OPERATE: bearer(await stored_key(api, "review")),
        Scope.ADMIN: bearer(await stored_key(api, "operate")),
    }
    tried = set()
    for route, scope in guarded_routes(api):
        assert scope is not None
        for method in methods_of(route):
            path = address(route)
            tried.add((method, route.path_format))
            without = await stranger_asks(api, method, path)
            wrong = await stranger_asks(api, method, path, bearer(new_key()))
            little = await stranger_asks(api, method, path, weakest[scope])

            assert (without[0], without[1]["code"]) == (401, "unauthorized"), path
            assert (wrong[0], wrong[1]["code"]) == (401, "unauthorized"), path
            expected = (401, "unauthorized") if scope == Scope.READ else (403, "forbidden")
            assert (little[0], little[1]["code"]) == expected, path
    described = (await api.get("/api/openapi.json")).json()["paths"]
    told = {(method.upper(), path) for path, methods in described.items() for method in methods}
    untried = {path for _, path in told - tried}
    assert untried - PUBLIC == {"/media/{asset_key}"}


async def test_a_key_opens_what_its_scope_includes_and_nothing_above(api: Harness) -> None:
    told = {}
    for scope in ("read", "review", "operate", "admin"):
        headers = bearer(await stored_key(api, scope))
        pause = await stranger_asks(api, "POST", "/api/control/instagram/pause", headers)
        told[scope] = [
            (await stranger_asks(api, "GET", "/api/requests", headers))[0],
            pause[0],
            (await stranger_asks(api, "GET", "/api/keys", headers))[0],
        ]

    assert told == {
        "read": [200, 403, 403],
        "review": [200, 403, 403],
        "operate": [200, 200, 403],
        "admin": [200, 200, 200],
    }


async def test_a_key_is_shown_once_stored_as_a_digest_and_audited(api: Harness) -> None:
    made = (await api.post("/api/keys", json={"name": "a script", "scope": "read"})).json()
    listed = (await api.get("/api/keys")).json()["items"]
    row = await api.owner.fetchrow("SELECT * FROM api_keys WHERE id = $1", made["id"])
    audit = await api.owner.fetchrow("SELECT * FROM audit_log WHERE entity = 'api_key'")

    key = parse_key(made["key"])
    assert row is not None
    assert audit is not None
    assert key is not None
    assert (key.id, key.digest) == (row["id"], row["digest"])
    assert [one["id"] for one in listed] == [made["id"]]
    assert made["key"] not in repr(listed) + repr(dict(row)) + repr(dict(audit))
    assert (audit["actor"], audit["action"]) == ("operator", "key.created")
    assert (await stranger_asks(api, "GET", "/api/control", bearer(made["key"])))[0] == 200


async def test_a_key_takes_anothers_place_while_both_are_valid(api: Harness) -> None:
    body = {"name": "a script", "scope": "read"}
    old, new = [(await api.post("/api/keys", json=body)).json() for _ in range(2)]
    assert [await status_of(api, one["key"]) for one in (old, new)] == [200, 200]

    revoked = await api.post(f"/api/keys/{old['id']}/revoke")

    assert (revoked.status, bool(revoked.json()["revoked_at"])) == (200, True)
    assert [await status_of(api, one["key"]) for one in (old, new)] == [401, 200]


async def test_a_key_revoked_by_another_process_opens_nothing_after_five_seconds(
    api: Harness,
) -> None:
    headers = bearer(await stored_key(api, "read"))
    assert (await stranger_asks(api, "GET", "/api/control", headers))[0] == 200
    await api.owner.execute("UPDATE api_keys SET revoked_at = now()")

    async def refused() -> bool:
        return (await stranger_asks(api, "GET", "/api/control", headers))[0] == 401

    await eventually(refused, 5)


async def test_a_key_past_its_end_opens_nothing(api: Harness) -> None:
    now = datetime.now(UTC)
    past = await stored_key(api, "admin", expires_at=now - timedelta(seconds=1))
    later = await stored_key(api, "admin", expires_at=now + timedelta(hours=1))

    assert [await status_of(api, key) for key in (past, later)] == [401, 200]


async def test_a_keys_use_is_noted(api: Harness) -> None:
    headers = bearer(await stored_key(api, "read"))
    await stranger_asks(api, "GET", "/api/control", headers)

    async def noted() -> bool:
        return bool(await api.owner.fetchval("SELECT last_used_at IS NOT NULL FROM api_keys"))

    await eventually(noted)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "body",
    [
        {"name": "x", "scope": "none"},
        {"name": " ", "scope": "read"},
        {"name": "x" * 101, "scope": "read"},
        {"name": "x", "scope": "read", "days": 0},
        {"name": "x", "scope": "read", "org_id": "Other!"},
    ],
)
async def test_a_key_that_makes_no_sense_is_not_made(shared: Harness, body: dict[str, Any]) -> None:
    assert (await shared.post("/api/keys", json=body)).status == 422
    assert await shared.count("api_keys") == 0


async def test_with_a_frozen_database_a_keys_holder_is_told_to_come_back(
    api: Harness, database: TemporaryDatabase
) -> None:
    headers = bearer(await stored_key(api, "read"))
    database.server.pause()
    try:
        async with asyncio.timeout(12):
            status, told = await stranger_asks(api, "GET", "/api/control", headers)
    finally:
        database.server.resume()

    assert (status, told["code"]) == (503, "database_unavailable")


async def other_org(api: Harness) -> dict[str, str]:
    await api.owner.execute("INSERT INTO organizations (id, name) VALUES ('other', 'Other')")
    return bearer(await stored_key(api, "admin", org_id="other"))


async def test_another_organisations_requests_and_keys_are_not_there(api: Harness) -> None:
    other = await other_org(api)
    ours = (await api.add("nasa")).json()
    key = (await api.post("/api/keys", json={"name": "ours", "scope": "read"})).json()["id"]

    async def told(method: str, path: str, **headers: str) -> int:
        return (await stranger_asks(api, method, path, other | headers))[0]

    request = f"/api/requests/{ours['request_id']}"
    assert await told("GET", request) == 404
    assert await told("GET", request, Prefer="wait=5") == 404
    assert await told("GET", f"{request}/events") == 404
    assert await told("GET", f"/api/requests/{ours['correlation_id']}") == 404
    assert await told("POST", f"/api/keys/{key}/revoke") == 404
    _, page = await stranger_asks(api, "GET", "/api/requests", other)
    _, keys = await stranger_asks(api, "GET", "/api/keys", other)
    assert (page["items"], [one["name"] for one in keys["items"]]) == ([], ["of other"])
    assert (await api.get(request)).status == 200


async def test_two_organisations_want_one_creator_and_each_has_a_request_of_its_own(
    api: Harness,
) -> None:
    other = await other_org(api)
    body = {"username": "nasa"}
    path = "/api/instagram/creator/add"
    ours = (await api.add("nasa")).json()
    status, theirs = await stranger_asks(api, "POST", path, other, json=body)
    again = await stranger_asks(api, "POST", path, other, json=body)

    assert (status, theirs["deduplicated"]) == (202, False)
    assert theirs["request_id"] != ours["request_id"]
    assert (again[0], again[1]["request_id"]) == (200, theirs["request_id"])
    row = await api.owner.fetchrow(
        "SELECT org_id, requested_by FROM requests WHERE id = $1", theirs["request_id"]
    )
    assert row is not None
    assert (row["org_id"], row["requested_by"][:4]) == ("other", "key:")


@pytest.fixture
async def opened(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> AsyncIterator[Harness]:
    """A gateway that lets strangers read, and knows a cron."""
    async with harness(
        database, nats.url, broker, open_reads=True, cron_secret="the-secret-of-cron"
    ) as made:
        yield made


async def test_where_reads_are_open_a_stranger_reads_and_does_nothing_else(
    opened: Harness,
) -> None:
    assert (await stranger_asks(opened, "GET", "/api/requests"))[0] == 200
    assert (await stranger_asks(opened, "GET", "/api/keys"))[0] == 403
    assert (await stranger_asks(opened, "GET", "/api/requests", bearer("wrong")))[0] == 401
    for route, scope in guarded_routes(opened):
        for method in methods_of(route):
            if method != "GET":
                told = await stranger_asks(opened, method, address(route))
                assert told[0] == 401, (route.path, scope)


async def test_the_crons_secret_opens_nothing_but_crons_routes(opened: Harness) -> None:
    cron = bearer("the-secret-of-cron")

    assert (await stranger_asks(opened, "GET", "/api/requests", cron))[0] == 401
    assert (await stranger_asks(opened, "POST", "/api/control/reddit/pause", cron))[0] == 401
    # Known to the guard there, whatever is served.
    assert (await stranger_asks(opened, "GET", "/api/cron/nothing", cron))[0] == 404
    assert (await stranger_asks(opened, "POST", "/api/cron/nothing", bearer("wrong")))[0] == 401


async def test_the_static_token_still_opens_everything(api: Harness) -> None:
    assert (await stranger_asks(api, "GET", "/api/keys", bearer(TOKEN)))[0] == 200


@asynccontextmanager
async def publishing(keys: dict[str, Any]) -> AsyncIterator[str]:
    """The address at which *keys* are to be had."""

    async def told(_: web.Request) -> web.Response:
        return web.json_response(keys)

    app = web.Application()
    app.router.add_get("/jwks.json", told)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}/jwks.json"
    finally:
        await runner.cleanup()


async def test_a_signed_token_does_what_its_role_may(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> None:
    signing = ec.generate_private_key(ec.SECP256R1())
    public = json.loads(ECAlgorithm.to_jwk(signing.public_key())) | {"kid": "k", "alg": "ES256"}
    claims = {
        "sub": "somebody",
        "iss": "https://issuer.example/auth/v1",
        "aud": "authenticated",
        "exp": datetime.now(UTC) + timedelta(minutes=5),
        "app_metadata": {"role": "editor"},
    }
    async with (
        publishing({"keys": [public]}) as url,
        harness(
            database,
            nats.url,
            broker,
            jwt_issuer=claims["iss"],
            jwt_jwks_url=url,
            jwt_roles={"editor": "operate"},
        ) as api,
    ):
        editor = bearer(jwt.encode(claims, signing, algorithm="ES256", headers={"kid": "k"}))
        nobody = {**claims, "app_metadata": {}}
        stranger = bearer(jwt.encode(nobody, signing, algorithm="ES256", headers={"kid": "k"}))

        assert (await stranger_asks(api, "GET", "/api/requests", editor))[0] == 200
        assert (await stranger_asks(api, "POST", "/api/control/reddit/pause", editor))[0] == 200
        assert (await stranger_asks(api, "GET", "/api/keys", editor))[0] == 403
        assert (await stranger_asks(api, "GET", "/api/requests", stranger))[0] == 403
        actor = await api.owner.fetchval("SELECT actor FROM audit_log ORDER BY id DESC LIMIT 1")
        assert actor == "user:somebody"


async def test_no_worker_reads_keys_and_no_checking_command_what_opens_anything(
    api: Harness, database: TemporaryDatabase
) -> None:
    await stored_key(api, "admin")
    reader = await asyncpg.connect(database.reader_dsn)
    try:
        assert await reader.fetchval("SELECT name FROM api_keys") == "of default"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await reader.fetchval("SELECT digest FROM api_keys")
    finally:
        await reader.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await api.persister.fetchval("SELECT name FROM api_keys")
    async with api.database.transaction() as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("UPDATE api_keys SET scope = 'admin'")
