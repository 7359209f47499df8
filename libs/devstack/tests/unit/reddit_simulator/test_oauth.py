"""Who gets a token, and whose a token is."""

import json
from base64 import b64encode

import pytest

from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.oauth import BadCredentialsError, Tokens, client_of_basic, grant


def basic(words: str) -> str:
    return f"Basic {b64encode(words.encode()).decode()}"


def test_a_token_says_whose_it_is_until_it_ends_even_to_another_process() -> None:
    now = [1_000.0]
    token = Tokens(7, lambda: now[0]).issue("app", 60)
    other = Tokens(7, lambda: now[0])
    assert other.client_of(token) == "app"
    now[0] = 1_060.0
    assert other.client_of(token) is None


def test_a_foreign_or_revoked_token_is_nobodys() -> None:
    tokens = Tokens(7, lambda: 0.0)
    token = tokens.issue("app", 60)
    assert Tokens(8, lambda: 0.0).client_of(token) is None
    assert tokens.client_of("nonsense") is None
    tokens.edition += 1
    assert tokens.client_of(token) is None


def test_two_tokens_differ() -> None:
    tokens = Tokens(7, lambda: 0.0)
    assert tokens.issue("app", 60) != tokens.issue("app", 60)


def test_any_credentials_will_do_unless_some_are_set() -> None:
    assert client_of_basic(basic("app:secret"), Config()) == "app"
    assert client_of_basic(basic("app:"), Config()) == "app"
    config = Config(client_id="app", client_secret="secret")
    assert client_of_basic(basic("app:secret"), config) == "app"
    for wrong in ("app:other", "other:secret", ":secret"):
        with pytest.raises(BadCredentialsError):
            client_of_basic(basic(wrong), config)


@pytest.mark.parametrize("header", [None, "", "Basic", "Basic !!!", "bearer YTpi", "Basic YQ=="])
def test_what_is_not_basic_is_refused(header: str | None) -> None:
    with pytest.raises(BadCredentialsError):
        client_of_basic(header, Config())


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "unsupported_grant_type"),
        ({"grant_type": "password", "username": "a"}, "invalid_grant"),
    ],
)
def test_a_grant_refused_is_told_with_200_as_reddit_does(form: dict[str, str], error: str) -> None:
    body = json.loads(grant(Tokens(7, lambda: 0.0), Config(), "app", form))
    assert body == {"error": error}


def test_a_grant_says_how_long_it_lives() -> None:
    tokens = Tokens(7, lambda: 0.0)
    form = {"grant_type": "client_credentials"}
    body = json.loads(grant(tokens, Config(token_ttl_s=60), "app", form))
    assert tokens.client_of(body["access_token"]) == "app"
    assert (body["token_type"], body["expires_in"]) == ("bearer", 60)
