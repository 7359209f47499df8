from typing import Any

import pytest

from b9_instagram_ingest.captions import (
    MAX_CAPTION_CHARS,
    MAX_TAG_CHARS,
    MAX_TAGS,
    caption_text,
    hashtags,
    mentions,
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"text": "hello"}, "hello"),
        ("hello", "hello"),
        ("", ""),
        ({"text": None}, None),
        ({}, None),
        (None, None),
        (["hello"], None),
        ("x" * 1_000_000, "x" * MAX_CAPTION_CHARS),
    ],
)
def test_a_caption_is_an_object_a_text_or_nothing(given: Any, expected: Any) -> None:
    assert caption_text(given) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("#sun and #Sea_2", ("#sun", "#Sea_2")),
        ("#one#two#one", ("#one", "#two")),
        ("#été #привет #日本語タグ", ("#été", "#привет", "#日本語タグ")),
        ("#हिन्दी #ไทย", ("#हिन्दी", "#ไทย")),
        ("\uff03全角", ("#全角",)),
        ("it&#39;s https://example.org/#top # alone", ()),
        ("#dots.end (#paren)", ("#dots", "#paren")),
        ("none", ()),
    ],
)
def test_hashtags_are_found_in_any_script(caption: Any, expected: Any) -> None:
    assert hashtags(caption) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("with @some.body_1. And (@other)", ("@some.body_1", "@other")),
        ("mail me@example.org", ()),
        ("é@name", ()),
        ("@twice @twice", ("@twice",)),
        ("@ alone", ()),
    ],
)
def test_mentions_are_names_and_not_mail_addresses(caption: Any, expected: Any) -> None:
    assert mentions(caption) == expected


def test_tags_are_bounded_in_number_and_length() -> None:
    many = " ".join(f"#t{n}" for n in range(MAX_TAGS + 50))

    assert len(hashtags(many)) == MAX_TAGS
    assert hashtags("#" + "x" * 1_000) == ("#" + "x" * MAX_TAG_CHARS,)
