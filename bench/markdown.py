"""Figures, verdicts and tables as Markdown."""

from collections.abc import Iterable, Sequence


def at_least(what: str, value: float | None, target: float) -> str:
    """Whether a figure reaches its target, or by how much it misses it."""
    if value is None:
        return f"{what} ≥ {target:g}: not measured"
    return f"{what} ≥ {target:g}: " + ("**met**" if value >= target else f"missed by {1 - value / target:.0%}")


def at_most(what: str, value: float | None, target: float, unit: str) -> str:
    """Whether a figure stays within its limit, or how many times as much it is."""
    limit = f"{what} ≤ {target:,g} {unit}".strip()
    if value is None:
        return f"{limit}: not measured"
    return f"{limit}: " + (
        "**met**" if value <= target else f"missed, {value / target:.1f} times as much ({value:,.4g})"
    )


def number(value: float | None) -> str:
    """A figure as short as it can be read; a dash for none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with one line of headings."""
    lines = [list(head), *rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
