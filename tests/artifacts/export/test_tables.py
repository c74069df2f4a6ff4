"""Tables and charts, read back from XLSX, CSV and SVG."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from deskhand.artifacts.export.base import Made
from deskhand.artifacts.export.registry import export
from deskhand.core.errors import InvalidInput, LimitExceeded

from .writers import left, made, taken

CSV = (
    'Item,Amount,Date,Code,Note\n火车,120.5,2026-05-01,01234,=1+1\n"a, b",-3,2026-05-03 12:30,12345678901234567890,@x\n'
)
CHART = {"type": "bar", "title": "Costs", "x": "M", "y": ["A", "B"]}
ROWS = [{"M": "April", "A": 1, "B": 2.5}, {"M": "五月", "A": -3, "B": None}]
NAMED = {"chart": "chart.json", "table": "table.csv"}


def sheet(text: str, kind: str = "table", **more: str) -> Any:
    return load_workbook(io.BytesIO(taken(kind, text, "xlsx", **more).data)).active


def values(found: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in found.iter_rows()]


def lines(text: str, kind: str = "table") -> list[list[str]]:
    return list(csv.reader(io.StringIO(taken(kind, text, "csv").data.decode("utf-8-sig"), newline="")))


def test_numbers_and_dates_keep_their_types() -> None:
    assert values(sheet(CSV))[1:] == [
        ["火车", 120.5, datetime(2026, 5, 1), "01234", "=1+1"],
        ["a, b", -3, datetime(2026, 5, 3, 12, 30), "12345678901234567890", "@x"],
    ]


def test_the_head_is_bold_and_stays_and_can_be_filtered() -> None:
    found = sheet(CSV)
    assert found["A1"].font.bold and not found["A2"].font.bold
    assert found.freeze_panes == "A2" and found.auto_filter.ref == "A1:E3"
    assert found.column_dimensions["D"].width > found.column_dimensions["B"].width


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    source = json.dumps({"columns": [text], "rows": [[text]]})
    for cell in sheet(source)["A"]:
        assert cell.data_type == "s" and cell.value == text and cell.quotePrefix
    assert lines(source) == [[f"'{text}"], [f"'{text}"]]
    assert left(taken("table", source, "xlsx"))["formula_as_text"] == 1


def test_a_workbook_holds_no_formula_and_names_nothing_outside() -> None:
    text = "Address,Formula\nhttps://example.org,=HYPERLINK(1)\n"
    with zipfile.ZipFile(io.BytesIO(taken("table", text, "xlsx").data)) as packed:
        inside = {name: packed.read(name).decode() for name in packed.namelist()}
    assert not any("<f>" in each or 'TargetMode="External"' in each for each in inside.values())
    assert not [name for name in inside if "vba" in name.lower() or "externalLink" in name]


def test_csv_is_known_by_excel_and_keeps_what_is_no_formula() -> None:
    assert taken("table", CSV, "csv").data.startswith(b"\xef\xbb\xbf")
    assert lines(CSV)[1:] == [
        ["火车", "120.5", "2026-05-01", "01234", "'=1+1"],
        ["a, b", "-3", "2026-05-03 12:30:00", "12345678901234567890", "'@x"],
    ]


@pytest.mark.parametrize(
    "source",
    [
        [{"a": 1, "b": True}, {"a": None, "b": "x"}],
        {"rows": [{"a": 1, "b": True}, {"b": "x"}]},
        {"columns": ["a", "b"], "data": [[1, True], [None, "x"]]},
        [["a", "b"], [1, True], [None, "x"]],
    ],
)
def test_json_is_read_in_every_form(source: Any) -> None:
    assert values(sheet(json.dumps(source))) == [["a", "b"], [1, True], [None, "x"]]


def test_uneven_rows_are_filled_and_told() -> None:
    exported = taken("table", "a,b\n1\n1,2,3\n\n", "xlsx")
    assert left(exported) == {"uneven_row": 2}
    assert values(load_workbook(io.BytesIO(exported.data)).active) == [
        ["a", "b", "Column 3"],
        [1, None, None],
        [1, 2, 3],
    ]


def test_a_cell_that_is_too_long_is_cut_and_told() -> None:
    exported = taken("table", f"a\n{'x' * 40_000}\n", "xlsx")
    assert left(exported) == {"cell_cut": 1}
    assert len(load_workbook(io.BytesIO(exported.data)).active["A2"].value) == 32_767


@pytest.mark.parametrize("text", ["", '{"a": 1}', '[{"a": NaN}]', "[{", "[" * 100_000])
def test_what_is_no_table_is_told(text: str) -> None:
    with pytest.raises(InvalidInput, match="can't be read as a table"):
        taken("table", text, "xlsx")


def test_a_table_that_no_spreadsheet_holds_is_refused() -> None:
    with pytest.raises(LimitExceeded, match="16384 columns"):
        taken("table", ",".join("x" * 16_385), "xlsx")


@pytest.mark.slow
def test_a_hundred_thousand_rows_come_through() -> None:
    text = "n,word,half\n" + "".join(f"{n},word {n},{n / 2}\n" for n in range(100_000))
    with zipfile.ZipFile(io.BytesIO(taken("table", text, "xlsx").data)) as packed:
        inside = packed.read("xl/worksheets/sheet1.xml").decode()
    assert inside.count("<row ") == 100_001
    assert "word 99999" in inside and "<v>99999</v>" in inside and "<v>49999.5</v>" in inside


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=4), min_size=1, max_size=5))
@settings(max_examples=12)
def test_any_cells_come_through_or_are_told(rows: list[list[str]]) -> None:
    source = json.dumps({"columns": [f"c{n}" for n in range(4)], "rows": rows})
    exported = taken("table", source, "xlsx")
    found = load_workbook(io.BytesIO(exported.data)).active
    for row, cells in zip(rows, list(found.iter_rows())[1:], strict=False):
        for text, cell in zip(row, cells, strict=False):
            assert cell.data_type != "f"
            assert cell.value == text or not text or left(exported) or cell.is_date


def chart(format: str, **more: Any) -> Any:
    return taken("chart", json.dumps(CHART | {"rows": ROWS} | more), format)


@pytest.mark.parametrize("type", ["bar", "line", "area", "pie", "scatter"])
def test_a_chart_has_its_rows_and_a_chart_of_excel(type: str) -> None:
    rows = [{"M": 1, "A": 1, "B": 2.5}, {"M": 2, "A": -3, "B": None}] if type == "scatter" else ROWS
    found = load_workbook(io.BytesIO(chart("xlsx", type=type, rows=rows).data)).active
    assert values(found)[0] == ["M", "A", "B"] and values(found)[2][1:] == [-3, None]
    (drawn,) = found._charts
    assert len(drawn.series) == (1 if type == "pie" else 2)
    assert drawn.series[0].val.numRef.f == "Chart!$B$2:$B$3" if type != "scatter" else drawn.series[0].yVal


@pytest.mark.parametrize("type", ["bar", "line", "area", "pie", "scatter"])
def test_a_chart_is_drawn_as_svg(type: str) -> None:
    data = chart("svg", type=type, title="<script>&").data
    root = ElementTree.fromstring(data)
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    shape = {"bar": "rect", "line": "polyline", "area": "polygon", "pie": "circle", "scatter": "circle"}[type]
    assert shape in tags and not tags & {"script", "image", "use", "a", "foreignObject", "style"}
    assert "href" not in data.decode() and "".join(root.itertext()).startswith("\n<script>&")


def test_a_configuration_of_chart_js_is_read_too() -> None:
    given = {"type": "doughnut", "data": {"labels": ["a", "b"], "datasets": [{"label": "L", "data": [1, 2]}]}}
    exported = taken("chart", json.dumps(given), "csv")
    assert list(csv.reader(io.StringIO(exported.data.decode("utf-8-sig")))) == [["x", "L"], ["a", "1"], ["b", "2"]]
    assert left(exported) == {"chart_type": 1}


def test_rows_alone_are_a_chart_of_their_numbers() -> None:
    exported = export(Made("chart", "C", "c.csv", {"c.csv": "m,v\na,1\nb,2\n"}), "csv")
    assert exported.data.decode("utf-8-sig").split() == ["m,v", "a,1", "b,2"]


@pytest.mark.parametrize(
    "more",
    [{"y": ["gone"]}, {"y": []}, {"rows": 3}, {"rows": []}, {"x": "gone"}, {"rows": [{"M": "a", "A": 1e301, "B": 1}]}],
)
def test_a_chart_that_can_not_be_drawn_is_told(more: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="can't be drawn"):
        chart("svg", **more)


def test_escapes_of_json_that_are_no_characters_are_taken_out_and_told() -> None:
    exported = taken("chart", json.dumps(CHART | {"title": "a\x00\ud800b", "rows": ROWS}), "svg")
    assert left(exported) == {"illegal_character": 2}
    assert next(iter(ElementTree.fromstring(exported.data))).text == "ab"
    assert values(sheet('[{"a": "x\\ud800\\u0000y"}]')) == [["a"], ["xy"]]


@given(st.lists(st.floats(-1e300, 1e300) | st.integers() | st.none(), min_size=1, max_size=6))
@settings(max_examples=30)
def test_any_numbers_are_drawn(numbers: list[float | None]) -> None:
    rows = [{"M": str(n), "A": number, "B": 1} for n, number in enumerate(numbers)]
    for type in ("bar", "line", "pie"):
        for shape in ElementTree.fromstring(chart("svg", rows=rows, type=type).data).iter():
            assert not any(
                "nan" in each or "inf" in each for name, each in shape.attrib.items() if name != "font-family"
            )


def test_the_same_artifact_makes_the_same_bytes() -> None:
    assert taken("table", CSV, "xlsx").data == taken("table", CSV, "xlsx").data
    assert made("table", CSV).title == "Expenses"
