"""The small jobs: their site keeps a true record, and their checks tell a done job from one that was not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from jobs import _LETTER, _PART, _SCAN, JOBS, Ended, Job, put_files
from serve import HERE, Site, serving

from deskhand.models.steps.language.parser import parse
from tests.examples import EXAMPLES

EXPENSES = EXAMPLES / "expense-report" / "job.steps"
_OPENER = build_opener(ProxyHandler({}))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(facts={"canvas": {"number": "123456"}})) as site:
        yield site


def ask(site: Site, path: str, data: bytes | None = None) -> tuple[int, bytes]:
    try:
        with _OPENER.open(Request(f"http://127.0.0.1:{site.port}{path}", data=data), timeout=10) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def job(name: str) -> Job:
    return next(each for each in JOBS if each.name == name)


def done_right(each: Job, facts: Any, work: Path) -> list[dict[str, Any]]:
    """Do a job by hand: leave the files as they should be and give the record its page would keep."""
    for folder in ("inbox", "done"):
        (work / folder).mkdir(exist_ok=True)
    (work / "done/invoice-may.txt").write_text(_SCAN)
    (work / "inbox/scan-0002.txt").write_text("Another one\n")
    (work / "letter.txt").write_text(f"{_LETTER}Best wishes, Zoë\n附言：明天见 🙂\n")
    if each.name == "search":
        shelf, price = next(rest for name, *rest in facts["parts"] if name == _PART)
        (work / "valve.txt").write_text(f"{shelf} {price}")
    return {
        "dialog": [{"added": "Jürgen Ødegård", "role": "Editor"}],
        "menus": [{"chosen": "Show ruler", "checked": "true"}, {"chosen": "As SVG", "checked": None}],
        "tree": [{"paid": "2024 / Invoices / February"}],
        "canvas": [{"typed": facts.get("number")}],
        "frames": [{"reserved": "Floor lamp", "count": "4"}],
        "board": [
            {"moved": "Water the plants", "to": "Doing"},
            {"moved": "Water the plants", "to": "Done"},
            {"moved": "Call the plumber", "to": "Doing"},
        ],
        "wizard": [{"refused": "12345"}, {"name": "张三丰", "phone": "13800138000", "city": "苏州"}],
        "approvals": [{"name": "张伟", "verb": "批准"}, {"name": "张伟强", "verb": "退回"}],
    }.get(each.name, [])


@pytest.mark.parametrize("each", JOBS, ids=lambda each: each.name)
def test_a_job_done_right_passes_and_one_not_begun_does_not(each: Job, tmp_path: Path) -> None:
    facts = each.facts(Random(4))
    put_files(each, tmp_path)
    assert each.wrong(Ended([], tmp_path, facts))
    record = done_right(each, facts, tmp_path)
    (tmp_path / "inbox/scan-0001.txt").unlink(missing_ok=True)
    assert each.wrong(Ended(record, tmp_path, facts)) == []


@pytest.mark.parametrize("each", [each for each in JOBS if each.name not in ("board", "search", "rename", "letter")])
def test_a_thing_done_twice_is_noticed(each: Job, tmp_path: Path) -> None:
    facts = each.facts(Random(4))
    record = done_right(each, facts, tmp_path)
    assert each.wrong(Ended([*record, record[-1]], tmp_path, facts))


def test_there_are_eleven_jobs_about_eleven_kinds_of_thing() -> None:
    assert len(JOBS) == len({each.kind for each in JOBS}) == 11
    assert all(each.steps.is_file() for each in JOBS)


def test_the_part_that_is_looked_for_is_on_a_later_page() -> None:
    valves = [name for name, *_ in job("search").facts(Random(1))["parts"] if "valve" in name.lower()]
    assert valves.index(_PART) // 5 >= 2


def test_no_job_knows_what_its_page_draws() -> None:
    facts = job("canvas").facts(Random(9))
    assert facts != job("canvas").facts(Random(10))
    assert facts["number"] not in job("canvas").steps.read_text(encoding="utf-8")


@pytest.mark.parametrize("each", JOBS, ids=lambda each: each.name)
def test_the_pages_of_a_job_are_served_and_load_nothing_from_elsewhere(site: Site, each: Job) -> None:
    for page in (HERE / each.name).glob("*.html"):
        status, body = ask(site, f"/{each.name}/{page.name}")
        assert status == 200 and body == page.read_bytes()
        assert b"https://" not in body and b"http://" not in body


def test_a_page_gets_its_facts_and_its_record_is_kept_in_order(site: Site) -> None:
    assert json.loads(ask(site, "/facts/canvas")[1]) == {"number": "123456"}
    for number in (1, 2):
        assert ask(site, "/record/canvas", json.dumps({"typed": number}).encode())[0] == 200
    assert site.record == {"canvas": [{"typed": 1}, {"typed": 2}]}


@pytest.mark.parametrize(
    "path", ["/../serve.py", "/serve.py", "/jobs.py", "/%2e%2e/%2e%2e/etc/passwd", "/tree/job.steps"]
)
def test_only_pages_are_served(site: Site, path: str) -> None:
    assert ask(site, path)[0] == 404


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/record/x", b"not json"),
        ("/record/x", b"[1]"),
        ("/record/x", b"{" * 20_000),
        ("/elsewhere", b"{}"),
        ("/record/x", b"\xff"),
    ],
)
def test_a_hostile_post_is_refused_and_not_recorded(site: Site, path: str, data: bytes) -> None:
    assert ask(site, path, data)[0] == 400
    assert site.record == {}


@pytest.mark.parametrize("path", [EXPENSES, *(each.steps for each in JOBS)], ids=lambda path: path.parent.name)
def test_every_job_is_read_without_a_problem(path: Path) -> None:
    program = parse(path.read_text(encoding="utf-8"))
    assert not program.problems and program.steps


def test_no_job_knows_a_coordinate_or_the_truth() -> None:
    for path in (EXPENSES, *(each.steps for each in JOBS)):
        assert not re.search(r"\d+\s*,\s*\d+|pixel", path.read_text(encoding="utf-8")), path
