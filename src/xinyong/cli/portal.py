"""`xinyong portal`: everything in a browser."""

from __future__ import annotations

import sys

import click

from xinyong.cli.output import examples

PORT = 8642
LOCAL = "127.0.0.1"


@click.command(epilog=examples(
    "xinyong portal                        the runs of this folder, in your browser",
    "xinyong portal --runs runs --port 0   another folder, any free port"))
@click.option("--port", type=int, default=PORT, show_default=True, help="Port to listen on; 0 for any that is free.")
@click.option("--runs", metavar="FOLDER", default=".", show_default="this folder", help="Folder of runs: those that are there, and where new ones are kept.")
@click.option("--host", metavar="ADDRESS", default=LOCAL, show_default=True,
              help="Address to listen on. Any other than this machine's own lets whoever reaches it read your runs, start new ones and edit rules.")
def portal(port: int, runs: str, host: str) -> None:
    """Serve the portal: look somebody up, live them again, change a rule, in a browser. It works offline.

    Ctrl-C ends it; runs that are being lived then stop at the end of their month and are kept. Everybody in it is SYNTHETIC.
    """
    from xinyong.portal.serve import serve

    def told(address: str) -> None:
        if host not in (LOCAL, "localhost", "::1"):
            print(f"Listening on {host}: whoever reaches this address can read your runs, start new ones and edit rules. There is no password.",
                  file=sys.stderr)
        print(f"{address}  Ctrl-C ends it.", flush=True)

    serve(runs, port=port, host=host, told=told)
