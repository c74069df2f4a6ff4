"""What the documents say of the code is so: messages, folders, commands, sizes."""

from __future__ import annotations

import re

import pytest

from deskhand.cli import exits
from deskhand.cli.main import COMMANDS

from .layers import RANKS
from .messages import error_messages
from .source import ROOT, SOURCE, Module, load


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


MESSAGES = error_messages(load())
HEADINGS = re.findall(r"^## (.+)$", text_of("docs/troubleshooting.md"), re.MULTILINE)


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_heading_of_the_troubleshooting_page_is_a_message_that_is_raised(heading: str) -> None:
    assert heading in MESSAGES


def test_a_message_is_read_with_holes_for_its_values() -> None:
    module = Module("deskhand.core.x", "raise errors.NotFound(f'there is no {a!r} ' f'in {b}.', hint='Look.')")
    assert error_messages([module]) == {"there is no … in …."}


def test_every_folder_of_the_package_is_in_the_code_map_with_its_rank() -> None:
    code_map = text_of("ARCHITECTURE.md")
    for path in sorted((SOURCE / "deskhand").iterdir()):
        name = path.name.removesuffix(".py")
        if name in RANKS and (path.is_file() or list(path.glob("*.py"))):
            shown = name if path.is_file() else f"{name}/"
            assert re.search(rf"^{RANKS[name]} +{re.escape(shown)}", code_map, re.MULTILINE), f"{shown} is missing"


def test_every_exit_code_is_on_its_page() -> None:
    codes = {value for name, value in vars(exits).items() if name.startswith("EXIT_")}
    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", text_of("docs/exit-codes.md"), re.MULTILINE)}


def test_the_readme_lists_the_commands_that_there_are() -> None:
    assert set(re.findall(r"^deskhand ([a-z]+) ", text_of("README.md"), re.MULTILINE)) == set(COMMANDS)


def test_the_readme_is_short() -> None:
    assert len(text_of("README.md").splitlines()) <= 150


def test_the_readme_shows_the_profile_of_the_expense_job_as_it_is() -> None:
    assert f"```toml\n{text_of('examples/expense-report/profile.toml')}```" in text_of("README.md")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/troubleshooting.md"])
def test_every_make_target_that_is_named_is_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", text_of(name))) <= targets


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/troubleshooting.md"])
def test_every_link_within_the_tree_leads_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"(?<!!)\[[^]]*\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


@pytest.mark.skipif(not (ROOT / "docs" / "images").is_dir(), reason="no pictures yet")
def test_every_picture_of_the_readme_is_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", text_of("README.md"))
    assert pictures
    for name in pictures:
        assert (ROOT / name).is_file(), name
