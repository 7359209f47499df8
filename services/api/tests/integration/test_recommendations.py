"""Where an account should post follows from the tags of its model, all of them and no others."""

from typing import Any

import msgspec
import pytest
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.editing_support import account, subreddit

PATH = "/api/reddit/recommendations"


async def own_account(api: Harness, tags: list[str] | None) -> int:
    """An account of a model that was assigned *tags*; None: of no model."""
    own = await account(api)
    if tags is not None:
        await api.owner.execute(
            "WITH model AS (INSERT INTO models (stage_name, assigned_tags) VALUES ('Ann', $1)"
            " RETURNING id) UPDATE reddit_users SET model_id = model.id FROM model",
            msgspec.json.encode(tags).decode(),
        )
    return own


async def community(api: Harness, subreddit_id: str, *tags: str) -> None:
    one = await subreddit(api, subreddit_id)
    await api.owner.execute(
        "UPDATE reddit_subreddits SET review = 'Ok', tags = $2 WHERE id = $1",
        one,
        msgspec.json.encode(tags).decode(),
    )


async def told(api: Harness, query: str) -> Any:
    answer = await api.get(f"{PATH}?{query}")
    assert answer.status == 200
    return answer.json()


async def test_every_tag_of_a_model_counts_however_many_it_has(api: Harness) -> None:
    tags = [f"topic:{number}" for number in range(100)]
    own = await own_account(api, tags)
    await community(api, "aa1", "topic:3")
    await community(api, "aa2", "topic:99")
    await community(api, "aa3", "topic:100")

    first = await told(api, f"account_id={own}&limit=1")
    rest = await told(api, f"account_id={own}&limit=1&cursor={first['page']['next_cursor']}")

    assert first["tags"] == tags
    items = [*first["items"], *rest["items"]]
    assert sorted(one["matched_tags"] for one in items) == [["topic:3"], ["topic:99"]]
    assert rest["page"]["has_more"] is False


@pytest.mark.parametrize("tags", [None, []], ids=["no model", "no tags"])
async def test_an_account_without_tags_fits_nowhere(api: Harness, tags: list[str] | None) -> None:
    own = await own_account(api, tags)
    await community(api, "aa1", "topic:3")

    nowhere = await told(api, f"account_id={own}&include=counts&counts_scope=query")
    chosen = await told(api, f"account_id={own}&tag=topic:3")
    of_nobody = await told(api, "")

    assert (nowhere["items"], nowhere["tags"], nowhere["counts"]["total"]) == ([], [], 0)
    assert (len(chosen["items"]), chosen["tags"]) == (1, ["topic:3"])
    assert (len(of_nobody["items"]), of_nobody["tags"]) == (1, [])
