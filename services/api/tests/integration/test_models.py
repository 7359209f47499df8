"""A model and its accounts change together or not at all, and a banned account stays banned."""

from typing import Any

from services.api.tests.integration.api_harness import Answer, Harness
from services.api.tests.integration.editing_support import account, audit, patch, row


async def made(api: Harness, name: str = "Luna", **fields: Any) -> Answer:
    return await api.post("/api/models", json={"stage_name": name, **fields})


async def told(api: Harness, user: int) -> tuple[Any, ...]:
    stored = await row(api, "reddit_users", user)
    return stored["model_id"], stored["our_creator"], stored["status"]


async def test_a_model_is_made_with_its_accounts_or_not_at_all(api: Harness) -> None:
    one = await account(api)

    none = await made(api, accounts=[one, 987654])
    answer = await made(
        api,
        accounts=[str(one)],
        assigned_tags=["topic:space"],
        commission_rate=12.5,
        onboarding_date="2026-02-01",
        metrics={"posts": 3},
    )
    taken = await made(api, "LUNA")

    assert (none.status, none.json()["code"]) == (422, "unknown_account")
    assert (answer.status, answer.json()["item"]["assigned_tags"]) == (201, ["topic:space"])
    model = int(answer.json()["item"]["id"])
    assert await told(api, one) == (model, True, "active")
    assert (taken.status, taken.json()["code"]) == (409, "name_taken")
    assert await api.count("models") == 1
    assert [entry[0] for entry in await audit(api)] == ["model.created", "user.linked"]


async def test_a_switched_model_switches_its_accounts_but_for_the_banned(api: Harness) -> None:
    free, banned = await account(api, "9aa"), await account(api, "9ab")
    model = int((await made(api, accounts=[free, banned])).json()["item"]["id"])
    await patch(api, f"/api/reddit/users/{banned}", status="banned", version=2)

    off = await patch(api, f"/api/models/{model}", status="inactive", version=1)
    assert [await told(api, one) for one in (free, banned)] == [
        (model, True, "inactive"),
        (model, True, "banned"),
    ]
    await patch(api, f"/api/models/{model}", status="active", version=2)

    assert [await told(api, one) for one in (free, banned)] == [
        (model, True, "active"),
        (model, True, "banned"),
    ]
    assert [one["result"] for one in off.json()["accounts"]] == ["updated", "unchanged"]


async def test_an_account_is_one_models_unless_it_is_moved(api: Harness) -> None:
    one, other = await account(api, "9aa"), await account(api, "9ab")
    luna = (await made(api, accounts=[one])).json()["item"]["id"]
    nova = (await made(api, "Nova", status="inactive")).json()["item"]["id"]

    taken = await api.post(f"/api/models/{nova}/accounts", json={"accounts": [other, one]})
    assert (taken.status, taken.json()["code"], taken.json()["account"]) == (
        409,
        "account_taken",
        str(one),
    )
    assert await told(api, other) == (None, False, "inactive")
    moved = await api.post(
        f"/api/models/{nova}/accounts", json={"accounts": [other, one], "move": True}
    )
    assert moved.status == 200
    assert await told(api, one) == (int(nova), True, "inactive")

    astray = await api.ask("DELETE", f"/api/models/{luna}/accounts/{one}")
    freed = await api.ask("DELETE", f"/api/models/{nova}/accounts/{one}")
    assert (astray.status, freed.status) == (404, 200)
    assert await told(api, one) == (None, True, "inactive")


async def test_an_archived_model_lets_its_accounts_go_and_comes_back_with_them(
    api: Harness,
) -> None:
    free, banned = await account(api, "9aa"), await account(api, "9ab")
    model = int((await made(api, accounts=[free, banned])).json()["item"]["id"])
    await patch(api, f"/api/reddit/users/{banned}", status="banned", version=2)

    gone = await api.ask("DELETE", f"/api/models/{model}")
    hidden = await patch(api, f"/api/models/{model}", notes="x", version=2)
    unlinked = await api.post(f"/api/models/{model}/accounts", json={"accounts": [free]})
    assert [one.status for one in (gone, hidden, unlinked)] == [200, 404, 404]
    assert [await told(api, one) for one in (free, banned)] == [
        (None, True, "inactive"),
        (None, True, "banned"),
    ]
    assert (await made(api)).status == 201

    second = await api.post(f"/api/undo/{gone.json()['undo_token']}")
    assert (second.status, second.json()["code"]) == (409, "name_taken")
    await api.owner.execute("UPDATE models SET stage_name = 'Other' WHERE id <> $1", model)
    back = await api.post(f"/api/undo/{gone.json()['undo_token']}")
    assert back.status == 200
    assert [await told(api, one) for one in (free, banned)] == [
        (model, True, "active"),
        (model, True, "banned"),
    ]


async def test_tags_of_a_model_have_their_three_verbs(api: Harness) -> None:
    model = (await made(api, assigned_tags=["a:b"])).json()["item"]["id"]
    path = f"/api/models/{model}/tags"

    added = await api.post(path, json={"tags": ["c:d"], "version": 1})
    removed = await api.ask("DELETE", path, json={"tags": ["a:b"], "version": 2})
    replaced = await api.ask("PUT", path, json={"tags": ["e:f"], "version": 3})

    assert [one.json()["item"]["assigned_tags"] for one in (added, removed, replaced)] == [
        ["a:b", "c:d"],
        ["c:d"],
        ["e:f"],
    ]


async def test_what_no_model_can_be_is_refused(api: Harness) -> None:
    model = (await made(api)).json()["item"]["id"]

    refused = [
        await made(api, ""),
        await made(api, "Nova", commission_rate=101),
        await made(api, "Nova", onboarding_date="2026-02-31"),
        await made(api, "Nova", metrics={"a": "\x00"}),
        await made(api, "Nova", status="banned"),
        await patch(api, f"/api/models/{model}", version=1),
        await patch(api, f"/api/models/{model}", archived_at=None, version=1),
    ]
    nobody = await patch(api, "/api/models/987", notes="x", version=1)
    renamed = await patch(api, f"/api/models/{model}", stage_name="Nova", version=1)
    late = await patch(api, f"/api/models/{model}", notes="x", version=1)

    assert [one.status for one in refused] == [422] * 7
    assert (nobody.status, renamed.status, late.status) == (404, 200, 409)
