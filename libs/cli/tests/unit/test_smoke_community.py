"""What a smoke test expects of a community, on an account it was given."""

from typing import Any

from b9_cli.reconcile.content_log import ContentLog, LoggedPage
from b9_cli.smoke.community_truth import announced_community, read_community_truth
from b9_cli.smoke.report import Layer
from b9_cli.smoke.trace_layer import REDDIT_PARENTS


def post(id_: str, *, sticky: bool = False, keepable: bool = True) -> dict[str, Any]:
    return {"id": id_, "sticky": sticky, "keepable": keepable}


def told(hot: list[dict[str, Any]], top: list[dict[str, Any]]) -> dict[str, Any]:
    listings = {"hot": hot, "top": top}
    return {"name": "pottery", "id": "2qh", "subscribers": 7, "listings": listings}


def test_what_sticks_on_top_comes_besides_the_page() -> None:
    stickies = [post("s1", sticky=True), post("s2", sticky=True)]
    hot = [*stickies, *(post(f"h{n}") for n in range(102))]

    truth = read_community_truth(told(hot, [post("h1"), post("h2")]))

    assert truth.announced == {"about": 1, "rules": 1, "hot": 102, "top": 2}
    assert len(truth.posts) == 102
    assert truth.calls == 4


def test_what_nobody_could_keep_is_announced_and_no_row() -> None:
    truth = read_community_truth(told([post("a"), post("b", keepable=False)], []))

    assert (truth.announced["hot"], truth.unkeepable["hot"]) == (2, 1)
    assert truth.posts == {"a"}


def test_of_a_live_community_only_what_was_announced_is_known() -> None:
    page = LoggedPage(
        key="k", seq=1, request_id="r", walk="hot", announced=3, item_ids=("a", "b"), asset_keys=()
    )

    truth = announced_community("pottery", "2qh", ContentLog(pages={"k": page}))

    assert (truth.posts, truth.unkeepable) == ({"a", "b"}, {"hot": 1, "top": 0})
    assert (truth.calls, truth.subscribers) == (None, None)


def test_the_checks_of_reddit_stand_in_the_same_layer_told_apart() -> None:
    layer, other = Layer("db"), Layer("db")
    layer.equal("posts", 1, 1)
    other.equal("posts", 1, 2)

    layer.take_over(other, "reddit")

    assert str(layer) == "db FAILED: reddit posts: 1, wanted 2"


def test_a_trace_of_reddit_goes_through_its_own_ingest() -> None:
    assert REDDIT_PARENTS["reddit-ingest"] == "dispatcher"
    assert REDDIT_PARENTS["persister"] == "reddit-ingest"
