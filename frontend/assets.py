"""How a document gets the bundle: by links to its hashed files, or within itself."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from frontend.bundle import bundle_text

NO_MORE = "; base-uri 'none'; form-action 'none'"
"""Nothing else is asked for and nothing is sent: connections, fonts and frames fall under `default-src`."""

LOADER = """\
for (const address of []) {
  const script = document.createElement("script");
  script.src = address;
  script.async = false;
  document.head.append(script);
}
"""
"""Loads the scripts of a folder, one after the other."""


STYLES = ("main.css", "features.css", "orientation.css")
"""All that a map may show, for a document that has no server to read the later ones from."""


@dataclass(frozen=True)
class Assets:
    """What stands in the head of a document, and at the end of its body."""

    head: h.Node
    tail: h.Node = None

    @classmethod
    def linked(cls, address: Callable[[str], str], lang: str, *, first: bool = False) -> "Assets":
        """Links; `address` turns a plain name such as main.css into an address, `lang` is the language of the page.

        `first`: the page with which most visits begin has the styles and the script of the map and its list alone.
        """
        styles = ("first.css",) if first else ("first.css", "more.css")
        scripts = (f"main.{lang}.js",) if first else (f"main.{lang}.js", "more.js")
        return cls(
            h.fragment[
                h.link(rel="icon", href=address("favicon.svg"), type="image/svg+xml"),
                (h.link(rel="stylesheet", href=address(name)) for name in styles),
                (h.script(src=address(name), defer=True) for name in scripts),
            ]
        )

    @classmethod
    def beside(cls, address: Callable[[str], str], data: Iterable[str], styles: Iterable[str] = STYLES) -> "Assets":
        """Links to files of the same folder: classic scripts, since a file is no origin for modules and fetches.

        `data` are addresses of scripts that hold the collections. A browser checks no hash of a script that it reads
        from a file; so the one that the policy names by its hash stands within and loads these, and no others run.
        """
        script = _script(LOADER.replace("[]", json.dumps([*data, address("snapshot.js")])))
        trusted = f"script-src {_hash(script)} 'strict-dynamic'"
        policy = f"default-src 'none'; {trusted}; style-src 'self'; img-src 'self' data:" + NO_MORE
        return cls(
            h.fragment[
                _policy(policy),
                h.link(rel="icon", href=address("favicon.svg"), type="image/svg+xml"),
                (h.link(rel="stylesheet", href=address(name)) for name in styles),
            ],
            h.script[Markup(script)],  # noqa: S704
        )

    @classmethod
    def sealed(cls) -> "Assets":
        """Style sheet and the snapshot's script within the document, which runs and loads nothing else."""
        style, script = _styles(), _script(bundle_text("snapshot.js"))
        policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:" + NO_MORE
        icon = h.link(rel="icon", href="data:,")
        return cls(h.fragment[_policy(policy), icon, cls.styled(style).head], h.script[Markup(script)])  # noqa: S704

    @classmethod
    def inlined(cls) -> "Assets":
        """Style sheet and script within the document: for a map that needs no server."""
        style = cls.styled(_styles())
        names = ("main.js", "more.js", "features.js", "orientation.js")
        scripts = [h.script[Markup(_script(bundle_text(name)))] for name in names]  # noqa: S704
        return cls(style.head, h.fragment[scripts])

    @classmethod
    def styled(cls, style: str) -> "Assets":
        """The style sheet within the document and no script: for a file that needs no server."""
        if "</" in style:
            raise ValueError("a style sheet cannot hold an end tag")
        return cls(h.style[Markup(style)])  # noqa: S704


def _styles() -> str:
    """Every style sheet of a document that reads none later."""
    return "\n".join(bundle_text(name) for name in STYLES)


def _policy(text: str) -> h.Node:
    return h.meta(http_equiv="Content-Security-Policy", content=text)


def _hash(text: str) -> str:
    """A source expression of CSP 3 for an inline element."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _script(text: str) -> str:
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError("a script cannot hold its own end tag")
    return text
