import pytest

from b9_reddit_ingest.verification import asks_for_verification


@pytest.mark.parametrize(
    "text",
    [
        "Verification required",
        "Verification is required before posting.",
        "You must be verified to post.",
        "Get verified first!",
        "Please verify your account with the moderators.",
        "Verified users only",
        "Photo verification is mandatory",
        "No verification, no posts.",
        "Posts without verification will be removed.",
        "Do not post without verification.",
        "If you are not verified, your post will be removed.",
        "Verification needed? Yes.",
        "Verification is not required for comments. Verification is required for posts.",
        "You don't need verification to comment, but you must be verified to post.",
        "VERIFY with us",
        "Re-verification is due each year.",
    ],
)
def test_who_asks_for_verification_is_told(text: str) -> None:
    assert asks_for_verification([text])


@pytest.mark.parametrize(
    "text",
    [
        "No verification needed",
        "No verification needed!",
        "No verification is needed here.",
        "no verification required",
        "No verification.",
        "No photo verification required",
        "Verification is not required",
        "Verification isn't required.",
        "Verification isn\u2019t necessary.",
        "Verification not needed",
        "Verification is no longer required",
        "You do not need to verify.",
        "You don't have to be verified to post.",
        "We do not require verification.",
        "There is no need to verify.",
        "No need for verification",
        "Not required to get verified",
        "Verification is optional.",
        "You can post without verification.",
        "New users are welcome to post without being verified",
        "No verification needed. Verified users get a flair.",
    ],
)
def test_no_verification_needed_is_not_taken_for_a_demand(text: str) -> None:
    assert not asks_for_verification([text])


@pytest.mark.parametrize(
    "text", ["", "Birds", "diversification", "verifiable claims", "unverified"]
)
def test_what_does_not_speak_of_it_asks_for_nothing(text: str) -> None:
    assert not asks_for_verification([text])


def test_a_denial_in_one_text_outweighs_a_mention_in_another() -> None:
    assert not asks_for_verification(["No verification needed", "Verified users get a flair"])
    assert asks_for_verification(["No verification needed", "Verification required"])


def test_long_texts_take_no_time() -> None:
    assert not asks_for_verification(["no verification " * 1_500 + "needed"])
