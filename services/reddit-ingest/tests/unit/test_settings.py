import pytest

from b9_common.errors import FatalError
from b9_common.settings import describe, load
from b9_reddit_ingest.settings import Settings

GIVEN = {
    "B9_REDDIT_INGEST__CLIENT_ID": "an-app",
    "B9_REDDIT_INGEST__CLIENT_SECRET": "s3cret-of-nobody",
}


def test_the_secret_is_never_shown() -> None:
    settings = load(Settings, GIVEN)

    assert "s3cret-of-nobody" not in f"{describe(settings)} {settings!r}"


def test_an_empty_listing_of_reddits_is_believed() -> None:
    given = GIVEN | {"B9_REDDIT_INGEST__RETRY_PAUSES_S": "[1]"}

    patience = load(Settings, given).patience

    assert (patience.retry_pauses_s, patience.empty_pauses_s) == ((1.0,), ())


def test_the_host_is_that_of_the_door_in_use() -> None:
    public = load(Settings, {"B9_REDDIT_INGEST__DOOR": "public"})

    assert load(Settings, GIVEN).host == "oauth.reddit.com"
    assert public.host == "www.reddit.com"


def test_an_author_cannot_be_fresh_for_longer_than_the_bucket_keeps_it() -> None:
    with pytest.raises(FatalError, match="AUTHOR_FRESH_S"):
        load(Settings, GIVEN | {"B9_REDDIT_INGEST__AUTHOR_FRESH_S": "90000"})


def test_bots_may_be_named() -> None:
    given = GIVEN | {"B9_REDDIT_INGEST__BOTS": '["spammer"]'}

    assert load(Settings, given).bots == ("spammer",)
