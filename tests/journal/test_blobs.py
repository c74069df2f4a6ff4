"""Blobs: kept whole, checked when read, removed when nothing refers to them."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import InvalidInput, JournalDamaged, LimitExceeded, NotFound
from deskhand.journal import Blobs, Journal, blobs
from tests.journal.samples import notes


@pytest.mark.parametrize("data", [b"", b"a", b"\0" * 100_000])
async def test_a_blob_comes_back_by_its_hash(journal: Journal, data: bytes) -> None:
    name = await journal.blobs.put(data, "image/png")
    assert name == hashlib.sha256(data).hexdigest() == await journal.blobs.put(data, "image/png")
    assert await journal.blobs.get(name) == data == journal.blobs.read(name)
    assert journal.blobs.has(name) and not journal.blobs.has("0" * 64)


async def test_the_media_type_is_known_before_and_after_the_append(
    journal: Journal, second: Journal, stream: str
) -> None:
    name = await journal.blobs.put(b"picture", "image/webp")
    assert await journal.media_type(name) == "image/webp"
    await journal.append(stream, notes("seen"), expect=0, at=1, blobs=[name])
    assert await second.media_type(name) == "image/webp"


async def test_an_event_cannot_refer_to_a_blob_that_was_not_put(journal: Journal, stream: str) -> None:
    with pytest.raises(NotFound, match="Put it first"):
        await journal.append(stream, notes("x"), expect=0, at=1, blobs=["0" * 64])
    assert await journal.read(stream) == []


@given(st.text(max_size=80))
def test_what_is_no_hash_never_becomes_a_path(text: str) -> None:
    with pytest.raises(InvalidInput):
        Blobs(Path("/nowhere")).read(text)


@pytest.mark.parametrize("damage", ["changed", "cut", "longer", "missing", "link", "fifo"])
def test_a_damaged_blob_is_never_handed_out(tmp_path: Path, damage: str) -> None:
    store = Blobs(tmp_path)
    name = store.write(b"the very bytes")
    path = store.path(name)
    content = {"changed": b"the same sizes", "cut": b"the very", "longer": b"the very bytes."}.get(damage)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    if damage == "link":
        path.symlink_to("/etc/passwd")
    if damage == "fifo":
        os.mkfifo(path)
    expected: dict[str, type[Exception]] = {"missing": NotFound, "link": Exception}
    with pytest.raises(expected.get(damage, JournalDamaged)):
        store.read(name)


def test_a_full_disk_leaves_no_half_blob(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Blobs(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(blobs.os, "fsync", full)
    with pytest.raises(LimitExceeded, match="the disk is full"):
        store.write(b"much")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_collecting_keeps_what_is_referred_to_and_what_is_young(
    journal: Journal, second: Journal, stream: str
) -> None:
    used, unused, young = [journal.blobs.write(data) for data in (b"used", b"unused", b"young")]
    await journal.append(stream, notes("x"), expect=0, at=1, blobs=[used])
    for name in (used, unused):
        os.utime(second.blobs.path(name), (1, 1))
    done = await second.collect()
    assert (done.blobs, done.blob_bytes) == (1, len(b"unused"))
    assert [journal.blobs.has(name) for name in (used, unused, young)] == [True, False, True]


async def test_a_blob_put_again_gets_its_grace_anew(tmp_path: Path) -> None:
    store = Blobs(tmp_path)
    name = store.write(b"x")
    os.utime(store.path(name), (1, 1))
    assert list(store.older_than(60)) == [name]
    store.write(b"x")
    assert list(store.older_than(60)) == []


async def test_deleting_a_stream_removes_the_blobs_that_only_it_had(journal: Journal, stream: str) -> None:
    other = (await journal.create("artifact")).id
    mine, shared = journal.blobs.write(b"mine"), journal.blobs.write(b"shared")
    await journal.append(stream, notes("x"), expect=0, at=1, blobs=[mine, shared])
    await journal.append(other, notes("y"), expect=0, at=1, blobs=[shared])
    await journal.delete(stream)
    assert [journal.blobs.has(name) for name in (mine, shared)] == [False, True]
    assert (await journal.verify(other))[0].ok


def test_a_blob_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "BLOB_BYTES_MAX", 10)
    with pytest.raises(LimitExceeded):
        Blobs(tmp_path).write(b"x" * 11)
