"""Documents tell the truth about what can be checked: tests, links, commands and settings."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from b9_api.dispatcher.settings import DispatcherSettings
from b9_api.settings import GatewaySettings
from b9_cli.__main__ import command_names
from b9_common.settings import ServiceSettings, SharedSettings, known_names
from b9_instagram_ingest.settings import Settings as IngestSettings
from b9_media_uploader.settings import Settings as UploaderSettings
from b9_persister.settings import Settings as PersisterSettings
from b9_reddit_ingest.settings import Settings as RedditSettings

ROOT = Path(__file__).parents[2]
MEMBERS = sorted(path.parent for path in ROOT.glob("[ls]*/*/pyproject.toml"))
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    + [path for member in MEMBERS for path in member.rglob("*.md")]
)
INVARIANTS = ROOT / "docs" / "invariants.md"

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)")
NAMED_TEST = re.compile(r"`([\w./-]+\.py)::(\w+)`")
COMMAND = re.compile(r"\./b9 ([a-z][a-z-]*)")
TARGET = re.compile(r"\bmake ([a-z]+)\b")
NAMED_FILE = re.compile(r"`([\w./-]+\.(?:py|sql))(?:::\w+)?`")
SENTENCE = re.compile(r"^\d+\. +\*\*[^*]+\.\*\*", re.MULTILINE)
SETTINGS: list[tuple[str, type[ServiceSettings]]] = [
    ("services/api", GatewaySettings),
    ("services/api", DispatcherSettings),
    ("services/instagram-ingest", IngestSettings),
    ("services/media-uploader", UploaderSettings),
    ("services/persister", PersisterSettings),
    ("services/reddit-ingest", RedditSettings),
]


def name_of(path: object) -> str:
    return str(path.relative_to(ROOT)) if isinstance(path, Path) else ""


def broken_links(document: Path, text: str) -> list[str]:
    """The relative links of *text*, standing in *document*, that lead nowhere."""
    targets = [link.partition("#")[0] for link in LINK.findall(FENCE.sub("", text))]
    relative = [link for link in targets if link and "://" not in link]
    return [link for link in relative if not (document.parent / link).exists()]


def unknown_tests(text: str) -> list[str]:
    """The tests that *text* names and nobody has written."""
    named = NAMED_TEST.findall(text)
    return [f"{path}::{test}" for path, test in named if test not in written_in(ROOT / path)]


@cache
def written_in(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


@cache
def sources() -> frozenset[str]:
    folders = (*MEMBERS, ROOT / "tests", ROOT / "benchmarks")
    return frozenset(str(path) for folder in folders for path in folder.rglob("*.*"))


def is_the_end_of_a_file(name: str) -> bool:
    return any(source.endswith(f"/{name}") for source in sources())


def in_code(text: str) -> str:
    """Fenced blocks and what stands between backticks."""
    return "\n".join([*FENCE.findall(text), *re.findall(r"`[^`\n]+`", text)])


def invariants() -> list[str]:
    text = INVARIANTS.read_text(encoding="utf-8")
    starts = [match.start() for match in SENTENCE.finditer(text)]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    assert broken_links(document, document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    assert unknown_tests(document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    named = set(NAMED_FILE.findall(document.read_text(encoding="utf-8")))
    assert {name for name in named if not is_the_end_of_a_file(name)} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    text = in_code(document.read_text(encoding="utf-8"))
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    unknown = set(COMMAND.findall(text)) - set(command_names())
    unknown |= set(TARGET.findall(text)) - set(targets)
    assert unknown == set()


def test_there_are_at_most_ten_invariants_each_guarded_by_a_test() -> None:
    found = invariants()
    assert 0 < len(found) <= 10
    assert [one for one in found if not NAMED_TEST.search(one)] == []


@pytest.mark.parametrize("member", MEMBERS, ids=name_of)
def test_every_member_has_a_readme(member: Path) -> None:
    assert (member / "README.md").exists()


@pytest.mark.parametrize(("member", "settings"), SETTINGS)
def test_every_setting_is_in_the_readme_of_its_service(
    member: str, settings: type[ServiceSettings]
) -> None:
    text = (ROOT / member / "README.md").read_text(encoding="utf-8")
    assert settings.prefix in text
    names = [field.upper() for field in settings.model_fields]
    whole = rf"(?:{settings.prefix}|(?<![A-Z_])){{}}(?![A-Z_])"
    assert [name for name in names if not re.search(whole.format(name), text)] == []


def test_every_shared_setting_is_in_the_readme_of_the_shared_library() -> None:
    text = (ROOT / "libs/common/README.md").read_text(encoding="utf-8")
    names = [name for name in known_names(SharedSettings) if not name.endswith("_FILE")]
    assert [name for name in names if not re.search(rf"`{name}`", text)] == []


def test_what_is_wrong_is_found() -> None:
    text = "[a](nowhere.md) [b](../README.md) `tests/integration/test_docs.py::test_nobody_wrote`"
    assert broken_links(INVARIANTS, text) == ["nowhere.md"]
    assert unknown_tests(text) == ["tests/integration/test_docs.py::test_nobody_wrote"]
