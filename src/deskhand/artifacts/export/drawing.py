"""A chart as SVG: shapes and words, no scripts, nothing that loads from elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from deskhand.artifacts.charting.plan import Number
from deskhand.artifacts.export import look
from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.charts import Chart, chart_of
from deskhand.core.errors import LimitExceeded

WIDTH, HEIGHT = 960, 540
LEFT, RIGHT, TOP, BOTTOM = 76, 24, 66, 84
POINTS_MAX = 20_000
"""A drawing of more is slow in every viewer."""
LABELS_MAX = 16
LABEL_CHARS_MAX = 14
TICKS = 5

Point = tuple[float, float]


def drawing(made: Made, losses: Losses) -> bytes:
    """The SVG. Raises InvalidInput for what can't be drawn, and LimitExceeded."""
    chart = chart_of(made, losses)
    if len(chart.labels) * len(chart.series) > POINTS_MAX:
        raise LimitExceeded(
            f"a drawing of more than {POINTS_MAX} points is too large.", hint="Take it out as XLSX.", quotes=False
        )
    title = chart.title or made.title
    shapes = _slices(chart) if chart.type == "pie" else _Plot(chart).shapes()
    names = [str(label) for label in chart.labels] if chart.type == "pie" else [name for name, _ in chart.series]
    inside = "\n".join([*shapes, *_legend(names)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" font-family="{escape(look.HTML_FONTS)}" font-size="13" fill="#{look.SOFT}">\n'
        f"<title>{_text(title)}</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#{look.PANEL}"/>\n'
        f'<text x="24" y="38" font-size="20" font-weight="600" fill="#{look.INK}">{_text(_cut(title, 80))}</text>\n'
        f"{inside}\n</svg>\n"
    ).encode()


class _Plot:
    """Everything with two axes."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        stacks = [sum(filter(None, column)) for column in zip(*(values for _, values in chart.series), strict=True)]
        values = stacks if chart.type == "area" else [value for _, each in chart.series for value in each]
        self._low, self._high, self._step = _scale([value for value in values if value is not None], chart.type)
        numbers = [label for label in chart.labels if isinstance(label, int | float) and not isinstance(label, bool)]
        self._spread = _scale(numbers, "scatter") if chart.type == "scatter" and numbers else None

    def shapes(self) -> Iterator[str]:
        yield from self._grid()
        yield from self._names()
        base = [0.0] * len(self._chart.labels)
        for index, (name, values) in enumerate(self._chart.series):
            colour = f"#{look.SERIES[index % len(look.SERIES)]}"
            match self._chart.type:
                case "bar":
                    yield from self._bars(index, name, values, colour)
                case "area":
                    top = [below + (value or 0) for below, value in zip(base, values, strict=True)]
                    yield self._area(base, top, colour)
                    base = top
                case "line":
                    yield from self._line(values, colour)
                case _:
                    yield from self._dots(values, colour)

    def _x(self, index: int) -> float:
        room = WIDTH - LEFT - RIGHT
        label = self._chart.labels[index]
        if self._spread is not None and isinstance(label, int | float):
            low, high, _ = self._spread
            return LEFT + room * (label - low) / (high - low)
        return LEFT + room * (index + 0.5) / max(len(self._chart.labels), 1)

    def _y(self, value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (self._high - value) / (self._high - self._low)

    def _grid(self) -> Iterator[str]:
        for count in range(round((self._high - self._low) / self._step) + 1):
            value = self._low + count * self._step
            y = self._y(value)
            colour = look.LINE_STRONG if abs(value) < self._step / 1e6 else look.LINE
            yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#{colour}"/>'
            yield f'<text x="{LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{_short(value)}</text>'

    def _names(self) -> Iterator[str]:
        y = HEIGHT - BOTTOM + 22
        if self._spread is not None:
            low, high, step = self._spread
            for count in range(round((high - low) / step) + 1):
                x = LEFT + (WIDTH - LEFT - RIGHT) * count * step / (high - low)
                yield f'<text x="{x:.1f}" y="{y}" text-anchor="middle">{_short(low + count * step)}</text>'
        else:
            labels = self._chart.labels
            every = max(1, math.ceil(len(labels) / LABELS_MAX))
            for index in range(0, len(labels), every):
                words = _text(_cut("" if labels[index] is None else str(labels[index]), LABEL_CHARS_MAX))
                yield f'<text x="{self._x(index):.1f}" y="{y}" text-anchor="middle">{words}</text>'
        middle = LEFT + (WIDTH - LEFT - RIGHT) / 2
        words = _text(_cut(self._chart.x, 60))
        yield f'<text x="{middle}" y="{y + 22}" text-anchor="middle" fill="#{look.FAINT}">{words}</text>'

    def _bars(self, index: int, name: str, values: Sequence[Number | None], colour: str) -> Iterator[str]:
        room = (WIDTH - LEFT - RIGHT) / max(len(values), 1) * 0.72
        width = room / len(self._chart.series)
        for place, value in enumerate(values):
            if value is not None:
                x = self._x(place) - room / 2 + index * width
                top, bottom = sorted((self._y(value), self._y(0)))
                tip = f"<title>{_text(f'{name}: {value}')}</title>"
                size = f'width="{max(width - 2, 0.5):.1f}" height="{bottom - top:.1f}"'
                yield f'<rect x="{x:.1f}" y="{top:.1f}" {size} rx="2" fill="{colour}">{tip}</rect>'

    def _area(self, base: Sequence[float], top: Sequence[float], colour: str) -> str:
        edge = [(self._x(index), self._y(value)) for index, value in enumerate(top)]
        back = [(self._x(index), self._y(value)) for index, value in enumerate(base)]
        return f'<polygon points="{_points([*edge, *reversed(back)])}" fill="{colour}" fill-opacity="0.75"/>'

    def _line(self, values: Sequence[Number | None], colour: str) -> Iterator[str]:
        """In pieces, where a value lacks."""
        piece: list[Point] = []
        for index, value in enumerate([*values, None]):
            if value is not None:
                piece.append((self._x(index), self._y(value)))
            elif piece:
                yield (
                    f'<polyline points="{_points(piece)}" fill="none" stroke="{colour}" stroke-width="2.5" '
                    'stroke-linejoin="round" stroke-linecap="round"/>'
                )
                piece = []
        if len(values) <= 40:
            yield from self._dots(values, colour)

    def _dots(self, values: Sequence[Number | None], colour: str) -> Iterator[str]:
        for index, value in enumerate(values):
            if value is not None:
                yield f'<circle cx="{self._x(index):.1f}" cy="{self._y(value):.1f}" r="4" fill="{colour}"/>'


def _slices(chart: Chart) -> Iterator[str]:
    """Of the first series; what is not above nothing has no slice."""
    values = [max(value or 0, 0) for value in chart.series[0][1]]
    whole = math.fsum(values)
    x, y, radius = WIDTH / 2, TOP + (HEIGHT - TOP - BOTTOM) / 2, (HEIGHT - TOP - BOTTOM) / 2
    at = 0.0
    for index, value in enumerate(values):
        share = value / whole if whole else 0
        colour = f"#{look.SERIES[index % len(look.SERIES)]}"
        tip = f"<title>{_text(f'{chart.labels[index]}: {value} ({share:.0%})')}</title>"
        if share > 0.999:
            yield f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}">{tip}</circle>'
        elif share > 0:
            start, end = (
                (x + radius * math.sin(turn * math.tau), y - radius * math.cos(turn * math.tau))
                for turn in (at, at + share)
            )
            arc = f"A{radius} {radius} 0 {int(share > 0.5)} 1 {end[0]:.2f} {end[1]:.2f}"
            path = f"M{x} {y}L{start[0]:.2f} {start[1]:.2f}{arc}Z"
            yield f'<path d="{path}" fill="{colour}" stroke="#{look.PANEL}" stroke-width="2">{tip}</path>'
        at += share


def _legend(names: Sequence[str]) -> Iterator[str]:
    """One line, as far as it has room."""
    x, y = 24.0, HEIGHT - 18
    for index, name in enumerate(names):
        words = _cut(name, 24)
        width = 22 + sum(13 if ord(char) > 0x2E80 else 7.5 for char in words) + 18
        if x + width > WIDTH - 24:
            yield f'<text x="{x:.0f}" y="{y}">…</text>'
            return
        colour = look.SERIES[index % len(look.SERIES)]
        yield f'<rect x="{x:.0f}" y="{y - 10}" width="12" height="12" rx="2" fill="#{colour}"/>'
        yield f'<text x="{x + 18:.0f}" y="{y}">{_text(words)}</text>'
        x += width


def _scale(values: Sequence[Number], type: str) -> tuple[float, float, float]:
    """(lowest, highest, step): round numbers around all values; all but scattered points stand on zero."""
    known = [float(max(min(value, 1e300), -1e300)) for value in values] or [0.0]
    low, high = min(known), max(known)
    if type != "scatter":
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= abs(high) * 1e-9:
        low, high = (low - 1, high + 1) if type == "scatter" else (min(low, 0.0), max(high, 1.0))
        if high - low <= abs(high) * 1e-9:
            low, high = low - abs(low) / 2, high + abs(high) / 2
    rough = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * 0.999)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def _short(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e6 else f"{value:.3g}"


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _cut(text: str, chars_max: int) -> str:
    return text if len(text) <= chars_max else f"{text[: chars_max - 1]}…"


def _text(text: str) -> str:
    return escape(" ".join(text.split()))
