import pytest

from b9_common.errors import FatalError
from b9_common.redaction import MASK
from b9_common.settings import describe, load
from b9_reddit_ingest.door_settings import USER_AGENT, DoorSettings


class Settings(DoorSettings):
    prefix = "B9_REDDIT_INGEST__"


def loaded(**values: str) -> Settings:
    return load(Settings, {f"B9_REDDIT_INGEST__{name}": value for name, value in values.items()})


OAUTH = {"CLIENT_ID": "id-of-ours", "CLIENT_SECRET": "s3cret-of-ours"}


def test_the_official_door_is_the_default_and_asks_for_credentials() -> None:
    assert loaded(**OAUTH).door == "oauth"
    with pytest.raises(FatalError, match="needs CLIENT_ID and CLIENT_SECRET"):
        loaded(CLIENT_ID="id-of-ours")


def test_the_public_door_needs_no_credentials() -> None:
    assert loaded(DOOR="public").door == "public"


def test_we_say_who_we_are() -> None:
    assert loaded(**OAUTH).user_agent == USER_AGENT
    assert "b9-reddit-ingest" in USER_AGENT


@pytest.mark.parametrize(
    "name", ["Mozilla/5.0 (X11)", "Chrome/120 b9", "two\nlines of it", "naïve b9"]
)
def test_a_name_that_imitates_a_browser_or_breaks_a_header_is_refused(name: str) -> None:
    with pytest.raises(FatalError, match="USER_AGENT"):
        loaded(**OAUTH, USER_AGENT=name)


def test_proxies_are_given_by_commas_or_lines_and_never_shown() -> None:
    urls = "http://one:pw-of-one@10.0.0.1:8080,\n  http://10.0.0.2:8080\n"
    settings = loaded(**OAUTH, PROXIES=urls)

    shown = describe(settings)

    assert settings.proxy_urls == ("http://one:pw-of-one@10.0.0.1:8080", "http://10.0.0.2:8080")
    assert shown["B9_REDDIT_INGEST__PROXIES"] == MASK
    assert shown["B9_REDDIT_INGEST__CLIENT_SECRET"] == MASK
    assert "pw-of-one" not in repr(settings)


def test_without_proxies_there_are_none() -> None:
    assert loaded(**OAUTH).proxy_urls == ()
