"""The command that shows a record as web pages: `serve`."""

import os
import socket
import webbrowser
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summitry.cli.base import DEFAULT_RECORD, RecordFile, command, opened
from summitry.errors import SummitryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import FastAPI

_GRACE_SECONDS = 2  # how long Ctrl-C waits for pages that are being made


@command("summitry serve", "summitry serve --record talks.db --port 8080 --open")
def serve(
    *,
    record: RecordFile = DEFAULT_RECORD,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to serve at; any but a loopback one opens it to others.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes any that is free.")
    ] = 8000,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    allow_review: Annotated[
        bool, typer.Option("--allow-review", help="Let whoever reaches a served address decide on doubtful merges.")
    ] = False,
) -> None:
    """Show the record as web pages on this machine.

    What is new, the timeline, map and network, each contact with its sources, each pair, person, place,
    subject and story, search, and what is doubtful, to be decided; and the same as JSON. The pages show what
    is in the record at that moment, also while another program reads into it.
    """
    with opened(record):
        pass  # what is wrong with the file is told before the server starts
    loopback = _is_loopback(host)
    hosts = ("127.0.0.1", "localhost", "::1", host) if loopback else None
    app = _app(record, hosts=hosts, review=loopback or allow_review)
    bound = _bound(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{bound.getsockname()[1]}/"
    if not loopback:
        can = "read this record and decide in it" if allow_review else "read this record"
        typer.echo(f"Whoever can reach {host} can {can}: there is no password.", err=True)
    typer.echo(f"{address} shows {record}. Ctrl-C ends it.", err=True)
    if browser:
        webbrowser.open(address)
    _run(app, bound)


def _app(record: Path, *, hosts: "Sequence[str] | None", review: bool) -> "FastAPI":
    try:
        from summitry.web.app import create_app  # noqa: PLC0415 - an extra, and slow to load
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("summitry"):
            raise
        raise SummitryError(f'`summitry serve` needs {error.name}: pip install "summitry[web]"') from error
    return create_app(record, hosts=hosts, review=review)


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens at the address, so that a browser may come before the server has begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    if os.name == "posix":  # lets a server start again at once; elsewhere it would take the port from another
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen()
    except OSError as error:
        bound.close()
        why = error.strerror or str(error)
        raise SummitryError(
            f"cannot serve at {host}, port {port}: {why}; give another with --host or --port"
        ) from error
    return bound


def _run(app: "FastAPI", bound: socket.socket) -> None:
    """Serve until Ctrl-C."""
    import uvicorn  # noqa: PLC0415 - an extra

    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=_GRACE_SECONDS, server_header=False)
    try:
        uvicorn.Server(config).run(sockets=[bound])
    except KeyboardInterrupt:  # it is raised again when all is closed
        typer.echo("\nEnded.", err=True)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
