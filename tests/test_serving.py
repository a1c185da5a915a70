from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from factory import reading, report
from summitry import cli
from summitry.cli import serving
from summitry.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "talks.db") as record:
        record.add([reading(report("US Ana Reed", "CN Li Bo", when="2031-05-02"))])
    return tmp_path / "talks.db"


def test_serves_until_it_is_interrupted(path: Path) -> None:
    command = [sys.executable, "-m", "summitry", "serve", "--record", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | {"COLUMNS": "80"}) as running:
        assert running.stderr is not None
        told = running.stderr.readline()
        address = told.split()[0]
        assert told == f"{address} shows {path}. Ctrl-C ends it.\n"
        with urllib.request.urlopen(f"{address}timeline", timeout=60) as answer:  # noqa: S310 - the address just told
            assert "Ana Reed" in answer.read().decode()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == cli.DONE
        assert running.stderr.read() == "\nEnded.\n"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[FastAPI]:
    """The applications that would be served; none is."""
    apps: list[FastAPI] = []

    def run(app: FastAPI, bound: socket.socket) -> None:
        bound.close()
        apps.append(app)

    monkeypatch.setattr(serving, "_run", run)
    return apps


def test_another_address_is_warned_of(path: Path, served: list[FastAPI]) -> None:
    done = CliRunner().invoke(cli.app, ["serve", "--record", str(path), "--host", "0.0.0.0", "--port", "0"])  # noqa: S104 - what is warned of
    assert "Whoever can reach 0.0.0.0 can read this record" in done.output
    quiet = CliRunner().invoke(cli.app, ["serve", "--record", str(path), "--port", "0"])
    assert "Whoever" not in quiet.output
    assert len(served) == 2


def test_browser_is_opened_where_asked_for(path: Path, served: list[FastAPI], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    CliRunner().invoke(cli.app, ["serve", "--record", str(path), "--port", "0"])
    assert opened == []
    told = CliRunner().invoke(cli.app, ["serve", "--record", str(path), "--port", "0", "--open"]).output
    assert opened == [told.split()[0]]
    assert served


def test_port_in_use_is_told_with_a_way_out(path: Path, served: list[FastAPI]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(cli.app, ["serve", "--record", str(path), "--port", str(port)])
    assert done.exit_code == cli.MISUSE
    assert f"port {port}" in done.output
    assert "--port" in done.output
    assert not served


def test_missing_record_is_told(tmp_path: Path, served: list[FastAPI]) -> None:
    done = CliRunner().invoke(cli.app, ["serve", "--record", str(tmp_path / "none.db")])
    assert done.exit_code == cli.MISUSE
    assert "summitry read" in done.output
    assert not served


def test_missing_extra_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.startswith("summitry.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    done = CliRunner().invoke(cli.app, ["serve", "--record", str(path), "--port", "0"])
    assert done.exit_code == cli.MISUSE
    assert 'pip install "summitry[web]"' in done.output
