"""The command that lets language models ask a record: `mcp`."""

import typer

from summitry.cli.base import DEFAULT_RECORD, INTERRUPTED, RecordFile, command, opened
from summitry.errors import SummitryError


@command("summitry mcp --record talks.db")
def mcp(*, record: RecordFile = DEFAULT_RECORD) -> None:
    """Let a language model ask the record.

    A server of the Model Context Protocol on standard input and output, started by a client such as an assistant
    or an editor; docs/mcp.md tells how. It searches contacts, stories, lines, conflicts and positions, each answer
    with its sources, and changes nothing.
    """
    try:
        import anyio  # noqa: PLC0415 - an extra, and slow to load

        from summitry.mcp_server import serve  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing == "summitry":
            raise
        raise SummitryError(f'`summitry mcp` needs {missing}: pip install "summitry[mcp]"') from error
    from summitry.web.opened import Opened  # noqa: PLC0415 - slow

    with opened(record):
        pass  # what is wrong with the file is told before a client waits for answers
    try:
        anyio.run(serve, Opened(record))
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
