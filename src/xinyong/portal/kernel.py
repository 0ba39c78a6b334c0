"""The kernel made ready while the first pages are read: it is loaded, and on a machine that has not had it yet, compiled."""

from __future__ import annotations

import logging
from threading import Event, Thread

from xinyong.errors import XinyongError

_log = logging.getLogger(__name__)
PATIENCE = 2.0
"""Seconds that a page waits before it says what it waits for."""


class NotYet(XinyongError):
    """Lives cannot be lived again yet: the kernel is being compiled."""


class Kernel:
    """Whether lives can be lived again at once. Never begun, it is taken for ready: whoever asks then compiles it in passing."""

    def __init__(self):
        self._ready = Event()
        self._ready.set()

    def begin(self) -> None:
        """Make it ready, beside whatever else is done."""
        self._ready.clear()
        Thread(target=self._make, daemon=True).start()

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    def need(self) -> None:
        """Wait a little for it; NotYet where that is not enough."""
        if not self._ready.wait(PATIENCE):
            raise NotYet("The kernel is being compiled. This is done once on a machine.")

    def _make(self) -> None:
        try:
            _live_a_case()
            _draw_a_chart()
        except Exception:       # whatever it is, whoever needs it next meets it in a page and is told
            _log.exception("the kernel could not be made ready")
        finally:
            self._ready.set()


def _live_a_case() -> None:
    """One life, so that everything a life needs is there."""
    from xinyong.record.cases import Letter
    from xinyong.scheme import builtin_schemes, find_scheme

    letter = Letter(find_scheme(builtin_schemes()[0]))
    next(letter.live_all(), None)


def _draw_a_chart() -> None:
    import vl_convert

    vl_convert.vegalite_to_svg({"data": {"values": [{"x": 1}]}, "mark": "line", "encoding": {"x": {"field": "x", "type": "quantitative"}}})
