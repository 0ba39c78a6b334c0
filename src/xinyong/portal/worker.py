"""One run lived in a process of its own, so that pages answer meanwhile: an order on standard input, progress as lines of JSON on standard output.

An interrupt stops at the month's end and keeps what was lived, as Ctrl-C does on the command line.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict

from xinyong.errors import XinyongError

_EVERY = 0.1


def main() -> int:
    """Live what the order says; 0: done or stopped, 1: it cannot be."""
    signal.signal(signal.SIGINT, signal.default_int_handler)      # a portal started in the background hands its deafness down
    order = json.load(sys.stdin)
    told = 0.0

    def progress(p) -> None:
        nonlocal told
        if p.stage != "living" or p.month == p.months or time.monotonic() - told >= _EVERY:
            told = time.monotonic()
            _tell(asdict(p))

    try:
        from xinyong.run.run import live

        live(_world(order), people=order.get("people"), months=order.get("months"), seed=order.get("seed"), variants=order.get("variants", ()),
             out=order.get("out"), resume=order.get("resume"), progress=progress)
    except XinyongError as error:
        _tell({"error": str(error)})
        return 1
    except KeyboardInterrupt:
        _tell({"error": "", "interrupted": True})
        return 1
    except OSError as error:
        _tell({"error": f"{error.filename or 'The system'}: {error.strerror or error}."})
        return 1
    except MemoryError:
        _tell({"error": "There is not enough memory: take fewer people."})
        return 1
    return 0


def _world(order: dict):
    """A built-in world by name, or one whose rule files the order holds."""
    if not order.get("files"):
        return order.get("world")
    from xinyong.run.inputs import world_from

    return world_from({(part, id, file): text for part, id, file, text in order["files"]})


def _tell(what: dict) -> None:
    """A line for whoever listens; nobody has to."""
    with suppress(OSError, ValueError):
        print(json.dumps(what), flush=True)


if __name__ == "__main__":
    sys.exit(main())
