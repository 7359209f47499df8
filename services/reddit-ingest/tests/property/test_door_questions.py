"""Whatever is given for a name."""

from hypothesis import given
from hypothesis import strategies as st

from b9_common.events import Walk
from b9_reddit_ingest.ports import Ask
from b9_reddit_ingest.questions import question_of


@given(st.text())
def test_no_name_leads_to_another_path(name: str) -> None:
    question = question_of(Ask(walk=Walk.HOT, name=name))

    if question is not None:
        prefix, place, kind = question.path.removeprefix("/").split("/")
        assert (prefix, kind) == ("r", "hot")
        assert place.strip(".")
