"""The OpenAPI document tells of every list what it takes and what it answers."""

from services.api.tests.integration.api_harness import Harness

PATHS = {
    "/api/instagram/creators",
    "/api/instagram/reels",
    "/api/instagram/posts",
    "/api/instagram/creators/{key}/reels",
    "/api/instagram/creators/{key}/follower-history",
    "/api/reddit/subreddits",
    "/api/reddit/subreddits/{key}/posts",
    "/api/reddit/posts",
    "/api/reddit/users",
    "/api/reddit/accounts",
    "/api/reddit/recommendations",
    "/api/audit",
    "/api/models",
}


async def test_every_list_is_described_with_its_parameters_and_its_envelope(api: Harness) -> None:
    document = (await api.get("/api/openapi.json")).json()

    for path in PATHS:
        told = document["paths"][path]["get"]
        names = [one["name"] for one in told["parameters"] if "name" in one]
        assert {"limit", "cursor", "sort", "fields"} <= set(names), path
        assert len(names) == len(set(names)), path
        schema = told["responses"]["200"]["content"]["application/json"]["schema"]
        assert {"items", "page", "as_of"} <= set(schema["required"]), path
        assert schema["properties"]["items"]["items"], path
        assert "304" in told["responses"], path


async def test_every_list_answers_with_one_envelope_when_nothing_is_there(api: Harness) -> None:
    await api.creator("1", "somebody")
    await api.subreddit("1", "somewhere")

    for path in PATHS:
        key = "somewhere" if "reddit" in path else "somebody"
        answer = await api.get(path.replace("{key}", key))
        assert answer.status == 200, (path, answer.body)
        told = answer.json()
        assert {"items", "page", "as_of"} <= set(told), path
        page = {"limit": 50, "has_more": False, "next_cursor": None}
        assert told["page"] == page, path
