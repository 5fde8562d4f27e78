"""The start tags of a page, as a parser finds them."""

from html.parser import HTMLParser


class Tags(HTMLParser):
    """Every start tag with its attributes, and the text of each element with an id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found.append((tag, given))
        if tag == "code":
            self._open.append(given.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.text[self._open[-1]] = self.text.get(self._open[-1], "") + data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [given for name, given in self.found if name == tag]

    def fields(self) -> set[str]:
        return {given["name"] for tag, given in self.found if tag in ("input", "select") and "name" in given}

    def ticked(self, name: str) -> set[str]:
        return {g["value"] for g in self.named("input") if g.get("name") == name and "checked" in g}
