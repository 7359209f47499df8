"""The catalogue of codes is whole: none is raised that it does not name, none stands there idly."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import b9_api
from b9_api.http.codes import CODES, FIELDS
from b9_api.http.problems import OF_FRAMEWORK
from b9_api.kinds import WORK
from b9_api.routes.reddit_at_once import REFUSALS

SOURCE = Path(b9_api.__file__).parent
# What is raised with a code, and where it stands among the arguments.
RAISED = {
    "Problem": 1, "unavailable": 1, "_missing": 0, "AccountRefusedError": 0, "UndoRefusedError": 0,
    "NotReplayableError": 0,
}  # fmt: skip
OF_FIELDS = {"invalid": 1, "_wrong": 1}
# What a name in a text may stand for.
TARGETS = {work.target_kind for work in WORK.values()} | {"model", "request"}


class Raised(NamedTuple):
    where: str
    code: str
    status: int | None


@cache
def trees() -> dict[str, ast.Module]:
    return {str(path): ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}


@cache
def constants() -> dict[str, str]:
    """Every text that has a name at the top of a module."""
    return {
        target.id: node.value.value
        for tree in trees().values()
        for node in tree.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(target := node.target, ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def calls(names: dict[str, int]) -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Every call of *names*, with the argument that is the code."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in names and len(node.args) > names[name]:
                    yield f"{path}:{node.lineno}", node, node.args[names[name]]


def texts(value: ast.expr) -> list[str]:
    """What *value* can be; nothing where only running it tells."""
    if isinstance(value, ast.Constant):
        return [str(value.value)]
    if isinstance(value, ast.Name):
        return [constants()[value.id]] if value.id in constants() else []
    if isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        return [str(value.values[0].value) + target for target in TARGETS]
    return []


@cache
def raised() -> tuple[Raised, ...]:
    found = []
    for where, call, value in calls(RAISED):
        first = call.args[0]
        status = first.value if isinstance(first, ast.Constant) else None
        found += [
            Raised(where, code, status if isinstance(status, int) else None)
            for code in texts(value)
        ]
    return tuple(found)


def test_every_code_that_is_raised_stands_in_the_catalogue_with_its_status() -> None:
    assert len(raised()) > 50
    for one in raised():
        assert one.code in CODES, one
        assert one.status is None or one.status in CODES[one.code].statuses, one


def test_what_the_framework_refuses_has_codes_of_the_catalogue() -> None:
    for status, code in OF_FRAMEWORK.items():
        assert status in CODES[code].statuses


def test_every_code_of_the_catalogue_is_raised_somewhere() -> None:
    by_framework = {*OF_FRAMEWORK.values(), "refused"}
    by_default = {"unavailable"}
    known = {one.code for one in raised()} | by_framework | by_default | set(REFUSALS)
    assert set(CODES) - known == set()


def test_every_code_of_a_field_is_told_and_every_one_told_is_used() -> None:
    used = {code for _, _, value in calls(OF_FIELDS) for code in texts(value)}
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FieldError":
                used |= {
                    code
                    for keyword in node.keywords
                    if keyword.arg == "code"
                    for code in texts(keyword.value)
                }
    assert used == set(FIELDS)
