import pickle
from pathlib import Path

import pytest

from b9_common.errors import FatalError
from b9_reddit_ingest.keywords import Keywords, load_keywords


def found(text: str, *phrases: str, fold_accents: bool = True) -> list[str]:
    keywords = Keywords({"any": phrases}, fold_accents=fold_accents)
    return [match.phrase for match in keywords.matches([("title", text)])]


@pytest.mark.parametrize("text", ["No bullying!", "A bulldog.", "Pitbulls", "bullish", "redbull"])
def test_bull_does_not_match_bullying_nor_bulldog(text: str) -> None:
    assert found(text, "bull") == []


@pytest.mark.parametrize(
    "text",
    ["bull", "Bull.", "(BULL)", "_bull_", "**bull**", "a bull's eye", "bull-riding", "\nbull\n"],
)
def test_a_word_is_found_wherever_it_stands_alone(text: str) -> None:
    assert found(text, "bull") == ["bull"]


@pytest.mark.parametrize(
    "text",
    [
        "The thread is locked.",
        "A death in the family.",
        "He is in denial.",
        "Inflation is at 3 %.",
        "My transformation after a year of running.",
        "Breeding season of the robin, and other fetching pictures.",
        "No bullying. Be kind.",
    ],
)
def test_words_in_their_plain_sense_suggest_nothing(text: str) -> None:
    assert load_keywords().matches([("description", text)]) == ()


@pytest.mark.parametrize("tag", ["bbw", "ssbbw", "femdom", "breeding"])
def test_a_positive_tag_is_no_reason_to_turn_a_community_away(tag: str) -> None:
    assert load_keywords().matches([("title", f"The {tag} community")]) == ()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("NUDITY  REQUIRED", "nudity required"),
        ("nudity-required", "nudity required"),
        ("nudity_required", "nudity required"),
        ("nudity\nrequired", "nudity required"),
        ("ｎｕｄｉｔｙ required", "nudity required"),  # noqa: RUF001  wide letters are the case
        ("HÉNTAI", "hentai"),
        ("he\u0301ntai", "hentai"),
        ("STRASSE", "straße"),
        ("Let\u2019s play", "let's play"),
    ],
)
def test_case_and_form_of_letters_do_not_count(text: str, phrase: str) -> None:
    assert found(text, phrase) == [phrase]


def test_accents_count_where_the_file_says_so() -> None:
    assert found("héntai", "hentai", fold_accents=False) == []
    assert found("hentai\u0301", "hentai", fold_accents=False) == []
    assert found("he\u0301ntai", "héntai", fold_accents=False) == ["héntai"]


def test_punctuation_between_words_parts_them() -> None:
    assert found("No nudity. Required reading.", "nudity required") == []


@pytest.mark.parametrize("text", ["No bull!", "this is not bull", "Anti-bull", "NO  **bull**"])
def test_what_a_community_turns_away_is_not_what_it_is_about(text: str) -> None:
    assert found(text, "bull") == []


def test_a_phrase_may_begin_with_a_denial_of_its_own() -> None:
    assert found(
        "There is no nudity. Posts: no clothed pictures. Piano bull.", "no clothed", "bull"
    ) == [
        "no clothed",
        "bull",
    ]


def test_the_longer_of_two_phrases_is_the_evidence() -> None:
    assert found("us politics news", "us politics", "us politics news") == ["us politics news"]


def test_a_phrase_is_evidence_once_for_each_place() -> None:
    keywords = Keywords({"one": ["bull"]})

    matches = keywords.matches([("title", "bull bull"), ("rule", "bull"), ("rule", "Bull")])

    assert [(one.category, one.phrase, one.where) for one in matches] == [
        ("one", "bull", "title"),
        ("one", "bull", "rule"),
    ]


def test_evidence_is_bounded() -> None:
    words = [f"w{number}" for number in range(200)]

    assert len(found(" ".join(words), *words)) == 50


def test_the_packaged_file_has_its_categories() -> None:
    keywords = load_keywords()

    text = "hentai / findom / nudity required / resume review / meal prep / esports / elections"
    text += " / puppies / phd students"
    assert [one.category for one in keywords.matches([("title", text)])] == [
        "animated", "fetish", "nudity_required", "career", "cooking", "gaming", "politics",
        "pets", "academic",
    ]  # fmt: skip


def test_another_file_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[options]\nfold_accents = false\n[categories]\nown = ["löwe"]\n')

    keywords = load_keywords(path)

    assert [one.category for one in keywords.matches([("title", "Ein Löwe, hentai")])] == ["own"]
    assert keywords.matches([("title", "lowe")]) == ()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[categories]\na = [\n", "line 2"),
        ("[categories]\na = 1\n", "line 2: a is no list"),
        ("[categories]\na = []\n", "line 2: a is no list"),
        ('[categories]\na = ["b",\n  7,\n]\n', "line 3: 7 of a is no text"),
        ('[categories]\na = ["b",\n  "--",\n]\n', "line 3: '--' of a is no phrase"),
        ('[categories]\na = ["' + "x" * 101 + '"]\n', "line 2:"),
        ('[categories]\n"A b" = ["c"]\n', "line 2: category 'A b'"),
        ('[categories]\na = ["x y"]\nb = ["X-Y"]\n', "line 3: 'X-Y' is in a and in b"),
        ('[categories]\na = ["x"]\n[others]\n', "line 3: others is neither"),
        ('[options]\nfold = true\n[categories]\na = ["x"]\n', "line 2: unknown option fold"),
        ('[options]\nfold_accents = 1\n[categories]\na = ["x"]\n', "line 2: fold_accents"),
        ('options = 1\n[categories]\na = ["x"]\n', "line 1: options is no table"),
        ("", "no categories"),
        ("[categories]\na = ['\xff']\n".encode("latin-1"), "line 2: not UTF-8"),
        ("#" * 300_000, "larger than"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_line_named(
    tmp_path: Path, content: str | bytes, complaint: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(FatalError) as refusal:
        load_keywords(path)

    assert "bad.toml" in str(refusal.value)
    assert complaint in str(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FatalError, match=r"absent\.toml: cannot be read"):
        load_keywords(tmp_path / "absent.toml")


def test_phrases_travel_to_another_process() -> None:
    keywords = pickle.loads(pickle.dumps(Keywords({"a": ["b"]})))

    assert len(keywords.matches([("title", "b")])) == 1
