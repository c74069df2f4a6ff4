"""Tables as XLSX and CSV: types are kept, and nothing that is text ever becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from deskhand.artifacts.export import look
from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.charts import EXCEL_TYPES, Chart, chart_of
from deskhand.artifacts.export.rows import CELL_CHARS_MAX, Cell, Rows, rows_of, starts_formula
from deskhand.artifacts.export.words import clean, wide

SAMPLE_ROWS = 300
WIDTH_MIN, WIDTH_MAX = 8, 60
"""Of a column, in letters."""
_LONG_AGO = datetime(2000, 1, 1)
"""There is no clock here: the same artifact makes the same file."""
_DATE, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_MARK = "'"
"""Before a text in CSV that begins as a formula does: a spreadsheet then takes it for text."""


def workbook(made: Made, losses: Losses) -> bytes:
    """A table as XLSX. Raises InvalidInput and LimitExceeded for what can't become one."""
    return _written(rows_of(made, losses), made.title, losses)


def chart_workbook(made: Made, losses: Losses) -> bytes:
    """A chart as XLSX: its rows, and a chart of Excel's own beside them."""
    chart = chart_of(made, losses)
    return _written(chart.table(), chart.title or made.title, losses, chart)


def separated(made: Made, losses: Losses) -> bytes:
    """A table as CSV, with the byte order mark by which Excel knows UTF-8."""
    return _separated(rows_of(made, losses), losses)


def chart_separated(made: Made, losses: Losses) -> bytes:
    return _separated(chart_of(made, losses).table(), losses)


def _separated(table: Rows, losses: Losses) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    names: list[Cell] = [*table.names]
    for line in [names, *table.rows]:
        writer.writerow([_as_text(cell, losses) for cell in line])
    return file.getvalue().encode("utf-8-sig")


def _as_text(cell: Cell, losses: Losses) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case datetime():
            return cell.isoformat(" ")
        case str() if starts_formula(cell):
            losses.add("formula_as_text", cell)
            return _MARK + cell
        case _:
            return str(cell)


def _written(table: Rows, title: str, losses: Losses, chart: Chart | None = None) -> bytes:
    file = io.BytesIO()
    settings = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, settings) as book:
        book.set_properties({"title": clean(title, losses)[:250], "created": _LONG_AGO})
        sheet = book.add_worksheet(chart.sheet if chart else "Table")
        _Sheet(book, sheet, losses).write(table)
        if chart is not None:
            _add_chart(book, sheet, chart)
    return file.getvalue()


class _Sheet:
    """Writes rows from above to below, each once: only one is held in memory."""

    def __init__(self, book: Any, sheet: Any, losses: Losses) -> None:
        fonts = {"font_name": look.FONT, "font_size": 11}
        edge = {"bottom": 1, "bottom_color": f"#{look.LINE_STRONG}"}
        ground = {"bg_color": f"#{look.SUNK}", "font_color": f"#{look.INK}", "valign": "vcenter"}
        self._sheet = sheet
        self._losses = losses
        self._head = book.add_format({**fonts, **edge, **ground, "bold": True, "quote_prefix": True})
        self._head_right = book.add_format(
            {**fonts, **edge, **ground, "bold": True, "quote_prefix": True, "align": "right"}
        )
        self._plain = book.add_format({**fonts})
        self._quoted = book.add_format({**fonts, "quote_prefix": True})
        self._date = book.add_format({**fonts, "num_format": _DATE, "align": "left"})
        self._moment = book.add_format({**fonts, "num_format": _MOMENT, "align": "left"})

    def write(self, table: Rows) -> None:
        for column, width in enumerate(_widths(table)):
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, len(table.rows), len(table.names) - 1)
        self._sheet.set_row(0, 21)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        for column, name in enumerate(table.names):
            first = next((row[column] for row in table.rows[:SAMPLE_ROWS] if row[column] is not None), None)
            is_number = isinstance(first, int | float) and not isinstance(first, bool)
            self._sheet.write_string(0, column, self._fitting(name), self._head_right if is_number else self._head)
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                self._cell(number, column, cell)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        """By the type, never by what the text looks like."""
        match cell:
            case None | "":
                pass
            case bool():
                self._sheet.write_boolean(row, column, cell, self._plain)
            case int() | float():
                self._sheet.write_number(row, column, cell, self._plain)
            case datetime():
                self._sheet.write_datetime(row, column, cell, self._moment)
            case date():
                self._sheet.write_datetime(row, column, cell, self._date)
            case str():
                is_risky = starts_formula(cell)
                if is_risky:
                    self._losses.add("formula_as_text", cell)
                self._sheet.write_string(row, column, self._fitting(cell), self._quoted if is_risky else self._plain)

    def _fitting(self, text: str) -> str:
        """Excel counts halves of pairs."""
        if len(text) <= CELL_CHARS_MAX // 2 or len(text.encode("utf-16-le")) // 2 <= CELL_CHARS_MAX:
            return text
        self._losses.add("cell_cut", text)
        return text.encode("utf-16-le")[: CELL_CHARS_MAX * 2].decode("utf-16-le", "ignore")


def _widths(table: Rows) -> Iterable[float]:
    """By the longest line among the first rows; room for the arrow of the filter beside the name."""
    for column, name in enumerate(table.names):
        sample = (_shown(row[column]) for row in table.rows[:SAMPLE_ROWS])
        longest = max((wide(line) for text in sample for line in text.split("\n")), default=0)
        yield min(max(longest + 2, wide(name) * 1.1 + 4, WIDTH_MIN), WIDTH_MAX)


def _shown(cell: Cell) -> str:
    return "" if cell is None else cell[:200] if isinstance(cell, str) else str(cell)


def _add_chart(book: Any, sheet: Any, chart: Chart) -> None:
    count, name = len(chart.labels), chart.sheet
    if not count:
        return
    made = book.add_chart(EXCEL_TYPES[chart.type])
    for index in range(1, len(chart.series) + 1):
        colour = {"color": f"#{look.SERIES[(index - 1) % len(look.SERIES)]}"}
        given: dict[str, Any] = {
            "name": [name, 0, index],
            "categories": [name, 1, 0, count, 0],
            "values": [name, 1, index, count, index],
        }
        given |= _dress(chart, colour, count)
        made.add_series(given)
        if chart.type == "pie":
            break
    made.set_title({"name": chart.title, "name_font": {"size": 14, "bold": True}} if chart.title else {"none": True})
    if chart.type != "pie":
        made.set_x_axis({"name": chart.x, "label_position": "low"})
        made.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": f"#{look.LINE}"}}})
    made.set_legend({"none": True} if len(chart.series) == 1 and chart.type != "pie" else {"position": "bottom"})
    made.set_size({"width": 720, "height": 400})
    sheet.insert_chart(1, len(chart.series) + 2, made)


def _dress(chart: Chart, colour: dict[str, str], count: int) -> dict[str, Any]:
    if chart.type == "pie":
        hues: Sequence[str] = look.SERIES
        return {"points": [{"fill": {"color": f"#{hues[point % len(hues)]}"}} for point in range(min(count, 200))]}
    if chart.type == "line":
        return {"line": {**colour, "width": 2.25}}
    if chart.type == "scatter":
        return {"marker": {"type": "circle", "size": 6, "fill": colour, "border": colour}}
    return {"fill": colour, "border": {"none": True}}
