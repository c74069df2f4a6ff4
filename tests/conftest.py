"""What holds for every test."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

TEARDOWN_S = 240.0
"""The time limit of a test (`timeout` in pyproject.toml) is over once it has struck: what is taken down after that had
none, and one fixture that waited for ever kept the whole run from ending."""

LONG_FIRST = ("tests/workspace/", "tests/soak/", "tests/cli/", "tests/hostile/", "tests/examples/", "tests/desk/")
"""What takes long begins first, so that no worker is left alone with it in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, each in enumerate(LONG_FIRST) if item.nodeid.startswith(each)), 99))


# How long an example takes depends on what else the machine does.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """A teardown that hangs ends its worker, with a traceback that shows where; the others go on."""
    faulthandler.dump_traceback_later(TEARDOWN_S, exit=True)
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()
