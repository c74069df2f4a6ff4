"""Pages and React components as projects of Vite's. Building one takes npm and its packages: the slow test does."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from deskhand.artifacts.export.base import Made
from deskhand.artifacts.export.project import LIBRARIES
from deskhand.artifacts.export.registry import export
from deskhand.core.errors import InvalidInput

from .writers import left

ROOT = Path(__file__).parents[3]
REACT = {
    "App.tsx": """import { useState } from "react";
import { Bar, BarChart } from "recharts";
import { Plus } from "https://esm.sh/lucide-react@0.400";
import { Card } from "@/parts/Card";
import data from "./data.json";
import "./look.css";
export default function App() {
  const [count, setCount] = useState(0);
  return (
    <Card title="May">
      <button className="p-4" onClick={() => setCount(count + 1)}><Plus />{count}</button>
      <BarChart width={300} height={200} data={data}><Bar dataKey="v" /></BarChart>
    </Card>
  );
}
""",
    "parts/Card.tsx": """import type { ReactNode } from "react";
export const Card = ({ title, children }: { title: string; children: ReactNode }) => <p>{title}{children}</p>;
""",
    "data.json": '[{"v": 3}]',
    "look.css": "p { color: teal }",
}
PAGE = {
    "index.html": """<!doctype html><html><head><link rel="stylesheet" href="style.css"></head><body><h1>Hi</h1>
<script src="app.js"></script><script type="module">
import { select } from "https://cdn.jsdelivr.net/npm/d3@7/+esm"; select("h1").text("x");</script></body></html>""",
    "app.js": "document.title = 'x';",
    "style.css": "h1 { color: teal }",
}


def project(kind: str, files: dict[str, str], entry: str, title: str = "My page") -> dict[str, str]:
    exported = export(Made(kind, title, entry, files), "vite")
    with zipfile.ZipFile(io.BytesIO(exported.data)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_a_component_keeps_its_files_and_gets_what_it_imports() -> None:
    made = project("react", REACT, "App.tsx")
    for path, text in REACT.items():
        assert made[f"my-page/src/artifact/{path}"] == text
    package = json.loads(made["my-page/package.json"])
    assert set(package["dependencies"]) == {"react", "react-dom", "recharts", "lucide-react"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in package["dependencies"].values())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in package["devDependencies"].values())
    alias = '{"find": "https://esm.sh/lucide-react@0.400", "replacement": "lucide-react"}'
    assert alias in made["my-page/vite.config.ts"]
    assert 'import App from "./artifact/App.tsx";' in made["my-page/src/App.test.tsx"]
    assert "npm test" in made["my-page/README.md"]


def test_nothing_of_the_templates_is_left_open() -> None:
    for made in (project("react", REACT, "App.tsx"), project("html", PAGE, "index.html")):
        for text in made.values():
            assert not re.search(r"\b(ALIASES|ENTRY|ROOM|KIND|TITLE)\b", text)


def test_what_paints_on_a_canvas_is_rendered_but_not_mounted() -> None:
    source = 'import * as three from "three"; export default () => <canvas />;'
    assert "renderToStaticMarkup" in project("react", {"App.jsx": source}, "App.jsx")["my-page/src/App.test.tsx"]


def test_a_name_that_would_break_out_of_the_configuration_stays_a_string() -> None:
    path, title = 'a"+process.exit()+".tsx', '"};\n# `x` <script>'
    made = project("react", {path: 'import "https://esm.sh/x\\"+y";export default () => null;'}, path, title)
    (name,) = {name.partition("/")[0] for name in made}
    assert re.fullmatch(r"[a-z][a-z0-9-]*", name)
    assert 'from "./artifact/a-+process.exit()+-.tsx";' in made[f"{name}/src/main.tsx"]
    assert json.loads(made[f"{name}/package.json"])["name"] == name


def test_packages_that_are_not_known_are_told() -> None:
    source = 'import x from "left-pad"; import y from "./y"; import z from "https://example.org/z.js";'
    exported = export(Made("react", "x", "App.tsx", {"App.tsx": source + "export default () => null"}), "vite")
    assert left(exported) == {"unknown_package": 1}


def test_addresses_that_a_page_loads_from_are_told() -> None:
    page = '<script src="https://cdn.tailwindcss.com"></script><img src=//example.org/x.png>'
    assert left(export(Made("html", "x", "a.html", {"a.html": page}), "vite")) == {"remote_address": 2}


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no page"):
        project("html", {"a.txt": "x"}, "a.txt")
    with pytest.raises(InvalidInput, match="no source of React"):
        project("react", {"a.css": "x"}, "a.css")


@pytest.mark.skipif(not (ROOT / "web/frame/package.json").exists(), reason="there is no frame in this tree")
def test_a_project_has_the_versions_of_the_frame() -> None:
    there = json.loads((ROOT / "web/frame/package.json").read_text())["dependencies"]
    assert {name: there[name] for name in LIBRARIES if name in there} == {
        name: version for name, version in LIBRARIES.items() if name in there
    }


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm here")
@pytest.mark.parametrize(("kind", "files", "entry"), [("react", REACT, "App.tsx"), ("html", PAGE, "index.html")])
def test_a_project_installs_builds_and_passes_its_own_test(
    kind: str, files: dict[str, str], entry: str, tmp_path: Path
) -> None:
    exported = export(Made(kind, "My page", entry, files), "vite")
    zipfile.ZipFile(io.BytesIO(exported.data)).extractall(tmp_path)
    room = tmp_path / "my-page"
    install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
    for command in (install, ["npm", "run", "build"], ["npm", "test"]):
        done = subprocess.run(command, cwd=room, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    assert (room / "dist/index.html").exists()
    if kind == "html":
        assert (room / "dist/app.js").read_text() == files["app.js"]
