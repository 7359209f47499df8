"""Organisations: made by whoever runs the deployment, and apart from each other."""

from typing import Any, Final

import pytest
from services.api.tests.integration.api_harness import Answer, Harness
from services.api.tests.integration.live_client import request_of

from b9_common.topology import PERSISTER_CONTENT

LETTER: Final = """
INSERT INTO dead_letters (durable, origin, kind, request_id, stream, seq, code, payload)
VALUES ('persister-content', $1, 'message', $2, 'CONTENT', 7, 'unreadable', '{}') RETURNING id
"""


async def key_of(api: Harness, org_id: str, scope: str = "admin") -> dict[str, str]:
    """A key of that organisation, as headers."""
    body = {"name": f"of {org_id}", "scope": scope, "org_id": org_id}
    made = await api.post("/api/keys", json=body)
    assert made.status == 201, made.body
    return {"Authorization": f"Bearer {made.json()['key']}"}


async def studio(api: Harness) -> dict[str, str]:
    """The organisation ``studio``; the key of its administrator."""
    made = await api.post("/api/orgs", json={"id": "studio", "name": " The  Studio "})
    assert made.status == 201, made.body
    return await key_of(api, "studio")


def told(answer: Answer) -> tuple[int, Any]:
    return answer.status, answer.json().get("code")


async def test_an_organisation_is_made_once_listed_and_has_keys_of_its_own(api: Harness) -> None:
    admin = await studio(api)
    again = await api.post("/api/orgs", json={"id": "studio", "name": "Another"})
    first = (await api.get("/api/orgs", params={"limit": "1"})).json()
    second = (await api.get("/api/orgs", params={"cursor": first["next_cursor"]})).json()
    own = await api.get("/api/me", headers=admin)
    keys = (await api.get("/api/keys", headers=admin)).json()["items"]
    same = (await api.get("/api/keys", params={"org_id": "studio"})).json()["items"]
    audit = await api.owner.fetch("SELECT org_id, actor, action FROM audit_log ORDER BY id")

    assert told(again) == (409, "organisation_exists")
    assert [(one["id"], one["name"]) for one in first["items"] + second["items"]] == [
        ("default", "Default organisation"),
        ("studio", "The Studio"),
    ]
    assert second["page"]["has_more"] is False
    assert own.json()["org_id"] == "studio"
    assert [(one["name"], one["org_id"]) for one in keys] == [("of studio", "studio")]
    assert [one["id"] for one in same] == [keys[0]["id"]]
    assert [tuple(row) for row in audit] == [
        ("default", "operator", "organisation.created"),
        ("studio", "operator", "key.created"),
    ]


async def test_an_administrator_of_one_organisation_has_no_say_in_another(api: Harness) -> None:
    admin = await studio(api)
    await api.post("/api/orgs", json={"id": "rival", "name": "Rival"})
    ours = (await api.post("/api/keys", json={"name": "ours", "scope": "read"})).json()["id"]
    body = {"name": "a spy", "scope": "read"}

    own = await api.post("/api/keys", json=body | {"org_id": "studio"}, headers=admin)
    tried = [
        told(await api.post("/api/keys", json=body | {"org_id": org_id}, headers=admin))
        for org_id in ("default", "rival", "nobody")
    ]
    listed = await api.get("/api/keys", params={"org_id": "default"}, headers=admin)
    revoked = await api.post(f"/api/keys/{ours}/revoke", headers=admin)
    orgs = [
        await api.get("/api/orgs", headers=admin),
        await api.post("/api/orgs", json={"id": "third", "name": "Third"}, headers=admin),
        await api.get("/api/orgs", headers=await key_of(api, "default", "operate")),
    ]

    assert (own.status, own.json()["org_id"]) == (201, "studio")
    assert tried == [(404, "unknown_org")] * 3
    assert (told(listed), told(revoked)) == ((404, "unknown_org"), (404, "unknown_key"))
    assert [told(one) for one in orgs] == [(403, "forbidden")] * 3
    assert told(await api.post("/api/keys", json=body | {"org_id": "nobody"})) == (
        404,
        "unknown_org",
    )


async def test_who_runs_the_deployment_revokes_a_key_of_any_organisation(api: Harness) -> None:
    admin = await studio(api)
    [key] = (await api.get("/api/keys", headers=admin)).json()["items"]

    revoked = await api.post(f"/api/keys/{key['id']}/revoke")

    assert (revoked.status, bool(revoked.json()["revoked_at"])) == (200, True)
    assert (await api.get("/api/me", headers=admin)).status == 401
    org_id = await api.owner.fetchval("SELECT org_id FROM audit_log WHERE action = 'key.revoked'")
    assert org_id == "studio"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "body",
    [
        {"id": "Studio", "name": "x"},
        {"id": "-studio", "name": "x"},
        {"id": "a" * 64, "name": "x"},
        {"id": "", "name": "x"},
        {"id": "studio", "name": " "},
        {"id": "studio", "name": "x" * 101},
        {"id": "studio"},
    ],
)
async def test_an_organisation_that_makes_no_sense_is_not_made(
    shared: Harness, body: dict[str, Any]
) -> None:
    assert told(await shared.post("/api/orgs", json=body)) == (422, "invalid")
    assert await shared.count("organizations") == 1


SWITCHES: Final[tuple[tuple[str, str, Any], ...]] = (
    ("POST", "/api/control/paid-calls", {"enabled": False}),
    ("POST", "/api/control/reddit/pause", {}),
    ("POST", "/api/control/reddit/resume", {}),
    ("PUT", "/api/scrapers/reddit", {"desired_state": "stopped"}),
    ("POST", "/api/reddit/scraper/stop", None),
    ("POST", "/api/instagram/scraper/start", None),
)


async def test_what_all_share_is_stopped_by_the_deployments_own_people_alone(api: Harness) -> None:
    admin, operator = await studio(api), await key_of(api, "default", "operate")

    async def tried(headers: dict[str, str] | None) -> list[tuple[int, Any]]:
        return [
            told(await api.ask(method, path, json=body, headers=headers))
            for method, path, body in SWITCHES
        ]

    refused = await tried(admin)
    untouched = await api.owner.fetchval("SELECT max(version) FROM system_control")
    of_default = await tried(operator)
    of_switches = await api.owner.fetch(
        "SELECT DISTINCT org_id FROM audit_log WHERE entity = 'switch'"
    )

    assert (refused, untouched) == ([(403, "not_of_deployment")] * len(SWITCHES), 1)
    assert of_default[0] == (403, "forbidden")
    assert {status for status, _ in of_default[1:]} <= {200, 202}
    assert [row["org_id"] for row in of_switches] == ["default"]


async def test_who_runs_the_deployment_reads_the_audit_of_all_and_others_their_own(
    api: Harness,
) -> None:
    admin, operator = await studio(api), await key_of(api, "default", "operate")
    await api.post("/api/keys", json={"name": "own", "scope": "read"}, headers=admin)

    async def seen(headers: dict[str, str] | None, path: str = "/api/audit") -> set[str]:
        answer = await api.get(path, headers=headers)
        assert answer.status == 200, answer.body
        return {one["org_id"] for one in answer.json()["items"]}

    assert await seen(None) == {"default", "studio"}
    assert await seen(operator) == {"default"}
    assert await seen(admin) == {"studio"}
    first = (await api.get("/api/audit?limit=1")).json()["page"]["next_cursor"]
    foreign = await api.get("/api/audit", params={"cursor": first}, headers=operator)
    assert told(foreign) == (400, "cursor_mismatch")


async def test_dead_letters_are_of_those_whose_requests_they_are_of(api: Harness) -> None:
    admin, reader = await studio(api), await key_of(api, "default", "operate")
    requests = [await request_of(api, "nasa"), await request_of(api, "nasa", "studio"), None]
    ours, theirs, nobodys = [
        await api.persister.fetchval(LETTER, str(request_id), request_id) for request_id in requests
    ]

    async def seen(headers: dict[str, str] | None = None) -> list[int]:
        items = (await api.get("/api/dead-letters", headers=headers)).json()["items"]
        one_by_one = [
            letter
            for letter in (nobodys, theirs, ours)
            if (await api.get(f"/api/dead-letters/{letter}", headers=headers)).status == 200
        ]
        assert [one["id"] for one in items] == one_by_one
        return one_by_one

    assert await seen() == [nobodys, theirs, ours]
    assert await seen(reader) == [nobodys, ours]
    assert await seen(admin) == [theirs]
    foreign = [
        await api.post(f"/api/dead-letters/{theirs}/replay", headers=reader),
        await api.post(f"/api/dead-letters/{ours}/replay", headers=admin),
        await api.post(f"/api/dead-letters/{nobodys}/replay", headers=admin),
    ]
    assert [told(one) for one in foreign] == [(404, "unknown_dead_letter")] * 3
    assert await api.count("outbox") == 0
    assert (await api.post(f"/api/dead-letters/{theirs}/replay", headers=admin)).status == 202
    audit = await api.owner.fetchrow(
        "SELECT org_id, action FROM audit_log ORDER BY id DESC LIMIT 1"
    )
    assert tuple(audit or ()) == ("studio", "dead_letter.replayed")


async def test_replays_name_a_request_of_ones_own_but_for_who_runs_the_deployment(
    api: Harness,
) -> None:
    admin, operator = await studio(api), await key_of(api, "default", "operate")
    ours = str(await request_of(api, "nasa"))
    theirs = str(await request_of(api, "nasa", "studio"))

    async def counted(headers: dict[str, str] | None, **body: str) -> tuple[int, Any]:
        body |= {"durable": PERSISTER_CONTENT.name}
        return told(await api.post("/api/replays", json=body, headers=headers))

    assert await counted(None) == (200, None)
    assert await counted(None, request_id=theirs) == (200, None)
    assert await counted(operator, request_id=ours) == (200, None)
    assert await counted(operator, request_id=theirs) == (404, "unknown_request")
    assert await counted(admin, request_id=theirs) == (200, None)
    assert await counted(admin, request_id=ours) == (404, "unknown_request")
    assert await counted(admin) == await counted(operator) == (403, "forbidden")
