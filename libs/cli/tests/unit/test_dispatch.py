"""The command line finds one module per command, and says what there is."""

import pytest

from b9_cli.__main__ import command_names, load, main, summary


def test_every_command_can_be_loaded_and_says_what_it_does() -> None:
    names = command_names()
    assert {"up", "down"} <= set(names)
    for name in names:
        command = load(name)
        assert callable(command.configure)
        assert callable(command.run)
        assert summary(name)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in command_names())


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dance"]) == 2
    assert "unknown command 'dance'" in capsys.readouterr().err


def test_no_command_at_all_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().out
