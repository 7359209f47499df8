"""The ten calls of the document are run as they stand there, against a whole stack."""

import asyncio
import os
import re
from pathlib import Path
from typing import Final

import pytest
from tests.support.world import World, until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "api.md"
BLOCK: Final = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
STATUS: Final = re.compile(r"^~(\d{3})$", re.MULTILINE)
# Behind every answer, its status.
SHOW_STATUS: Final = 'curl() { command curl -w "\\n~%{http_code}\\n" "$@"; }\n'
# Within `$(…)` the answer itself is wanted.
PLAIN: Final = (
    "pick() { grep -v '^~' | python3 -c \"import json, sys; print(json.load(sys.stdin)$1)\"; }\n"
)
CALLS: Final = 10


def blocks() -> tuple[str, list[str]]:
    """What comes before the calls, and each call."""
    section = DOCUMENT.read_text("utf-8").partition("## Ten calls")[2].partition("\n## ")[0]
    before, *calls = BLOCK.findall(section)
    return before, calls


async def run(calm: World, script: str) -> tuple[int, str]:
    """The exit code and the output of *script*, for whoever has the stack's key."""
    process = await asyncio.create_subprocess_exec(
        "bash",
        "-uc",
        script,
        env=os.environ | {"B9": calm.stack.gateway_url, "API_TOKEN": calm.stack.token},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


async def test_each_of_the_ten_calls_answers_as_the_document_shows(calm: World) -> None:
    async def healthy() -> bool:
        # Ready is told before every process was heard of; the document's reader comes later.
        async with calm.http.get(f"{calm.stack.gateway_url}/health") as answer:
            return bool(answer.status == 200)

    await until(healthy, 30)
    before, calls = blocks()
    before = before.replace(". .b9/secrets.env\n", SHOW_STATUS) + PLAIN
    assert len(calls) == CALLS
    asked = ""
    for number, call in enumerate(calls, 1):
        # A call may use what an earlier one found.
        code, output = await run(calm, before + asked + "echo '~~'\n" + call)
        shown = output.rpartition("~~\n")[2]
        statuses = STATUS.findall(shown)

        assert code == 0, f"{number}: {output}"
        assert statuses, f"{number}: {output}"
        assert set(statuses) <= {"200", "201", "202"}, f"{number}: {output}"
        # From the third on the creator is there, and what adding decides was applied: it makes a
        # version of its own.
        if number == 2:
            await until(lambda: stored(calm), 60)
        asked += "".join(line + "\n" for line in call.splitlines() if re.match(r" *[A-Z]+=", line))


async def stored(calm: World) -> bool:
    added = (
        "SELECT count(*) FROM instagram_creators WHERE username = 'nasa' AND review_status = 'ok'"
    )
    return bool(await calm.value(added))
