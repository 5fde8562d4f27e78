"""The records of options as TypeScript: what Python puts into the page's JSON, the browser's code reads with types.

`python -m app.generate` writes the result to `frontend/src/generated/components.ts`.
"""

import inspect
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from frontend import controls, layers
from frontend.component import Component, kind_of
from frontend.options import Options
from frontend.service_map import ServiceMapOptions
from frontend.sources import Source

PLAIN = {str: "string", bool: "boolean", int: "number", float: "number", NoneType: "null"}


def components() -> str:
    """The source of `components.ts`: sources, a record of options for each class, and the options of each kind."""
    kinds = {kind_of(each): options_of(each) for each in component_classes((layers, controls))}
    records: dict[type[Options], None] = dict.fromkeys([ServiceMapOptions, *kinds.values()])
    parts = [
        'import type { FeatureCollection } from "geojson";',
        *(interface(each) for each in get_args(Source)),
        f"export type Source = {' | '.join(each.__name__ for each in get_args(Source))};",
        *(interface(each) for each in records),
        _lines(
            "/** The options of each component, by its kind. */",
            "export interface ComponentOptions {",
            *(f"  {json.dumps(kind)}: {options.__name__};" for kind, options in sorted(kinds.items())),
            "}",
        ),
    ]
    return "\n\n".join(parts) + "\n"


def component_classes(modules: Iterable[ModuleType]) -> list[type[Component[Any]]]:
    """The components that a page may hold: the bases of others are none."""
    all_of_them = [
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Component) and each.__module__ == module.__name__
    ]
    return [each for each in all_of_them if not each.__subclasses__()]


def options_of(component: type[Component[Any]]) -> type[Options]:
    """The record of options that the class, or the nearest of its bases, is declared with."""
    for each in component.__mro__:
        for base in vars(each).get("__orig_bases__", ()):
            if get_origin(base) is Component:
                options: type[Options] = get_args(base)[0]
                return options
    raise TypeError(f"{component.__name__} is declared without a record of options: class X(Component[XOptions])")


def interface(record: type[Options]) -> str:
    """A record as an interface. A source has its kind as `type`, as in the JSON."""
    hints = get_type_hints(record, include_extras=True)
    rows = [f"  {each.name}{'?' if each.metadata.get('omitted') else ''}: " for each in fields(record)]
    types = [
        _without_null(hints[each.name]) if each.metadata.get("omitted") else hints[each.name] for each in fields(record)
    ]
    kind = [f'  type: "{record.__name__.lower()}";'] if record in get_args(Source) else []
    body = [f"{row}{type_of(hint)};" for row, hint in zip(rows, types, strict=True)]
    return _lines(comment(inspect.getdoc(record) or ""), f"export interface {record.__name__} {{", *kind, *body, "}")


def type_of(hint: Any) -> str:
    """The TypeScript type of a Python type. Raises TypeError for one that is not told apart here."""
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and is_dataclass(hint):
        return hint.__name__
    if hint == Source:
        return "Source"
    return _composed(get_origin(hint), get_args(hint))


def _composed(origin: Any, arguments: tuple[Any, ...]) -> str:
    """The type that is made of others."""
    if origin is Annotated:
        return str(arguments[1])
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"readonly {type_of(arguments[0])}[]"
    types = [type_of(each) for each in arguments]
    if origin in (Union, UnionType):
        return " | ".join(types)
    if origin is tuple:
        return f"[{', '.join(types)}]"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"Readonly<Record<{', '.join(types)}>>"
    raise TypeError(f"no TypeScript type is known for {origin}")


def comment(text: str) -> str:
    """A docstring as a comment of TypeScript."""
    lines = text.splitlines()
    if len(lines) == 1:
        return f"/** {text} */"
    return _lines("/**", *(f" * {line}".rstrip() for line in lines), " */")


def constant(name: str, value: Any, text: str) -> str:
    """A constant with its comment; its TypeScript type is its value."""
    return f"{comment(text)}\nexport const {name} = {json.dumps(value, ensure_ascii=False)} as const;"


def _without_null(hint: Any) -> Any:
    """The type that is left of `X | None`."""
    (left,) = (each for each in get_args(hint) if each is not NoneType)
    return left


def _lines(*lines: str) -> str:
    return "\n".join(lines)
