"""A small GTK window as a template describes it: argv is its JSON; a line on stdin names the widget to focus.

It is run by the system's Python, like the programs of a desk.
"""

import json
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk  # noqa: E402

told = json.loads(sys.argv[1])
GLib.set_prgname(told["app"])
named = {}


def named_field(name, value, *, hidden=False):
    row = Gtk.Box(spacing=8)
    label, entry = Gtk.Label(label=name), Gtk.Entry(text=value, visibility=not hidden)
    label.set_mnemonic_widget(entry)
    row.add(label)
    row.add(entry)
    return row, entry


def switch(name):
    row, widget = Gtk.Box(spacing=8), Gtk.Switch()
    widget.get_accessible().set_name(name)
    row.add(Gtk.Label(label=name))
    row.add(widget)
    return row, widget


def menu(text):
    title, _, items = text.partition(">")
    bar, top, drop = Gtk.MenuBar(), Gtk.MenuItem(label=title), Gtk.Menu()
    for item in items.split("|"):
        drop.append(Gtk.MenuItem(label=item))
    top.set_submenu(drop)
    bar.append(top)
    return bar, top


def text_view(text):
    view = Gtk.TextView()
    view.get_buffer().set_text(text)
    view.set_size_request(300, 80)
    return view, view


def plain(widget):
    return widget, widget


def part(line):
    kind, _, rest = line.partition(":")
    name, _, value = rest.partition("=")
    makers = {
        "label": lambda: plain(Gtk.Label(label=rest)),
        "entry": lambda: named_field(name, value),
        "password": lambda: named_field(name, value, hidden=True),
        "text": lambda: text_view(rest),
        "check": lambda: plain(Gtk.CheckButton(label=rest)),
        "switch": lambda: switch(rest),
        "button": lambda: plain(Gtk.Button(label=rest)),
        "menu": lambda: menu(rest),
    }
    whole, widget = makers[kind]()
    named.setdefault("" if kind == "text" else name, widget)  # a text has no name of its own
    return whole


def focus(source, condition):
    line = sys.stdin.readline()
    if not line:
        return False
    named[line.strip()].grab_focus()
    print("focused", flush=True)
    return True


dialog = any(line.startswith("button:") for line in told["body"]) and not any(
    line.startswith("menu:") for line in told["body"]
)
window = Gtk.Dialog(title=told["title"]) if dialog else Gtk.Window(title=told["title"])
box = window.get_content_area() if dialog else Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
if not dialog:
    window.add(box)
for line in told["body"]:
    box.add(part(line))
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN, focus)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
