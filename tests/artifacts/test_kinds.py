"""What a file seems to be, and what each kind says is wrong with one."""

import pytest

from deskhand.artifacts.content import content_of
from deskhand.artifacts.kinds.registry import MODULES, form_of, kind_of, kind_of_files
from deskhand.core.artifacts import KINDS, Kind
from deskhand.core.errors import InvalidInput

PNG = b"\x89PNG\r\n\x1a\n..."


def test_every_kind_has_a_module_that_says_it_is_that_kind() -> None:
    assert tuple(MODULES) == KINDS
    for kind in KINDS:
        form = form_of(kind)
        assert form.kind == kind and form.about and f"/{form.entry}".endswith(form.suffixes), kind


@pytest.mark.parametrize(
    ("path", "data", "kind"),
    [
        ("a.html", b"", "html"), ("A.HTM", b"", "html"), ("x", b"<!doctype html><p>", "html"),
        ("x", b"<!-- hi -->\n<html>", "html"), ("App.tsx", b"", "react"), ("x", b"import React from 'react'", "react"),
        ("a.svg", b"", "svg"), ("x", b'<?xml version="1.0"?>\n<svg>', "svg"), ("notes.md", b"", "markdown"),
        ("x", b"# Title", "markdown"), ("a.slides.md", b"", "slides"), ("slides.md", b"", "slides"),
        ("myslides.md", b"", "markdown"),        ("a.mmd", b"", "mermaid"),
        ("x", b"sequenceDiagram\nA->>B: hi", "mermaid"), ("a.csv", b"", "table"), ("a.tsv", b"", "table"),
        ("a.json", b"", "json"), ("a.chart.json", b"", "chart"), ("a.py", b"", "code"), ("x", b"#!/bin/sh", "code"),
        ("a.txt", b"", "text"), ("x", b"hello", "text"), ("x", b"", "text"), ("a.png", b"", "picture"),
        ("x", PNG, "picture"), ("x", b"%PDF-1.7", "pdf"), ("x", b"\xff\xfe", "text"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_name_or_by_how_it_begins(path: str, data: bytes, kind: Kind) -> None:
    assert kind_of(path, data) == kind


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("react", "export default function App() {}", ""),
        ("react", "function App() {} export { App as default }", ""),
        ("react", "function App() {}", "exports nothing by default"),
        ("svg", "<svg></svg>", ""),
        ("svg", "<p>", "does not begin with <svg>"),
        ("svg", "<svg>", "has no </svg>"),
        ("slides", "# One\n---\n# Two", ""),
        ("slides", "# One", "one slide only"),
        ("mermaid", "%% note\nflowchart TD\nA-->B", ""),
        ("mermaid", "A-->B", "kind of a diagram"),
        ("json", "[1]", ""),
        ("json", "[1", "is no JSON"),
        ("table", "a,b\n1,2\n", ""),
        ("table", 'a,b\n"1\n,",2\n', ""),
        ("table", "a,b\n1\n", "row 2 of table.csv has not the 2 cells"),
        ("table", "", "no columns"),
        ("chart", '{"type":"bar","x":"m","y":["n"],"rows":[{"m":"May","n":1.5}]}', ""),
        ("chart", '{"type":"sankey","rows":[]}', "there is no type 'sankey'"),
        ("chart", "[]", "it holds no rows"),
    ],
)
def test_what_is_wrong_is_told_and_kept_all_the_same(kind: Kind, text: str, problem: str) -> None:
    content = content_of(kind, {form_of(kind).entry: text})
    told = " ".join(content.problems())
    assert problem in told if problem else not told


def test_a_table_in_json_is_a_list_of_objects() -> None:
    assert not content_of("table", {"a.json": '[{"a": 1}, {"b": 2}]'}).problems()
    assert "no list of objects" in content_of("table", {"a.json": "{}"}).problems()[0]


def test_the_entry_is_the_file_of_the_usual_name_else_of_the_kind_else_the_first() -> None:
    assert content_of("react", {"a.css": "", "App.tsx": "", "b.tsx": ""}).entry == "App.tsx"
    assert content_of("react", {"a.css": "", "b.jsx": ""}).entry == "b.jsx"
    assert content_of("react", {"a.css": ""}).entry == "a.css"


def test_what_a_version_asks_for_is_never_what_it_is() -> None:
    declared = {"artifact.json": '{"uses": ["shared"]}'}
    assert kind_of_files({**declared, "index.html": "<p>Hi"}) == "html"
    assert content_of("json", {**declared, "data.json": "{}"}).entry == "data.json"
    assert (kind_of_files(declared), content_of("json", declared).entry) == ("json", "artifact.json")


@pytest.mark.parametrize(
    ("kind", "files", "problem"),
    [
        ("text", {"a": b"\xff"}, "no text in UTF-8: byte 0"),
        ("picture", {"a.png": b"GIF"}, "is no picture"),
        ("picture", {"a.png": PNG, "b.png": PNG}, "one file"),
        ("pdf", {"a.pdf": b"PDF"}, "is no pdf"),
    ],
)
def test_bytes_that_cannot_be_of_the_kind_are_refused(kind: Kind, files: dict[str, str | bytes], problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem):
        content_of(kind, files)
