"""LibreOffice opens what goes out, page by page. It is no part of the set-up: without it these are skipped."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from .test_documents import LISTS, TABLE
from .test_tables import CHART, CSV, ROWS
from .writers import picture, taken

OFFICE = shutil.which("soffice")
PAGES = shutil.which("pdftoppm")
DOCUMENT = f"# 五月 May\n\n**a** *b*\n\n{LISTS}\n{TABLE}\n> said\n\n```python\nx = 1\n```\n\n![p](p.png)\n"
SLIDES = f"# 五月\nMay\n---\n## Lists\n{LISTS}\n---\n## Table\n{TABLE}\n---\n## Picture\n![p](p.png)\n\nwords\n"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        OFFICE is None or PAGES is None,
        reason="needs LibreOffice and poppler-utils (apt-get install libreoffice-impress libreoffice-writer "
        "libreoffice-calc poppler-utils)",
    ),
]


def pages(name: str, data: bytes, room: Path) -> list[Image.Image]:
    """What LibreOffice draws of the file."""
    (room / name).write_bytes(data)
    profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
    convert = [OFFICE or "", profile, "--headless", "--convert-to", "pdf", "--outdir", str(room), str(room / name)]
    done = subprocess.run(convert, capture_output=True, text=True)
    pdf = (room / name).with_suffix(".pdf")
    assert pdf.exists(), done.stdout + done.stderr
    subprocess.run([PAGES or "", "-r", "40", "-png", str(pdf), str(room / "page")], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(room.glob("page*.png"))]


def has_colour(page: Image.Image, colour: tuple[int, int, int]) -> bool:
    return any(
        max(abs(a - b) for a, b in zip(found, colour, strict=True)) < 12 for _, found in page.getcolors(1 << 20) or []
    )


def test_slides_open_one_page_each(tmp_path: Path) -> None:
    drawn = pages("deck.pptx", taken("slides", SLIDES, "pptx", p_png=picture(400, 200)).data, tmp_path)
    assert len(drawn) == 4 and all(len(page.getcolors(1 << 20) or []) > 8 for page in drawn)
    assert drawn[0].width / drawn[0].height == pytest.approx(16 / 9, abs=0.02)
    assert has_colour(drawn[0], (0x0A, 0x75, 0x70)) and has_colour(drawn[3], (0x0A, 0x75, 0x70))


def test_a_document_opens_with_its_picture(tmp_path: Path) -> None:
    drawn = pages("text.docx", taken("markdown", DOCUMENT, "docx", p_png=picture(400, 200)).data, tmp_path)
    assert any(has_colour(page, (0x0A, 0x75, 0x70)) for page in drawn)


@pytest.mark.parametrize("kind", ["table", "chart"])
def test_a_workbook_opens_on_one_page(kind: str, tmp_path: Path) -> None:
    given = CSV if kind == "table" else json.dumps(CHART | {"rows": ROWS})
    drawn = pages("book.xlsx", taken(kind, given, "xlsx").data, tmp_path)
    assert len(drawn) == 1
    assert has_colour(drawn[0], (0x0A, 0x75, 0x70)) == (kind == "chart")
