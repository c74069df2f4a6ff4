"""A GTK program for tests, run by the system's Python: a text view and an entry that write what they hold to files.

Arguments: the folder to write to, and "entry" or "view" for what has the focus. `ready` appears when it is mapped.
"""

import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # noqa: E402

folder = pathlib.Path(sys.argv[1])


def write(name: str, text: str) -> None:
    (folder / f"{name}.new").write_text(text, encoding="utf-8")
    (folder / f"{name}.new").rename(folder / name)


window = Gtk.Window(title="entry")
window.set_default_size(700, 400)
box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
entry, view = Gtk.Entry(), Gtk.TextView()
view.set_accepts_tab(True)
buffer = view.get_buffer()
entry.connect("changed", lambda e: write("text", e.get_text()))
buffer.connect("changed", lambda b: write("text", b.get_text(b.get_start_iter(), b.get_end_iter(), True)))
box.pack_start(entry, False, False, 0)
box.pack_start(view, True, True, 0)
window.add(box)
(entry if sys.argv[2] == "entry" else view).grab_focus()
window.connect("focus-in-event", lambda *_: write("ready", "focus"))
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
