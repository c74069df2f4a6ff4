"""What holds for every test."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

TEARDOWN_S = 240.0
"""The time limit of a test (`timeout` in pyproject.toml) is over once it has struck: what is taken down after that had
none, and one fixture that waited for ever kept the whole run from ending."""


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
