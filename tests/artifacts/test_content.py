"""What may be a file of a version: paths, sizes, characters, digests."""

import pytest

from deskhand.artifacts.content import checked_path, clean_title, content_of, digest_of
from deskhand.core.artifacts import BYTES_MAX, FILES_MAX, KeptFile
from deskhand.core.errors import InvalidInput, LimitExceeded


@pytest.mark.parametrize("path", ["a", "src/App.tsx", "日本語.md", "a b.txt", ".hidden", "a..b", "ü/é"])
def test_a_plain_relative_path_is_taken(path: str) -> None:
    assert checked_path(path) == path


@pytest.mark.parametrize(
    "path",
    ["", "/a", "a/", "a//b", "..", "../a", "a/../b", "./a", "a\\b", "a\0b", "a\nb", " a", "a ", "a/ b", "x" * 201,
     "\u202egnp.a", "\ud800", "\u200b"],
)  # fmt: skip
def test_a_path_that_could_lead_astray_is_refused(path: str) -> None:
    with pytest.raises(InvalidInput, match="can't be the path"):
        content_of("text", {path: "x"})


def test_half_of_a_surrogate_pair_is_refused_and_a_null_character_is_kept() -> None:
    with pytest.raises(InvalidInput, match="character 1 is half of a surrogate pair"):
        content_of("text", {"a": "x\ud83d"})
    assert content_of("text", {"a": "x\0y"}).files == {"a": b"x\0y"}


def test_more_or_larger_files_than_there_may_be_are_refused() -> None:
    with pytest.raises(LimitExceeded, match=str(FILES_MAX)):
        content_of("text", {f"{n}": "" for n in range(FILES_MAX + 1)})
    with pytest.raises(LimitExceeded, match=str(BYTES_MAX)):
        content_of("text", {"a": b"x" * BYTES_MAX, "b": b"x"})
    with pytest.raises(InvalidInput, match="at least one file"):
        content_of("text", {})


def test_an_entry_that_is_none_of_the_files_is_refused() -> None:
    with pytest.raises(InvalidInput, match="none of its files"):
        content_of("text", {"a": ""}, "b")


def test_the_digest_is_of_kind_entry_and_files_whatever_their_order() -> None:
    one, two = KeptFile(blob="1" * 64, bytes=1), KeptFile(blob="2" * 64, bytes=2)
    digest = digest_of("text", "a", {"a": one, "b": two})
    assert digest == digest_of("text", "a", {"b": two, "a": one})
    others = [("html", "a", {"a": one, "b": two}), ("text", "b", {"a": one, "b": two}), ("text", "a", {"a": one})]
    assert len({digest, *(digest_of(*each) for each in others)}) == 4  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "title"), [("  a\n b\x1b[31m ", "a b [31m"), ("", "Untitled"), ("x" * 300, "x" * 200), ("费用", "费用")]
)
def test_a_title_is_one_line(given: str, title: str) -> None:
    assert clean_title(given) == title
