"""What a command may reach: what it was judged to reach."""

import pytest

from deskhand.core.verdicts import Touch
from deskhand.policy.reaching import reach_of, with_reach

RUNS = Touch(classes=("run_code",), command="python report.py", commands=("python report.py",))


@pytest.mark.parametrize(
    ("touch", "hosts"),
    [
        (RUNS, ()),
        (RUNS.model_copy(update={"classes": ("run_code", "take_out"), "host": "api.test"}), ("api.test",)),
        (RUNS.model_copy(update={"classes": ("run_code", "install")}), ("*",)),
        (Touch(classes=("run_code", "take_out"), host="a.test", commands=("curl a.test", "curl b.test")), ("*",)),
    ],
)
def test_a_command_reaches_what_its_verdict_names(touch: Touch, hosts: tuple[str, ...]) -> None:
    assert reach_of(touch) == hosts


def test_what_a_model_says_it_reaches_only_makes_a_command_count_for_more() -> None:
    said = with_reach(RUNS, ["api.test"], ["shop.test"])
    assert set(said.classes) > set(RUNS.classes) and "take_out" in said.classes and not said.undoable
    assert reach_of(said) == ("api.test",)
    assert with_reach(RUNS, [], []) is RUNS


def test_a_site_of_the_desk_is_no_new_one() -> None:
    assert "visit_known" in with_reach(RUNS, ["shop.test"], ["shop.test"]).classes
