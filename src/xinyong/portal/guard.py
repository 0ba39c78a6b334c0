"""What keeps the portal to its own machine and its own pages: hosts, origins, sizes, and what a browser may load."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import PlainTextResponse

from xinyong.errors import XinyongError

MOST_SENT = 4_000_000
"""Bytes of a form: a scheme's largest file and some."""
_MOST_FIELDS = 300
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_HEADERS = {
    b"content-security-policy": b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
                                b"base-uri 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff", b"referrer-policy": b"same-origin", b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}


class Refused(XinyongError):
    """A request that is not answered as asked: `status` and a sentence."""

    def __init__(self, status: int, sentence: str):
        super().__init__(sentence)
        self.status = status


class Guard:
    """Middleware: only known hosts, only forms of the portal's own pages, and headers that keep a page to itself.

    hosts: names by which the portal may be called; empty for any.
    """

    def __init__(self, app, hosts: tuple[str, ...] = ()):
        self.app, self.hosts = app, hosts

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {key.lower(): value.decode("latin-1") for key, value in scope["headers"]}
        sentence = self._wrong(scope["method"], headers)

        async def guarded(message) -> None:
            if message["type"] == "http.response.start":
                own = {key.lower() for key, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((k, v) for k, v in _HEADERS.items() if k not in own)]
            await send(message)

        if sentence:
            await PlainTextResponse(sentence, 403)(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def _wrong(self, method: str, headers: dict[bytes, str]) -> str:
        host = headers.get(b"host", "")
        if self.hosts and _name_of(host) not in self.hosts:
            return "The portal is reached only under the name of this machine itself, such as 127.0.0.1."
        if method in ("GET", "HEAD"):
            return ""
        origin = headers.get(b"origin")
        if origin is None:
            same = headers.get(b"sec-fetch-site") == "same-origin"
        else:
            same = origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")
        return "" if same else "A form is taken only from the portal's own pages. Open the page anew and send it from there."


def _name_of(host: str) -> str:
    """A host without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


class Form:
    """The fields of a form that was sent: text, or nothing."""

    def __init__(self, fields: dict[str, list[str]]):
        self._fields = fields

    def text(self, name: str, most: int = 200) -> str:
        """A field without blanks around it; "" where it is missing. Refused where it is too long."""
        return self.whole(name, most).strip()

    def whole(self, name: str, most: int) -> str:
        """A field as it was sent, with one kind of line end."""
        found = self._fields.get(name, [""])[0]
        if len(found) > most:
            raise Refused(400, f"{name}: {len(found):,} characters are too many; {most:,} are taken at most.")
        return found.replace("\r\n", "\n").replace("\r", "\n")

    def several(self, name: str, most: int = 200) -> list[str]:
        """All values of a field."""
        return [value.strip()[:most] for value in self._fields.get(name, []) if value.strip()]

    def number(self, name: str, what: str) -> int | None:
        """A whole number, None where the field is empty."""
        text = self.text(name).replace(",", "").replace("\u202f", "").replace(" ", "")
        if not text:
            return None
        if not text.isascii() or not text.lstrip("-").isdigit() or len(text) > 19:
            raise Refused(400, f"{what}: “{text[:40]}” is no whole number. Write one such as 2000, or leave the field empty.")
        return int(text)


async def _read(request: Request) -> Form:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_SENT:
            raise Refused(413, f"More than {MOST_SENT:,} bytes were sent. Split the file, or edit it in its folder.")
    try:
        return Form(parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise Refused(400, f"More than {_MOST_FIELDS} fields were sent.") from None


SentForm = Annotated[Form, Depends(_read)]
"""The form that a page's function is given."""
