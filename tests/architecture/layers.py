"""The layers of Deskhand as data: ARCHITECTURE.md in a form that a test can hold the code to.

To add a folder, give it a rank here and a line in ARCHITECTURE.md's code map. Lists of exemptions only shrink.
"""

from __future__ import annotations

RANKS = {
    "core": 0,
    "settings": 0,
    "keys": 0,
    "journal": 1,
    "policy": 1,
    "models": 1,
    "secrets": 1,
    "desk": 1,
    "frame": 1,
    "artifacts": 1,
    "tools": 2,
    "rendering": 2,
    "agent": 3,
    "routines": 4,
    "extract": 4,
    "evals": 4,
    "distill": 4,
    "steering": 4,
    "report": 4,
    "retention": 4,
    "soak": 4,
    "bench": 4,
    "testing": 4,
    "server": 5,
    "cli": 6,
    "__main__": 7,
}
"""Folder or top-level module of src/deskhand -> rank. An import goes to a lower rank or stays in its folder."""

SIDEWAYS = {("settings", "core"), ("keys", "core")}
"""The only imports within a rank: a wrong setting or key is told in an error of the one exception tree."""

SHIPPED_FOR_TESTS = "testing"
"""Fakes and kits: no module of the product may import them."""

REGISTRIES = frozenset(
    {
        "deskhand.artifacts.export.registry",
        "deskhand.artifacts.kinds.registry",
        "deskhand.models.registry",
        "deskhand.models.prices",
        "deskhand.models.tiny.engines",
        "deskhand.journal.opening",
        "deskhand.policy.trained.model",
        "deskhand.cli.lazy",
        "deskhand.settings",
    }
)
"""Modules that may import by a dotted name: where kinds, formats, models, prices, commands and the like are found."""

ENVIRONMENT_READERS = frozenset({"deskhand.settings"})
PROCESS_STARTERS = frozenset({"desk", "bench", "deskhand.agent.driving.starting"})
"""Folders, and the one module that starts a session's driver as a process of its own."""

PRINTERS = frozenset({"cli"})
PURE = frozenset({"core", "policy", "artifacts"})

INSIDE = "inside"
"""Programs of this name or in a folder of this name run inside a cell, under the system's Python."""

SLEEPS_ALLOWED = {
    "deskhand.agent.asking": 1,  # the pause before a model that failed is asked again
    "deskhand.agent.driving.following": 1,  # before a driver that is not there is looked for again
    "deskhand.desk.open": 1,  # for a lock that tells nobody when it is free
    "deskhand.desk.programs.watchdog": 2,  # between two measurements of memory, and of the disk
    "deskhand.desk.programs.way_out": 1,  # the pause before a proxy that ended is started again
    "deskhand.desk.screen.hands": 1,  # Chromium gives no sign that it has read a remapped key
    "deskhand.desk.screen.keyboard": 1,  # a key held for as long as was asked
    "deskhand.desk.screen.pointer": 1,  # the speed of a hand that drags
    "deskhand.desk.screen.screen": 1,  # the act `wait`
    "deskhand.desk.screen.view": 1,  # after damage was heard: programs draw in bursts, one read for many
}
"""Module -> how many sleeps it still has. Nothing waits for the screen by sleeping; take entries out, add none."""

WAITERS = frozenset({"desk", "agent", "tools"})

FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 60
CONSTRUCTOR_PARAMETERS_MAX = 7
INHERITANCE_DEPTH_MAX = 2
