"""The one way a step fails inside: what happened, and what to write. It never leaves the model."""

from __future__ import annotations


class StepFailed(Exception):
    """This step can't be done. message: what happened, with the value. hint: what the person can write."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Stopped(StepFailed):
    """This step is not to go on: somebody said no, or said to stop. No other way is tried."""
