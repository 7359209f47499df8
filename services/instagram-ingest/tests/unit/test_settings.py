import pytest

from b9_common.errors import FatalError
from b9_common.settings import describe, load
from b9_instagram_ingest.settings import Settings

GIVEN = {
    "B9_INSTAGRAM_INGEST__PROVIDER_URL": "https://provider.example",
    "B9_INSTAGRAM_INGEST__PROVIDER_HOST": "provider.example",
    "B9_INSTAGRAM_INGEST__API_KEY": "k3y-of-nobody",
}


def test_the_key_is_never_shown() -> None:
    settings = load(Settings, GIVEN)

    assert "k3y-of-nobody" not in f"{describe(settings)} {settings!r}"


@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_what_must_be_told_is_named_when_it_is_not(missing: str) -> None:
    with pytest.raises(FatalError, match=missing):
        load(Settings, {name: value for name, value in GIVEN.items() if name != missing})


def test_patience_is_made_of_the_settings() -> None:
    given = GIVEN | {"B9_INSTAGRAM_INGEST__EMPTY_PAUSES_S": "[1, 3]"}

    assert load(Settings, given).patience.empty_pauses_s == (1.0, 3.0)
