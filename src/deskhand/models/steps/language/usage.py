"""What to write instead, for lines that can't be read. Words for people; it reads nothing."""

from __future__ import annotations

CAN_DO = (
    "open, click, type ... into, choose ... in, tick, press, expand, scroll, drag, attach, wait for, expect, "
    "read ... as, run, write ... to a file, show ... as chart, for each, repeat, if, let, ask, say, stop"
)

USAGE: dict[str, str] = {
    "click": 'Write: click "Save".', "type": 'Write: type "Ann" into "Name".', "enter": 'Write: enter "Ann" in "Name".',
    "fill": 'Name the field and its text: fill "Name" with "Ann".', "choose": 'Write: choose "Travel" in "Category".',
    "select": 'Write: select "Travel" in "Category".', "open": "Write: open http://example.test, or: open browser.",
    "go": "Write: go to http://example.test.", "read": 'Say where to keep it: read "Total" as total.',
    "get": 'Say where to keep it: get "Total" as total.', "run": "Write: run `pytest -q`.",
    "wait": 'Write: wait for "Saved", or: wait 2 seconds.', "expect": 'Write: expect "Saved".',
    "check": 'Write: check "I agree" (to tick it), or: check that "Saved" is shown.',
    "write": 'Write: write "text" to notes.txt.', "save": 'Write: save {rows} to rows.csv, or: click "Save".',
    "for": "Write: for each file in receipts: and indent the steps below it.", "if": 'Write: if "Saved" is shown:',
    "set": 'Write: set "Date" to "2024-05-12", or: let total = 0.', "drag": 'Write: drag "Card" onto "Done".',
    "scroll": 'Write: scroll down, or: scroll to "Terms".', "press": "Write: press Enter, or: press Ctrl+S.",
    "attach": 'Write: attach receipts/a.png to "Receipt".', "upload": 'Write: upload receipts/a.png to "Receipt".',
    "repeat": "Write: repeat 3 times: and indent the steps below it.", "let": "Write: let total = 0.",
    "add": "Write: add amount to total, or: append \"text\" to notes.txt.", "ask": 'Write: ask "Which one?" as answer.',
    "search": 'Write: type "valve" into the Search field and press Enter.',
    "close": "Write: close the tab, or: click Close.",
    "submit": "Press the form's button by its name: click Send; or write: press Enter.",
    "delete": 'Write: delete the file a.txt, or press what deletes it: click "Delete" in the row of "Taxi".',
    "remove": 'Write: delete the file a.txt, or press what removes it: click "Remove" in the row of "Taxi".',
    "log": 'Write what you would do: type "ann" into "Name" and click "Log in".',
    "rename": "Write: rename a.txt to b.txt.",
    "take": "The report shows the screen at each step; to keep words from it write: read \"Total\" as total.",
    "copy": 'Write: copy the file a.txt to b.txt, or: read "Total" as total.', "expand": 'Write: expand "Documents".',
    "show": 'Write: show rows as table, show rows as chart titled "Expenses", or: show report.md.',
    "draw": "Write: show rows as chart of Amount by Category.",
    "plot": "Write: show rows as line chart of Total by Day.",
    "move": 'Write: drag "A" onto "B", or: hover over "A".', "tick": 'Write: tick "I agree".',
}  # fmt: skip
"""What to write when the verb is known and the rest can't be read."""
