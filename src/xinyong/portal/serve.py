"""Serving the pages at an address of this machine."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Timer

from xinyong.errors import RunError
from xinyong.portal.guard import LOOPBACK

_MOST_PORT = 65535


def serve(runs: str | Path, *, port: int, host: str, told: Callable[[str], None]) -> None:
    """Serve the runs of a folder until interrupted; runs that are being lived are then stopped and kept.

    told: called with the pages' address once they can be had. RunError where the port or the folder cannot be used.
    """
    folder = Path(runs)
    if not folder.is_dir():
        raise RunError(f"There is no folder {folder}. Make it, or name another: --runs FOLDER")
    with closing(_listening(host, port)) as listening:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        told(address)
        _open_browser(address)
        import uvicorn  # a second and more of importing: whoever calls by then waits in the socket's queue

        from xinyong.portal.app import make_app

        app = make_app(folder, hosts=LOOPBACK if host in LOOPBACK else ())
        app.state.desk.kernel.begin()
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=2, lifespan="off"))
        try:
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listening])
        finally:
            app.state.desk.lives.close()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens; RunError says what to do where it cannot."""
    if not 0 <= port <= _MOST_PORT:
        raise RunError(f"--port {port}: expected 0 (any that is free) to {_MOST_PORT}.")
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen()
    except OSError as error:
        made.close()
        raise RunError(f"{host} port {port} cannot be listened on: {(error.strerror or str(error)).lower()}. Choose another: --port {port + 1}") from None
    return made


def _open_browser(address: str) -> None:
    """Open the reader's browser, where there is a screen to show it on."""
    on_a_screen = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if on_a_screen and sys.stdout.isatty():
        Timer(0.3, webbrowser.open, (address,)).start()
