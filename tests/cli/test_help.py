"""Every command and option explains itself, and says what is wrong in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from pipeline.archive import run
from pipeline.cli import app, main
from pipeline.errors import ArchiveError

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md"


def commands(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name), command


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_a_command_has_help_and_is_in_the_reference(name: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*name, "--help"])
    assert result.exit_code == 0
    assert len(COMMANDS[name].help or "") > 20
    assert f"\n## kansli {' '.join(name)}\n" in REFERENCE.read_text("utf8")


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_option_and_argument_is_explained(name: tuple[str, ...]) -> None:
    for parameter in COMMANDS[name].params:
        assert getattr(parameter, "help", None), f"{' '.join(name)}: {parameter.name}"


def test_the_main_commands_are_there() -> None:
    assert {("run",), ("show",), ("report",), ("query",), ("export",), ("evaluate",)} <= COMMANDS.keys()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["export", "TABLES", "--format", "pdf", "--out", "x"], "csv, xlsx, jsonl, popolo, ics or dcat"),
        (["export", "TABLES", "--format", "ics", "--out", "x", "--since", "soon"], "is not a day"),
        (["query", "TABLES"], "open-assignments"),
        (["query", "TABLES", "--ready", "nothing"], "is not among"),
        (["query", "TABLES", "SELECT 1", "--format", "xml"], "table, csv or json"),
    ],
)
def test_a_wrong_command_is_answered_in_words(words: list[str], message: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [str(tmp_path) if w == "TABLES" else w for w in words])
    assert result.exit_code == 2
    plain = re.sub(r"\x1b\[[0-9;]*m", "", result.output)
    assert message in " ".join(re.sub(r"[│╭╮╰╯─]", " ", plain).split())


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl", "popolo", "ics"])
def test_a_place_that_cannot_be_written_is_told_in_one_sentence(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "archive").mkdir()
    run(tmp_path / "archive", tmp_path / "tables")
    (tmp_path / "a file").touch()
    place = tmp_path / "a file" if format in ("csv", "jsonl") else tmp_path / "archive"
    monkeypatch.setattr("sys.argv", ["kansli", "export", str(tmp_path / "tables"), "-f", format, "-o", str(place)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("kansli: ") and str(place) in told and told.count("\n") == 1


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", str(tmp_path), "--out", str(tmp_path / "site")])
    assert isinstance(result.exception, ArchiveError)
    assert "kansli run" in str(result.exception)
