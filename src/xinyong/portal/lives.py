"""Runs that are being lived: started, watched, stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock, Thread

from xinyong.errors import RunError

AT_ONCE = 2
"""Runs lived at the same time: more would only wait for each other."""
_PATIENCE = 20.0
"""Seconds in which a run may keep what it lived when the portal ends."""


@dataclass
class Life:
    """A run that is being lived, or was: how far it is, and what went wrong. `order` is what was asked for."""

    name: str
    order: dict
    process: subprocess.Popen
    progress: dict = field(default_factory=lambda: {"stage": "reading", "month": 0, "months": 0, "subjects": 0, "seconds": 0.0, "first_month": 0})
    error: str = ""
    stopping: bool = False
    over: bool = False

    def to_dict(self) -> dict:
        """How far it is, for a page that watches."""
        return {key: self.progress.get(key, 0) for key in ("stage", "month", "months", "subjects", "seconds")} | {
            "error": self.error, "stopping": self.stopping, "over": self.over}


class Lives:
    """All runs that this portal lives, by name."""

    def __init__(self):
        self._known: dict[str, Life] = {}
        self._lock = Lock()

    def of(self, name: str) -> Life | None:
        return self._known.get(name)

    def going_on(self) -> list[Life]:
        return [life for life in self._known.values() if not life.over]

    def start(self, name: str, order: dict) -> Life:
        """Begin to live a run; RunError where too many are being lived."""
        with self._lock:
            if len(self.going_on()) >= AT_ONCE:
                names = " and ".join(life.name for life in self.going_on())
                raise RunError(f"{names} are being lived already. Wait for one of them, or stop it.")
            process = subprocess.Popen([sys.executable, "-P", "-m", "xinyong.portal.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True, encoding="utf-8", start_new_session=True,
                                       env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)})
            life = self._known[name] = Life(name, order, process)
        process.stdin.write(json.dumps(order))
        process.stdin.close()
        Thread(target=_watch, args=(life,), daemon=True).start()
        return life

    def stop(self, name: str) -> None:
        """Have a run stop at the end of its month; what was lived is kept."""
        life = self._known.get(name)
        if life and not life.over and not life.stopping:
            life.stopping = True
            with suppress(ProcessLookupError):
                life.process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """Stop everything and wait until it is kept."""
        for life in self.going_on():
            self.stop(life.name)
        for life in self.going_on():
            with suppress(subprocess.TimeoutExpired):
                life.process.wait(_PATIENCE)


def _watch(life: Life) -> None:
    for line in life.process.stdout:
        with suppress(ValueError):
            said = json.loads(line)
            if "error" in said:
                life.error = said["error"]
            else:
                life.progress = said
    code = life.process.wait()
    if code not in (0, 1) and not life.error:
        life.error = f"The run ended unexpectedly (code {code}). What was kept by then can be gone on with."
    life.over = True
