"""Reading a page of HTML in tests: its tags, what is wrong in its nesting, its text by language."""

from html.parser import HTMLParser

VOID = {"meta", "input", "br", "link", "img", "hr"}


class Page(HTMLParser):
    """A page taken apart: its tags with attributes, what is wrong in its nesting, and its text by the language it is marked with."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.open: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        self.text: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if tag not in VOID:
            language = found.get("lang") or (self.open[-1][1] if self.open else "")
            self.open.append((tag, "code" if tag in ("code", "pre", "script", "style", "svg") else language))

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")
        else:
            self.open.pop()

    def handle_data(self, data):
        self.text.append((self.open[-1][1] if self.open else "", data))
