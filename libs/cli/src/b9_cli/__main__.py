"""The operator's command, ``./b9 COMMAND``: one module each, imported when it is used."""

import argparse
import ast
import importlib
import sys
from pathlib import Path
from typing import Protocol

from b9_cli import commands


class Command(Protocol):
    """What a module in ``b9_cli.commands`` offers; its docstring's first line is its help."""

    __doc__: str | None

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare its arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; the exit code."""


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    names = command_names()
    if not argv or argv[0] in {"-h", "--help", "help"}:
        sys.stdout.write(usage(names))
        return 0 if argv else 2
    if argv[0] not in names:
        sys.stderr.write(f"b9: unknown command {argv[0]!r}\n\n{usage(names)}")
        return 2
    command = load(argv[0])
    parser = argparse.ArgumentParser(prog=f"b9 {argv[0]}", description=command.__doc__)
    command.configure(parser)
    return command.run(parser.parse_args(argv[1:]))


def command_names() -> list[str]:
    """The commands there are, as they are typed."""
    folder = Path(commands.__path__[0])
    return sorted(
        path.stem.replace("_", "-") for path in folder.glob("*.py") if not path.stem.startswith("_")
    )


def load(name: str) -> Command:
    """The module of command *name*."""
    command: Command = importlib.import_module(f"b9_cli.commands.{name.replace('-', '_')}")
    return command


def usage(names: list[str]) -> str:
    """Every command with the first line of its help."""
    lines = (f"  {name:<14}{summary(name)}" for name in names)
    return "usage: ./b9 COMMAND [--help]\n\n" + "\n".join(lines) + "\n"


def summary(name: str) -> str:
    """The first line of a command's help, read without importing all that it needs."""
    source = Path(commands.__path__[0]) / f"{name.replace('-', '_')}.py"
    help_text = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8")))
    return (help_text or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
