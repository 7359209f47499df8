"""Whatever stages say of themselves."""

from hypothesis import given
from hypothesis import strategies as st

from b9_api.stages import CREATOR_STAGES, Stage, progress

STATES = ("pending", "running", "waiting", "retrying", "done", "skipped", "failed")


@given(
    st.lists(
        st.builds(
            Stage,
            stage=st.sampled_from(CREATOR_STAGES),
            state=st.sampled_from(STATES),
            done_items=st.integers(0, 500),
            expected_items=st.none() | st.integers(0, 500),
        ),
        max_size=6,
    )
)
def test_progress_is_a_percentage_whatever_the_stages_say(known: list[Stage]) -> None:
    assert 0 <= progress("running", known) <= 99
