"""What several tests of the judge stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.policy.reading import words_alone


@pytest.fixture
def by_words() -> Iterator[None]:
    """The judge without its second reading."""
    with words_alone():
        yield
