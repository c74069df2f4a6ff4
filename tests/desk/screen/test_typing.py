"""Text arrives exactly, in a GTK program, in Chromium and in a terminal, again and again."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import struct
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.core.acts import Key, KeyDown, TypeText
from deskhand.core.errors import InvalidInput
from deskhand.desk.screen.screen import Screen
from deskhand.desk.screen.wire import Connection
from tests.desk.screen.programs import TextProgram, chromium_program, gtk_program, until
from tests.desk.screen.xserver import Display, running, x_server

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="module")]

HAN = "".join(chr(0x4E00 + 7 * i) for i in range(300))
TEXTS = {
    "ascii": 'The quick <b>fox</b> & "it\'s" ~`^|\\ 100%_{}[] @#$*+=;:?/,.',
    "accents": "Café naïve ñandú Žluťoučký kůň Ærøskøbing Straße",
    "cjk": "漢字かな交じり文、한국어 简体中文",
    "emoji": "🙂👍🏽👨‍👩‍👧🇫🇷❤️",
    "right to left": "שלום עולם — مرحبا بالعالم",
    "cyrillic and dashes": "Привет — мир… «да»",
    "tabs and lines": "a\tb\nc\t\td\n\nlast",
    "mixed": "é漢🙂ש—Ω≈½ and A1\tз\nü",
    "more characters than spare keys": HAN,
    "long": "All work and no play makes Jack a dull boy. " * 30,
    "long and mixed": ("Ünï→" + HAN[:90] + "\n") * 4,
}
ROUNDS = 1
CHANGE_KEYBOARD_MAPPING = 100
NOBODYS_KEY = 180
"""A media key's code that is never borrowed."""
AREA = """<textarea autofocus style="width:90%;height:300px" onkeydown="if (event.key == 'Tab') {
  event.preventDefault(); document.execCommand('insertText', false, '\\t') }"></textarea>"""


@contextlib.asynccontextmanager
async def _managed_display() -> AsyncIterator[tuple[Display, Screen]]:
    async with x_server() as display, running(["openbox", "--sm-disable"], env=display.environment):
        screen = await Screen.connect(display.socket)
        assert await screen.until_managed()
        try:
            yield display, screen
        finally:
            await screen.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["gtk", "chromium"])
async def target(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Display, Screen, TextProgram]]:
    folder = tmp_path_factory.mktemp("program")
    async with _managed_display() as (display, screen):
        started = gtk_program(display, folder) if request.param == "gtk" else chromium_program(display, folder, AREA)
        async with started as program:
            await screen.settle(first_change_s=1.0)
            yield display, screen, program


async def _holds(program: TextProgram, text: str) -> bool:
    return await program.text() == text


async def _arrives(screen: Screen, program: TextProgram, text: str) -> str:
    """Type over what is there; what the program holds in the end."""
    await screen.perform(Key(keys="ctrl+a"))
    await screen.perform(Key(keys="Delete"))
    await screen.perform(TypeText(text=text))
    await until(lambda: _holds(program, text), limit_s=20)
    return await program.text()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_typed_text_arrives_exactly(target: tuple[Display, Screen, TextProgram], text: str) -> None:
    _, screen, program = target
    for _ in range(ROUNDS):
        assert await _arrives(screen, program, text) == text


async def test_text_on_the_clipboard_can_be_pasted(target: tuple[Display, Screen, TextProgram]) -> None:
    _, screen, program = target
    text = HAN + "\n" + "word " * 400
    await _arrives(screen, program, "")
    await screen.set_clipboard(text)
    await screen.perform(Key(keys="ctrl+v"))
    assert await until(lambda: _holds(program, text), limit_s=20)
    assert await screen.clipboard() == text


async def test_what_a_program_copied_can_be_read(target: tuple[Display, Screen, TextProgram]) -> None:
    _, screen, program = target
    await _arrives(screen, program, "copié 漢")
    await screen.perform(Key(keys="ctrl+a"))
    await screen.perform(Key(keys="ctrl+c"))
    assert await screen.clipboard() == "copié 漢"


async def test_caps_lock_does_not_turn_letters(target: tuple[Display, Screen, TextProgram]) -> None:
    _, screen, program = target
    await screen.perform(Key(keys="Caps_Lock"))
    assert await _arrives(screen, program, "Straße ABC def") == "Straße ABC def"


async def test_a_driver_that_died_leaves_nothing_behind(target: tuple[Display, Screen, TextProgram]) -> None:
    display, screen, program = target
    dead = await Screen.connect(display.socket)
    await dead.perform(TypeText(text=HAN[-20:]))
    await dead.perform(KeyDown(keys="ctrl"))
    dead._connection.close()  # no farewell: its keycodes stay bound and its key down
    await screen.release_all()
    for _ in range(ROUNDS):
        assert await _arrives(screen, program, HAN[:120]) == HAN[:120]


async def _change_map(display: Display, rows: dict[int, tuple[int, ...]]) -> None:
    """What setxkbmap, xdotool or a viewer does: keycodes get other keysyms."""
    other = await Connection.open(display.socket)
    for code, row in rows.items():
        other.send(CHANGE_KEYBOARD_MAPPING, 1, struct.pack(f"<BBxx{len(row)}I", code, len(row), *row))
    await other.sync()
    other.close()


async def _change_letters_and_borrowed(display: Display, screen: Screen) -> None:
    """Swap the keys of "b" and "n", and take every code that was borrowed for a character."""
    keymap = screen._hands.keyboard._keymap
    b, n = (keymap.place(ord(letter)) for letter in "bn")
    assert b and n
    rows = {b.keycode: keymap._rows[n.keycode], n.keycode: keymap._rows[b.keycode]}
    await _change_map(display, rows | dict.fromkeys(keymap.borrowed.values(), (0x01000416, 0x01000416)))


MIXED = ("aabb abba Ünï→漢字🙂 " * 12 + "\n") * 3


async def test_text_arrives_after_another_program_has_changed_the_keyboard_map(
    target: tuple[Display, Screen, TextProgram],
) -> None:
    display, screen, program = target
    for _ in range(ROUNDS):
        assert await _arrives(screen, program, MIXED) == MIXED
        await _change_letters_and_borrowed(display, screen)


async def test_text_arrives_when_the_map_is_changed_while_it_is_typed(
    target: tuple[Display, Screen, TextProgram], monkeypatch: pytest.MonkeyPatch
) -> None:
    display, screen, program = target
    digest, changes = screen._hands.keyboard._digest, 0

    async def digest_then_change() -> None:
        nonlocal changes
        await digest()
        await _change_letters_and_borrowed(display, screen)
        changes += 1

    monkeypatch.setattr(screen._hands.keyboard, "_digest", digest_then_change)
    assert await _arrives(screen, program, MIXED) == MIXED
    assert changes >= 2


async def test_text_arrives_beside_a_program_that_keeps_remapping_a_key(
    target: tuple[Display, Screen, TextProgram],
) -> None:
    display, screen, program = target
    ended = asyncio.Event()

    async def remap() -> None:
        other = await Connection.open(display.socket)
        for number in itertools.count():
            if ended.is_set():
                break
            keysym = 0x01000600 + number % 100
            other.send(CHANGE_KEYBOARD_MAPPING, 1, struct.pack("<BBxxII", NOBODYS_KEY, 2, keysym, keysym))
            await other.sync()
        other.close()

    remapping = asyncio.ensure_future(remap())
    try:
        assert await _arrives(screen, program, MIXED[:150]) == MIXED[:150]
    finally:
        ended.set()
        await remapping
        await _change_map(display, {NOBODYS_KEY: (0, 0)})


async def test_text_with_what_no_key_can_type_is_refused_before_any_key(
    target: tuple[Display, Screen, TextProgram],
) -> None:
    _, screen, program = target
    await _arrives(screen, program, "before")
    for text in ("a\x07b", "\x1b", "ok\n\x9f"):
        with pytest.raises(InvalidInput):
            await screen.perform(TypeText(text=text))
    assert await program.text() == "before"


@pytest.mark.parametrize("text", ["echo $HOME | wc -c", "é漢🙂ש—Ω", HAN[:120]], ids=["ascii", "mixed", "han"])
async def test_text_arrives_in_a_terminal_that_answers_no_ping(tmp_path: Path, text: str) -> None:
    written, ready = tmp_path / "written", tmp_path / "ready"
    script = f"open({str(ready)!r}, 'w'); text = input(); open({str(written)!r}, 'w').write(text)"
    argv = ["xterm", "-u8", "-e", "/usr/bin/python3", "-c", script]

    async def exists() -> bool:
        return ready.exists()

    async def arrived() -> bool:
        return written.exists() and written.read_text(encoding="utf-8") != ""

    async with _managed_display() as (display, screen), running(argv, env=display.environment):
        assert await until(exists)
        await screen.settle(first_change_s=1.0, quiet_s=0.5)
        await screen.perform(TypeText(text=text + "\n"))
        await until(arrived, limit_s=20)
        assert written.read_text(encoding="utf-8") == text
