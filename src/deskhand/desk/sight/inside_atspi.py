"""Reads the accessibility trees of the programs on a screen; runs inside the screen cell, by the system's Python.

Started as `python3 inside_atspi.py READ_FD WRITE_FD`. Each line read is a request {"id", "op", ...}; each line written
is its answer {"id", "result"} or {"id", "error", "kind"}. It needs only the standard library and gi (gir1.2-atspi-2.0)
and must not import the rest of the package, which is not there. A stuck program costs at most CALL_MS a call.
"""

# gi has no types, and the interpreter of this file is not the one that is checked.
# mypy: ignore-errors
from __future__ import annotations

import json
import os
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version has to be named first)

CALL_MS = 600
LIST_S = 2.5
NODES_MAX = 4000
DEPTH_MAX = 60
REMEMBERED_MAX = 20000
TEXT_MAX = 5000

ROLES = {
    "push button": "button", "button": "button", "toggle button": "button", "check box": "checkbox",
    "radio button": "radio", "entry": "textbox", "text": "textbox", "password text": "textbox",
    "editbar": "textbox", "terminal": "textbox", "combo box": "combobox", "menu item": "menuitem", "menu": "menuitem",
    "check menu item": "menuitem", "radio menu item": "menuitem", "page tab": "tab", "table cell": "cell",
    "table column header": "columnheader", "column header": "columnheader", "tree item": "treeitem",
    "list item": "option", "icon": "option", "label": "text", "static": "text", "heading": "heading",
    "image": "image", "dialog": "dialog", "alert": "dialog", "file chooser": "dialog", "color chooser": "dialog",
    "slider": "slider", "spin button": "spinbutton", "progress bar": "progressbar", "link": "link",
    "toggle switch": "switch", "switch": "switch", "push button menu": "button", "canvas": "canvas",
    "drawing area": "canvas", "info bar": "text", "status bar": "text", "notification": "dialog",
}  # fmt: skip
EDITED = {"textbox", "spinbutton", "combobox"}
NAMELESS = {"textbox", "combobox", "checkbox", "radio", "slider", "spinbutton", "switch", "button", "dialog", "canvas"}
CONTAINERS = {
    "dialog": "dialog", "menu bar": "menubar", "tool bar": "toolbar", "table": "table", "tree table": "table",
    "tree": "tree", "menu": "menu", "alert": "dialog", "file chooser": "dialog",
}  # fmt: skip
WEB = {"document web", "document frame"}
S = Atspi.StateType
STATES = [
    (S.FOCUSED, "focused"), (S.SELECTED, "selected"), (S.REQUIRED, "required"),
    (S.INVALID_ENTRY, "invalid"), (S.BUSY, "busy"),
]  # fmt: skip


class Gone(Exception):
    """What was asked for is no longer there."""


class Wrong(Exception):
    """The request can't be done; the words say why."""


class Memory:
    """Numbers for accessible objects: the same object keeps its number while it is remembered."""

    def __init__(self):
        self.numbers = {}
        self.objects = {}
        self.last = 0

    def number(self, node):
        if node not in self.numbers:
            self.last += 1
            self.numbers[node] = self.last
            self.objects[self.last] = node
            if len(self.objects) > REMEMBERED_MAX:
                for old in list(self.objects)[: REMEMBERED_MAX // 2]:
                    self.numbers.pop(self.objects.pop(old), None)
        return self.numbers[node]

    def node(self, number):
        node = self.objects.get(number)
        if node is None or node.get_state_set().contains(S.DEFUNCT):
            raise Gone("it is no longer there")
        return node


MEMORY = Memory()


def children(node):
    count = min(node.get_child_count(), NODES_MAX)
    return [child for child in (node.get_child_at_index(i) for i in range(count)) if child is not None]


def applications():
    return children(Atspi.get_desktop(0))


def box(node):
    component = node.get_component_iface()
    if component is None:
        return None
    e = component.get_extents(Atspi.CoordType.SCREEN)
    return [e.x, e.y, e.width, e.height] if e.width > 0 and e.height > 0 else None


def windows():
    """Every showing top-level window: its program, title, role, whether it is active, and its box."""
    found = []
    for app in applications():
        try:
            name, pid = app.get_name() or "", app.get_process_id()
            found += [window_of(name, pid, window) for window in children(app)]
        except GLib.Error:
            continue  # a program that ends or hangs while it is asked is left out
    return one_in_front([window for window in found if window["shown"]])


def one_in_front(found):
    """The browser's list of downloads goes on saying that it is active: a main window that says so comes before it."""
    real = {window["pid"] for window in found if window["active"] and window["role"] == "frame"}
    return [{**window, "active": window["active"] and (not real or window["pid"] in real)} for window in found]


def window_of(app, pid, node):
    states = node.get_state_set()
    shown = states.contains(S.SHOWING) and not states.contains(S.ICONIFIED)
    return {"node": node, "app": app, "pid": pid, "title": node.get_name() or "", "role": node.get_role_name(),
            "active": states.contains(S.ACTIVE), "shown": shown, "box": box(node) if shown else None}  # fmt: skip


def told(window):
    return {key: value for key, value in window.items() if key != "node"}


def related_name(node):
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            names = [relation.get_target(i).get_name() or "" for i in range(relation.get_n_targets())]
            return " ".join(n for n in names if n)
    return ""


def value_of(node, role, raw_role):
    if role in EDITED or raw_role == "terminal":
        text = node.get_text_iface()
        if text is not None:
            count = text.get_character_count()
            if raw_role == "password text":
                return "\u2022\u2022\u2022\u2022" if count else ""
            return text.get_text(0, min(count, TEXT_MAX)) or ""
    if role in ("slider", "spinbutton", "progressbar"):
        value = node.get_value_iface()
        return f"{value.get_current_value():g}" if value is not None else ""
    return ""


def states_of(node, role, raw_role, states):
    words = [word for state, word in STATES if states.contains(state)]
    if role in ("checkbox", "radio", "switch") or raw_role in ("toggle button", "check menu item", "radio menu item"):
        pressed = states.contains(S.CHECKED) or states.contains(S.PRESSED)
        words.append("mixed" if states.contains(S.INDETERMINATE) else "checked" if pressed else "unchecked")
    if states.contains(S.EXPANDABLE):
        words.append("expanded" if states.contains(S.EXPANDED) else "collapsed")
    if not (states.contains(S.SENSITIVE) or states.contains(S.ENABLED)):
        words.append("disabled")
    if role == "textbox":
        words += ["multiline"] if states.contains(S.MULTI_LINE) else []
        words += ["readonly"] if not states.contains(S.EDITABLE) and raw_role != "terminal" else []
        words += ["password"] if raw_role == "password text" else []
    return words


def options_of(node, role):
    if role != "combobox":
        return []
    names = []
    for child in children(node):
        for item in [child, *children(child)]:
            if item.get_role_name() in ("menu item", "list item") and item.get_name():
                names.append(item.get_name())
    return names[:200]


def cell_place(node, parent):
    """(row from 1, column header, the row's words) of a table cell."""
    table = parent.get_table_iface() if parent is not None else None
    if table is None:
        return None, "", ""
    index = node.get_index_in_parent()
    row, column = table.get_row_at_index(index), table.get_column_at_index(index)
    if row < 0:
        return None, "", ""
    header = table.get_column_header(column)
    cells = [table.get_accessible_at(row, i) for i in range(min(table.get_n_columns(), 20))]
    words = [cell.get_name() for cell in cells if cell is not None and cell.get_name()]
    return row + 1, (header.get_name() or "") if header is not None else "", " | ".join(words)


def describe(node, raw_role, role, states, within, app, parent=None):
    row, column, row_text = cell_place(node, parent) if role == "cell" else (None, "", "")
    name = node.get_name() or related_name(node)
    value = value_of(node, role, raw_role)
    if raw_role in ("label", "static", "icon") and not name and (text := node.get_text_iface()) is not None:
        name = text.get_text(0, min(text.get_character_count(), 1000)) or ""
    return {"k": MEMORY.number(node), "r": role, "n": name, "v": value if value != name else "", "b": box(node),
            "s": states_of(node, role, raw_role, states), "w": within, "row": row, "col": column, "rt": row_text,
            "o": options_of(node, role), "h": node.get_description() or "", "app": app}  # fmt: skip


class Walk:
    """One walk over a window's tree, bounded in nodes, depth and time."""

    def __init__(self, app, skip_web):
        self.app = app
        self.skip_web = skip_web
        self.out = []
        self.cut = 0
        self.visited = 0
        self.until = time.monotonic() + LIST_S

    def visit(self, node, within, parent, depth):
        self.visited += 1
        if self.visited > NODES_MAX or depth > DEPTH_MAX or time.monotonic() > self.until:
            self.cut += 1
            return
        states, raw_role = node.get_state_set(), node.get_role_name()
        if depth and not states.contains(S.SHOWING):
            return
        if self.skip_web and raw_role in WEB:
            return
        role = ROLES.get(raw_role)
        if role and depth:
            item = describe(node, raw_role, role, states, within, self.app, parent)
            if item["b"] and (item["n"] or role in NAMELESS or raw_role == "icon"):
                self.out.append(item)
        if raw_role in CONTAINERS:
            within = [*within, f"{CONTAINERS[raw_role]} {node.get_name() or ''}".strip()][-6:]
        if raw_role in ("push button", "label", "terminal") or role == "textbox":
            return
        shut = role == "combobox" and not states.contains(S.EXPANDED)
        self.inside(node, within, depth, only=("entry", "text") if shut else None)

    def inside(self, node, within, depth, only=None):
        for child in children(node):
            try:
                if only is None or child.get_role_name() in only:
                    self.visit(child, within, node, depth + 1)
            except GLib.Error:
                self.cut += 1  # this part did not answer; the rest may


def chosen_windows(request):
    """The windows of the program in front; of all programs when none is active; of one program when it is named."""
    all_windows = windows()
    if wanted := request.get("app"):
        return [w for w in all_windows if w["app"].casefold() == wanted.casefold()]
    active = {w["pid"] for w in all_windows if w["active"]}
    return [w for w in all_windows if not active or w["pid"] in active]


def do_list(request):
    found, out, cut = chosen_windows(request), [], 0
    for window in found:
        walk = Walk(window["app"], bool(request.get("skip_web")))
        walk.visit(window["node"], [f"window {window['title']}".strip()], None, 0)
        out += walk.out
        cut += walk.cut
    return {"windows": [told(w) for w in found], "e": out, "cut": cut}


def do_one(request):
    node = MEMORY.node(request.get("k"))
    states, raw_role = node.get_state_set(), node.get_role_name()
    if not states.contains(S.SHOWING):
        raise Gone("it is no longer shown")
    app = node.get_application()
    return describe(
        node, raw_role, ROLES.get(raw_role, "text"), states, [], app.get_name() if app else "", node.get_parent()
    )


def do_show(request):
    """Scroll it into view, where the program can, and tell how it is."""
    node = MEMORY.node(request.get("k"))
    component = node.get_component_iface()
    try:
        if component is not None and hasattr(component, "scroll_to"):
            component.scroll_to(Atspi.ScrollType.ANYWHERE)
    except GLib.Error:
        pass  # not every toolkit can scroll; what follows tells where it is
    return do_one(request)


def choose(node, value):
    want = " ".join(value.casefold().split())
    for child in children(node):
        for item in [child, *children(child)]:
            if " ".join((item.get_name() or "").casefold().split()) == want:
                holder = item.get_parent().get_selection_iface() or node.get_selection_iface()
                done = holder is not None and holder.select_child(item.get_index_in_parent())
                if not done:
                    item.get_action_iface().do_action(0)
                return
    raise Wrong(f"it has no such option; its options: {', '.join(options_of(node, 'combobox')) or 'none'}")


def do_set(request):
    node, value = MEMORY.node(request.get("k")), request.get("value", "")
    raw_role, states = node.get_role_name(), node.get_state_set()
    role = ROLES.get(raw_role, "")
    if not states.contains(S.SENSITIVE):
        raise Wrong("it is disabled")
    editable = node.get_editable_text_iface()
    if role in ("checkbox", "radio", "switch") or raw_role in ("toggle button", "check menu item"):
        want = {"true": True, "false": False}.get(value.strip().casefold())
        if want is None:
            raise Wrong("it takes true or false")
        if (states.contains(S.CHECKED) or states.contains(S.PRESSED)) != want:
            node.get_action_iface().do_action(0)
    elif role == "combobox" and editable is None:
        choose(node, value)
    elif role in ("slider", "spinbutton") and node.get_value_iface() is not None:
        node.get_value_iface().set_current_value(float(value))
    elif editable is not None:
        editable.set_text_contents(value)
    else:
        raise Wrong("it holds no value that can be set")
    node.clear_cache()
    return do_one(request)


class Aim(Walk):
    """The one thing that a place or the focus is in, by the way down to it: the rest of the tree is not read."""

    def at(self, window, x, y):
        """(node, parent, containers) of the smallest named thing of a window that holds the point; None for nothing."""
        return self.down(window["node"], [f"window {window['title']}".strip()], None, 0, lambda n: self.meets(n, x, y))

    def meets(self, node, x, y):
        place = box(node)
        return place is None or (place[0] <= x < place[0] + place[2] and place[1] <= y < place[1] + place[3])

    def focus(self, window):
        """The same of what has the focus."""
        within, held = [f"window {window['title']}".strip()], lambda states: states.contains(S.FOCUSED)
        named = focused_by_name(window["node"])
        if named is not None and ROLES.get(named.get_role_name()) and box(named):
            return named, named.get_parent(), within
        return self.down(window["node"], within, None, 0, lambda n: n.get_role_name() != "menu bar", held)

    def down(self, node, within, parent, depth, enter, takes=lambda states: True):
        self.visited += 1
        if self.visited > NODES_MAX or depth > DEPTH_MAX or time.monotonic() > self.until:
            return None
        states, raw_role = node.get_state_set(), node.get_role_name()
        if (depth and not states.contains(S.SHOWING)) or (self.skip_web and raw_role in WEB):
            return None
        role = ROLES.get(raw_role)
        mine = (node, parent, within) if role and depth and takes(states) and box(node) else None
        if raw_role in CONTAINERS:
            within = [*within, f"{CONTAINERS[raw_role]} {node.get_name() or ''}".strip()][-6:]
        if raw_role in ("push button", "label", "terminal") or role == "textbox":
            return mine
        best = None
        for child in children(node):
            try:
                found = self.down(child, within, node, depth + 1, enter, takes) if enter(child) else None
            except GLib.Error:
                continue  # this part did not answer; the rest may
            best = found if found and (best is None or area(found[0]) < area(best[0])) else best
        return best or mine


def focused_by_name(window):
    """What has the focus, by one question where the toolkit answers it; None where it does not."""
    try:
        application = window.get_application()
        if application is None or (application.get_toolkit_name() or "").casefold() != "gtk":
            return None  # a browser would search its pages too
        states = Atspi.StateSet.new([S.FOCUSED, S.SHOWING])
        every, none = Atspi.CollectionMatchType.ALL, Atspi.CollectionMatchType.NONE
        rule = Atspi.MatchRule.new(states, every, {}, none, [], none, [], none, False)
        found = window.get_collection_iface().get_matches(rule, Atspi.CollectionSortOrder.CANONICAL, 1, True)
    except (GLib.Error, AttributeError, TypeError):
        return None  # this toolkit does not answer such questions
    return found[0] if found else None


def area(node):
    place = box(node)
    return place[2] * place[3] if place else 0


def setting_of(node):
    """The dialog that a thing stands in, else its window."""
    at = node
    for _ in range(DEPTH_MAX):
        up = at.get_parent()
        if up is None or up.get_role_name() == "application":
            return at
        at = up
        if at.get_role_name() in ("dialog", "alert", "file chooser", "color chooser"):
            return at
    return at


PASSED_OVER = {"menu bar", "tool bar", "table", "tree table", *WEB}


def parts_of(setting):
    """What a dialog or window holds besides bars and menus, in order: (raw role, role, name, value, states, node)."""
    out, left = [], [NODES_MAX // 10]

    def visit(node, depth):
        left[0] -= 1
        if left[0] < 0 or depth > DEPTH_MAX:
            return
        states, raw_role = node.get_state_set(), node.get_role_name()
        if (depth and not states.contains(S.SHOWING)) or raw_role in PASSED_OVER:
            return
        role = ROLES.get(raw_role)
        if role and depth:
            name = node.get_name() or related_name(node)
            out.append((raw_role, role, name, value_of(node, role, raw_role), states, node))
        if raw_role in ("push button", "label", "terminal", "menu") or role == "textbox":
            return
        for child in children(node):
            try:
                visit(child, depth + 1)
            except GLib.Error:
                continue  # this part did not answer; the rest may

    visit(setting, 0)
    return out


TICKED = {"checkbox", "radio", "switch"}
FILLED = {"textbox", "combobox", "spinbutton", "slider", *TICKED}
KINDS = {"textbox": "text", "combobox": "select", "spinbutton": "number", "slider": "number", "switch": "checkbox"}


def field_of(part):
    raw_role, role, name, value, states, node = part
    kind = "password" if raw_role == "password text" else KINDS.get(role, role)
    if role == "textbox" and states.contains(S.MULTI_LINE):
        kind = "textarea"
    if role in TICKED:
        value = "true" if states.contains(S.CHECKED) else ""
    if role == "combobox" and not value:
        value = name
        name = related_name(node)
    filled = bool(value)
    return {"n": name, "k": kind, "v": "" if kind == "password" else value[:2000], "f": filled}


def form_of(setting, parts):
    """A dialog, or a window with one-line fields and buttons, is a form without an address; None for anything else."""
    fields = [part for part in parts if part[1] in FILLED]
    buttons = [part for part in parts if part[0] == "push button"]
    one_line = any(not part[4].contains(S.MULTI_LINE) for part in fields)
    dialog = CONTAINERS.get(setting.get_role_name()) == "dialog"
    if not buttons or not (dialog or (fields and one_line)):
        return None
    default = next((part for part in buttons if part[4].contains(S.IS_DEFAULT)), None)
    return {"n": setting.get_name() or "", "f": [field_of(part) for part in fields], "b": default[2] if default else ""}


def chord_in(windows_in_front, binding):
    """The name of the menu item that has this key binding, written as the toolkit writes it."""
    for window in windows_in_front:
        for name, keys in bindings_of(window["node"], 0):
            if keys == binding:
                return name
    return ""


def bindings_of(node, depth):
    """(name, key binding) of every menu item below."""
    raw_role = node.get_role_name()
    if raw_role.endswith("menu item"):
        action = node.get_action_iface()
        keys = (action.get_key_binding(0) or "") if action is not None and action.get_n_actions() else ""
        if keys.rpartition(";")[2]:
            yield " ".join((node.get_name() or "").split()), chord_of(keys.rpartition(";")[2])
        return
    if depth > DEPTH_MAX or raw_role in WEB or raw_role in ("table", "tree table", "text", "terminal"):
        return
    for child in children(node):
        try:
            yield from bindings_of(child, depth + 1)
        except GLib.Error:
            continue  # this part did not answer; the rest may


def chord_of(binding):
    """ "<Primary><Shift>s" as "ctrl+shift+s"."""
    words = binding.replace("<", " ").replace(">", " ").casefold().split()
    words = [{"primary": "ctrl", "control": "ctrl"}.get(word, word) for word in words]
    held = [word for word in ("ctrl", "alt", "shift", "super") if word in words]
    return "+".join([*held, *(word for word in words if word not in held)])


def under(all_windows, place, title):
    """The window at this place of the screen, by the X server's word; none when no program tells of one there."""
    near = [w for w in all_windows if w["box"] and all(abs(a - b) <= 4 for a, b in zip(w["box"], place, strict=True))]
    named = [w for w in near or all_windows if w["title"] == title]
    return named if title and named else near


def aimed(request, found):
    """(node, parent, containers, program) that a request is about: a numbered thing, a place, or the focus."""
    if request.get("k"):
        node = MEMORY.node(request["k"])
        if not node.get_state_set().contains(S.SHOWING):
            raise Gone("it is no longer shown")
        app = node.get_application()
        return node, node.get_parent(), [], (app.get_name() or "") if app else ""
    hits = []
    for window in found:
        aim = Aim(window["app"], bool(request.get("skip_web")))
        hit = aim.focus(window) if request.get("focus") else aim.at(window, request["x"], request["y"])
        hits += [(*hit, window["app"])] if hit else []
    return min(hits, key=lambda hit: area(hit[0]), default=None)


def do_target(request):
    """What a click at a place, a key, or an act on a numbered thing would reach, and the dialog it stands in."""
    found = (
        under(windows(), request["over"], request.get("title", "")) if request.get("over") else chosen_windows(request)
    )
    hit = aimed(request, found)
    chord = chord_in(found, request["chord"]) if request.get("chord") else ""
    answer = {"windows": [told(w) for w in found], "e": None, "chord": chord}
    if hit is None:
        return answer
    node, parent, within, app = hit
    states, raw_role = node.get_state_set(), node.get_role_name()
    role = ROLES.get(raw_role, "text")
    setting = setting_of(node)
    parts = parts_of(setting) if role in FILLED or role in ("button", "dialog", "text") else []
    form = form_of(setting, parts) if role != "text" else None
    default = any(part[4].contains(S.IS_DEFAULT) for part in parts)
    one_line = role == "textbox" and not states.contains(S.MULTI_LINE)
    presses = request.get("press") in ("click", "return", "space") and states.contains(S.IS_DEFAULT)
    words = " ".join(part[2] for part in parts if part[1] in ("text", "heading") and part[2])
    implied = request.get("press") == "return" and one_line and default
    element = describe(node, raw_role, role, states, within, app, parent)
    answer.update(e=element, form=form, around=words[:800], submits=bool(form and (presses or implied)))
    return answer


OPS = {
    "target": do_target,
    "windows": lambda request: {"windows": [told(w) for w in windows()]},
    "list": do_list,
    "one": do_one,
    "show": do_show,
    "set": do_set,
}


def answer(request):
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)  # programs that came and went since the last request
    Atspi.get_desktop(0).clear_cache()
    for app in applications():
        app.clear_cache()
    return OPS[request["op"]](request)


def reply_to(line):
    request = {}
    try:
        request = json.loads(line)
        return {"id": request["id"], "result": answer(request)}
    except Gone as error:
        return {"id": request.get("id"), "error": str(error), "kind": "gone"}
    except GLib.Error as error:
        return {"id": request.get("id"), "error": error.message, "kind": "gone" if request.get("k") else "stuck"}
    except Exception as error:  # noqa: BLE001  (a program's odd answer must not end the reader; it is told instead)
        return {"id": request.get("id") if isinstance(request, dict) else None, "error": str(error), "kind": "wrong"}


def main(read_fd, write_fd):
    Atspi.init()
    Atspi.set_timeout(CALL_MS, 2 * CALL_MS)
    with (
        os.fdopen(read_fd, "r", encoding="utf-8", errors="replace") as requests,
        os.fdopen(write_fd, "wb", 0) as answers,
    ):
        for line in requests:
            answers.write(json.dumps(reply_to(line)).encode() + b"\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
