"""`preview`: a browser on the course that follows every save, with a pretend LMS beside it."""

from __future__ import annotations

import json
import webbrowser
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import click

from ihrp_course.preview.bench_handler import STANDARDS
from ihrp_course.preview.live import Live
from ihrp_course.source import COURSE

PORT = 8417


@click.command(name="preview")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="0 takes any that is free",
)
@click.option(
    "--standard",
    type=click.Choice(list(STANDARDS)),
    default="scorm12",
    show_default=True,
    help="which LMS is played at first; `none`: there is no LMS",
)
@click.option("--no-browser", is_flag=True, help="only print the address")
@click.pass_obj
def command(folder: Path, port: int, standard: str, no_browser: bool) -> None:
    """Show the course in a browser beside a pretend LMS; every save shows at once."""
    if not (folder / COURSE).is_file():
        raise click.ClickException(
            f"{folder.resolve()} holds no course: there is no {COURSE} in it\n"
            "go to a course's folder, or name it: `ihrp-course --course DIR preview`"
        )
    try:
        live = Live(folder, port, standard)
    except OSError as failure:
        raise click.ClickException(why_not(port, failure)) from None
    with live:
        click.echo(f"{live.address}/  follows every save; Ctrl-C ends", err=True)
        if not no_browser:
            webbrowser.open(f"{live.address}/")
        try:
            live.wait()
        except KeyboardInterrupt:
            click.echo("preview ended", err=True)


def why_not(port: int, failure: OSError) -> str:
    """Why there can be no preview at this port, and what to type instead."""
    other = neighbour(port)
    instead = "type `ihrp-course preview --port 0` for a port that is free"
    if other is not None:
        return (
            f"another preview runs at http://127.0.0.1:{port}/ already, of {other}\n"
            f"use that one, or end it; or {instead}"
        )
    return f"port {port} cannot be used: {failure.strerror or failure}\n{instead}"


def neighbour(port: int) -> str | None:
    """The folder that a preview at this port shows; None when there is no preview."""
    connection = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/_bench/about")
        about = json.loads(connection.getresponse().read(10_000))
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return str(about["preview"]) if isinstance(about, dict) and "preview" in about else None
