import pytest

from b9_common.redaction import MASK, is_secret_key, redact, redact_fields, register_secret


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("Authorization: Bearer abc.def-123", "abc.def-123"),
        ("sent with authorization: Basic dXNlcjpwdw==", "dXNlcjpwdw"),
        ("headers {'x-rapidapi-key': 'k3y-v4lue'}", "k3y-v4lue"),
        ("postgresql://writer:pa55word@db.example:5432/b9", "pa55word"),
        ("connecting to nats://t0ken-abc@broker.example:4222", "t0ken-abc"),
        ("GET https://cdn.example/v/1.mp4?oh=00_Af&oe=66AA&sig=zz failed", "00_Af"),
        ("password=open-sesame;", "open-sesame"),
        (f"no key b9_0123456789ab_{'s' * 43} here", "ssss"),
        ("not believed: eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln", "eyJzdWIi"),
        ('{"token": "t0ken-value"}', "t0ken-value"),
        ("GET /api/events?ticket=t1cket-value", "t1cket-value"),
    ],
)
def test_a_secret_inside_a_text_is_masked(text: str, leak: str) -> None:
    assert leak in text
    assert leak not in redact(text)


def test_what_helps_a_reader_stays() -> None:
    text = "GET https://cdn.example/v/1.mp4?sig=zz failed: 403 after 2 tries, token bucket empty"

    assert redact(text) == text.replace("sig=zz", "*")


def test_a_registered_secret_is_masked_anywhere_and_a_short_one_is_not() -> None:
    register_secret("correct horse")
    register_secret("on")

    assert redact("say correct horse on time") == f"say {MASK} on time"


def test_fields_are_masked_by_name_at_any_depth() -> None:
    fields = {"api_key": 1, "headers": [{"Cookie": "a=b", "accept": "*/*"}], "count": 3}

    assert redact_fields(fields) == {
        "api_key": MASK,
        "headers": [{"Cookie": MASK, "accept": "*/*"}],
        "count": 3,
    }


@pytest.mark.parametrize("name", ["tokens_left", "key", "passed", "keyset"])
def test_innocent_names_are_shown(name: str) -> None:
    assert not is_secret_key(name)
