"""Every way in which a desk can be made to do something, as data: the call or command, and the verdict it leaves.

A tool, action, act, command or method of a desk that this table does not name fails `test_every_way`.
"""

from __future__ import annotations

from typing import Any

CALLS: dict[tuple[str, str], tuple[dict[str, Any], str, str]] = {
    # (tool, action) -> arguments, what balanced decides, a class that the verdict holds
    ("computer", "screenshot"): ({}, "allow", "look"),
    ("computer", "zoom"): ({"region": [0, 0, 50, 50]}, "allow", "look"),
    ("computer", "wait"): ({"duration": 0.01}, "allow", "look"),
    ("computer", "cursor_position"): ({}, "allow", "look"),
    ("computer", "mouse_move"): ({"coordinate": [5, 5]}, "allow", "move"),
    ("computer", "scroll"): ({"direction": "down"}, "allow", "move"),
    ("computer", "key_up"): ({"keys": "shift"}, "allow", "move"),
    ("computer", "left_click"): ({"element": "e2"}, "ask", "submit"),
    ("computer", "double_click"): ({"element": "e2"}, "ask", "submit"),
    ("computer", "triple_click"): ({"element": "e2"}, "ask", "submit"),
    ("computer", "middle_click"): ({"element": "e2"}, "ask", "submit"),
    ("computer", "right_click"): ({"element": "e2"}, "", ""),
    ("computer", "back_button"): ({"coordinate": [5, 5]}, "", ""),
    ("computer", "forward_button"): ({"coordinate": [5, 5]}, "", ""),
    ("computer", "mouse_down"): ({"element": "e2"}, "ask", "submit"),
    ("computer", "mouse_up"): ({"element": "e2"}, "ask", "submit"),
    ("computer", "drag"): ({"path": [[5, 5], [60, 60]]}, "", ""),
    ("computer", "type"): ({"text": "words"}, "", ""),
    ("computer", "key"): ({"keys": "ctrl+s"}, "", ""),
    ("computer", "key_down"): ({"keys": "shift"}, "", ""),
    ("computer", "hold_key"): ({"keys": "shift", "duration": 0.01}, "", ""),
    ("computer", "set_value"): ({"element": "e1", "value": "Ada"}, "", ""),
    ("computer", "open"): ({"target": "http://form.test"}, "allow", "visit_known"),
    ("elements", ""): ({}, "allow", "look"),
    ("bash", ""): ({"command": "rm -rf build"}, "ask", "delete"),
    ("edit", "view"): ({"path": "a.txt"}, "allow", "look"),
    ("edit", "create"): ({"path": "b.txt", "text": "x"}, "allow", "write_on_desk"),
    ("edit", "replace"): ({"path": "a.txt", "old": "one", "new": "two"}, "allow", "write_on_desk"),
    ("edit", "insert"): ({"path": "a.txt", "line": 0, "text": "x"}, "allow", "write_on_desk"),
    ("files", "list"): ({}, "allow", "look"),
    ("files", "read"): ({"path": "a.txt"}, "allow", "look"),
    ("files", "read_picture"): ({"path": "a.txt"}, "allow", "look"),
    ("files", "write"): ({"path": "a.txt", "text": "x"}, "allow", "write_on_desk"),
    ("files", "move"): ({"path": "a.txt", "target": "c.txt"}, "allow", "write_on_desk"),
    ("files", "make_folder"): ({"path": "d"}, "allow", "write_on_desk"),
    ("files", "delete"): ({"path": "a.txt"}, "ask", "delete"),
    ("artifact", "list"): ({}, "allow", "look"),
    ("artifact", "read"): ({"id": "a1"}, "allow", "look"),
    ("artifact", "diagnostics"): ({"id": "a1"}, "allow", "look"),
    ("artifact", "create"): ({"title": "A", "content": "# A"}, "allow", "write_on_desk"),
    ("artifact", "update"): ({"id": "a1", "base": 1, "edits": []}, "allow", "write_on_desk"),
    ("artifact", "rewrite"): ({"id": "a1", "base": 1, "content": "# B"}, "allow", "write_on_desk"),
    ("artifact", "branch"): ({"id": "a1"}, "allow", "write_on_desk"),
    ("secret", ""): ({"name": "mail", "field": "password", "element": "e1"}, "ask", "sign_in"),
    ("ask_person", ""): ({"question": "Which?"}, "allow", "look"),
    ("finish", ""): ({"outcome": "done", "summary": "ok"}, "allow", "look"),
}
"""Where the second is "", the table only demands that there is a verdict with a class: what is under the pointer or has
the focus decides, and is tested where acts are classed."""

COMMANDS: dict[str, str] = {
    "say": "words only: what the model then asks for is judged",
    "answer": "lets a call go on that was judged and asked about, judged again before it runs",
    "pause": "stops",
    "continue": "goes on with calls that are judged",
    "stop": "stops",
    "take_control": "the person acts with their own hands; no call of the model's runs meanwhile",
    "return_control": "words only",
    "change_limits": "numbers only",
    "use_tool": "a call, judged as any other before it begins",
    "break_off": "stops",
}
"""Every command of the inbox -> why it can't make the desk do anything that is not judged."""

DESK_METHODS: dict[str, str] = {
    "act": "computer", "enter_secret": "secret", "run": "bash",
    "write_file": "edit, files", "make_folder": "files", "move_file": "files",
    "delete_file": "files", "restart_shell": "bash: it ends what the shell started, and is a call with a verdict",
    "cover": "opens the wall while a person has the desk; only the loop calls it",
    "settle_held": "lets go what a page wants to send; only the loop calls it, after a verdict about it",
    "restore": "no tool, no command and no move calls it: only `deskhand`'s own commands, by a person",
    "snapshot": "copies only", "release_all": "lets go of keys", "detach": "changes nothing", "close": "ends the desk",
    "look": "sees", "elements": "sees", "element_at": "sees", "element": "sees", "target": "sees", "held": "sees",
    "focused": "sees", "read_picture": "sees", "list_files": "sees", "read_file": "sees", "run_output": "sees",
    "info": "tells",
}  # fmt: skip
"""Every method of a desk -> the tool through which a call reaches it, or why it does nothing that is to be judged."""

NOT_THERE_YET = ("routine",)
"""Ways that are planned; when their folder comes, they must be named above."""
