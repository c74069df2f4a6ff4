"""The shell, with real bash: what it keeps, how commands end, and what hostile ones can't do."""

from __future__ import annotations

import asyncio
import hashlib
import shlex
import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.core.errors import DeskLost, InvalidInput
from deskhand.desk.shell.session import COMMAND_BYTES_MAX, ShellSession
from tests.desk.shell.conftest import Ground

STUBBORN = "python3 -c 'import signal,time; signal.signal(2, signal.SIG_IGN); print(1, flush=True); time.sleep(600)'"


@pytest.mark.parametrize(
    ("command", "exit_code", "output"),
    [
        ("echo out; echo err >&2; echo out", 0, "out\nerr\nout\n"),
        ("false", 1, ""),
        ("(exit 7)", 7, ""),
        ("", 0, ""),
        ("# only words", 0, ""),
        ("nowhere_to_be_found", 127, "bash: nowhere_to_be_found: command not found\n"),
        ("cat; read x; echo $?", 0, "1\n"),
        ("printf '\\377ok'", 0, "\ufffdok"),
        ("printf '\\303'", 0, "\ufffd"),
        ("printf 'no newline'", 0, "no newline"),
        ("kill -9 $BASHPID & wait $! 2>/dev/null; echo $?", 0, None),
        ("bash -c 'kill -SEGV $$'", 139, None),
        ("echo ${nothing?is set}; echo not reached", 1, "bash: nothing: is set\n"),
        ("readonly R=1; R=2; echo not reached", 1, "bash: R: readonly variable\n"),
        ("cat <<'X'\na $b\nX", 0, "a $b\n"),
        ("tty; echo $TERM $PAGER", 0, "not a tty\ndumb cat\n"),
    ],
)
async def test_a_command_ends_with_its_exit_code_and_output(
    shell: ShellSession, command: str, exit_code: int, output: str | None
) -> None:
    result = await shell.run(command)
    assert (result.exit_code, result.timed_out, result.note) == (exit_code, False, "")
    if output is not None:
        assert result.output == output


async def test_folder_variables_functions_and_exports_stay(shell: ShellSession, ground: Ground) -> None:
    first = await shell.run("mkdir 'a b'; cd 'a b'; x=5; export Y=6; f() { echo f$1; }; alias ll='echo al'")
    assert first.cwd == f"{ground.cwd}/a b"
    assert (await shell.run("pwd; f $x; ll; env | grep ^Y=")).output == f"{ground.cwd}/a b\nf5\nal\nY=6\n"


@pytest.mark.parametrize(
    "broken", ["echo 'never closed", 'echo "', "if true", "f() {", "cat <<X", "echo $(", "}", "&&"]
)
async def test_a_command_with_broken_syntax_does_not_poison_the_next(shell: ShellSession, broken: str) -> None:
    assert (await shell.run("kept=1")).exit_code == 0
    assert (await shell.run(broken, timeout_s=20)).timed_out is False
    assert (await shell.run("echo fine $kept")).output == "fine 1\n"


async def test_a_background_job_does_not_hold_the_command_open(shell: ShellSession) -> None:
    result = await shell.run("mkfifo go; (read line <go; echo late $line) & echo started", timeout_s=30)
    assert result.exit_code == 0 and result.output.endswith("started\n")
    after = await shell.run("echo news >go; wait; echo end")
    assert "late news\n" in after.output and after.output.endswith("end\n")


async def test_what_background_jobs_wrote_between_commands_is_in_the_note(shell: ShellSession, ground: Ground) -> None:
    await shell.run("mkfifo go gone; (read line <go; echo from behind; echo x >gone) & true")
    await asyncio.to_thread((ground.folder / "go").write_text, "now\n")
    await asyncio.to_thread((ground.folder / "gone").read_text)
    result = await shell.run("echo only mine")
    mine, *told = result.output.splitlines()  # the shell itself may tell that the job is done
    assert mine == "only mine" and all(line.startswith("[1]") for line in told)
    assert result.note.startswith("Since the last command, background jobs wrote:\n") and "from behind" in result.note


@pytest.mark.parametrize(
    "command",
    [
        "sleep 600; echo reached",
        "while true; do sleep 600; done; echo reached",
        "while :; do :; done; echo reached",
        "f() { while :; do :; done; }; f; echo reached",
        "sleep 600 & wait; echo reached",
        "x=$(sleep 600); echo reached",
        "sleep 600 | cat; echo reached",
        f"{STUBBORN}; true",
    ],
)
async def test_a_command_over_its_time_is_ended_and_the_shell_survives(shell: ShellSession, command: str) -> None:
    await shell.run("kept=1")
    result = await shell.run(command, timeout_s=0.3)
    assert (result.timed_out, result.exit_code, "reached\n" in result.output) == (True, None, False)
    assert result.note == "The command was ended after 0.3 s."
    assert (await shell.run("echo fine $kept")).output == "fine 1\n"


async def test_a_timeout_leaves_background_jobs_alone(shell: ShellSession) -> None:
    await shell.run("python3 -m http.server --bind 127.0.0.1 0 >/dev/null 2>&1 & server=$!")
    assert (await shell.run("sleep 600 & other=$!; sleep 600", timeout_s=0.3)).timed_out
    assert (await shell.run("kill -0 $server && kill -0 $other && echo both alive")).output == "both alive\n"


async def test_a_loop_that_hardly_anything_stops_is_ended_and_what_it_cost_is_said(shell: ShellSession) -> None:
    await shell.run("kept=1")
    result = await shell.run(f"trap '' INT; while true; do {STUBBORN}; done", timeout_s=0.3)
    assert result.timed_out
    lost = (
        "variables, functions and folder are lost" in result.note
    )  # nearly always: bash seldom breaks the loop itself
    assert (await shell.run("echo fine $kept")).output == ("fine\n" if lost else "fine 1\n")


@pytest.mark.parametrize(
    ("command", "exit_code", "output"),
    [
        ("echo bye; exit 3", 3, "bye\n"),
        ("set -e; false", 1, ""),
        ("exec true", 0, ""),
        ("kill -9 $$", 137, ""),
        ("echo last; exec 198<&- 199>&-; exit 0", 0, "last\n"),
    ],
)
async def test_a_command_that_ends_the_shell_is_told_and_a_new_one_started(
    shell: ShellSession, command: str, exit_code: int, output: str
) -> None:
    result = await shell.run(command)
    assert (result.exit_code, result.output) == (exit_code, output)
    assert result.note.startswith(f"The command ended the shell (exit code {exit_code}).")
    assert (await shell.run("echo fine")).output == "fine\n"


async def test_a_shell_that_ended_between_commands_is_started_again_and_told(
    shell: ShellSession, ground: Ground
) -> None:
    await shell.run("kept=1; mkfifo go; (read line <go; kill -9 $$) & true")
    assert shell._bash is not None
    await asyncio.to_thread((ground.folder / "go").write_text, "now\n")
    assert await shell._bash.process.wait() == -9
    result = await shell.run("echo fine $kept")
    assert result.output == "fine\n" and result.note.startswith(
        "The shell had ended by itself. The shell was restarted"
    )


async def test_a_shell_that_ends_before_it_takes_the_command_is_started_again_and_the_command_runs_once(
    shell: ShellSession, ground: Ground
) -> None:
    await shell.run("kept=1")
    assert shell._bash is not None
    process = shell._bash.process
    await process.signal(signal.SIGSTOP)
    running = asyncio.create_task(shell.run("echo fine $kept | tee -a ran"))
    await asyncio.sleep(0)
    await process.signal(signal.SIGKILL)
    result = await running
    assert result.output == "fine\n" and result.note.startswith("The shell had ended by itself.")
    assert await asyncio.to_thread((ground.folder / "ran").read_text) == "fine\n"


async def test_long_output_keeps_head_and_tail_and_counts_the_rest(shell: ShellSession) -> None:
    result = await shell.run("seq 1 2000000", output_chars_max=1000)
    whole = "".join(f"{n}\n" for n in range(1, 2_000_001))
    assert result.output.startswith(whole[:500]) and result.output.endswith(whole[-500:])
    assert result.cut == len(whole) - 1000


async def test_output_can_be_watched_while_the_command_runs(shell: ShellSession, ground: Ground) -> None:
    await shell.run("mkfifo go")
    running = asyncio.create_task(shell.run("echo first; read line <go; echo second"))
    seen = ""
    while not seen:
        async for text in shell.output():
            seen += text
            if seen == "first\n":
                await asyncio.to_thread((ground.folder / "go").write_text, "x\n")
        await asyncio.sleep(0)
    assert seen == (await running).output == "first\nsecond\n"


async def test_who_watches_can_come_before_the_command(shell: ShellSession) -> None:
    watching = asyncio.create_task(anext(shell.output(wait=True)))
    await asyncio.sleep(0)
    assert not watching.done()
    await shell.run("echo first")
    assert await watching == "first\n"


async def test_nothing_is_watched_when_nothing_runs(shell: ShellSession) -> None:
    await shell.run("echo x")
    assert [text async for text in shell.output()] == []


async def test_cancelling_ends_the_command(shell: ShellSession, ground: Ground) -> None:
    await shell.run("mkfifo go; kept=1")
    running = asyncio.create_task(shell.run("echo x >go; sleep 600; touch reached"))
    await asyncio.to_thread((ground.folder / "go").read_text)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (await shell.run("echo fine $kept; jobs; ls")).output == "fine 1\ngo\n"


async def test_a_restart_ends_running_command_and_jobs(shell: ShellSession, ground: Ground) -> None:
    await shell.run("sleep 600 & echo $! >pid; kept=1; mkfifo go")
    running = asyncio.create_task(shell.run("echo x >go; sleep 600"))
    await asyncio.to_thread((ground.folder / "go").read_text)
    await shell.restart()
    assert (await running).exit_code == 137
    assert (await shell.run("kill -0 $(cat pid) 2>/dev/null; echo $? $kept")).output == "1\n"


async def test_commands_run_one_at_a_time(shell: ShellSession) -> None:
    results = await asyncio.gather(*(shell.run(f"echo {n} >>log; cat log | wc -l; true") for n in range(5)))
    assert sorted(result.output.strip() for result in results) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("bad", ["a\0b", "\0", "\ud800", "x" * (COMMAND_BYTES_MAX + 1)])
async def test_a_command_that_no_shell_can_read_is_refused(shell: ShellSession, bad: str) -> None:
    with pytest.raises(InvalidInput):
        await shell.run(bad)
    assert (await shell.run("echo fine")).output == "fine\n"


async def test_a_command_of_many_pages_arrives_whole(shell: ShellSession) -> None:
    text = "".join(f"line {n} of it\n" for n in range(20_000))
    result = await shell.run(f"md5sum <<'END'\n{text}END")
    assert result.output.split()[0] == hashlib.md5(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "forgery",
    [
        "printf 'x 0 /nowhere\\0' >&199",
        "bash -c 'printf \"x 0 /nowhere\\0\" >/proc/$PPID/fd/199'",
        "echo 'true' >&198; cat <&198",
        "set | grep -c nothing_like_it; printf '%s' \"$__token\"",
    ],
)
async def test_a_command_cannot_fake_its_end_or_reach_the_channels(shell: ShellSession, forgery: str) -> None:
    result = await shell.run(f"{forgery}; echo after", timeout_s=20)
    assert result.output.endswith("after\n") and result.cwd != "/nowhere"
    assert (await shell.run("echo fine")).output == "fine\n"


async def test_a_prompt_set_by_a_command_is_not_printed(shell: ShellSession) -> None:
    await shell.run("PS1='(venv) $ '; PS2='more> '")
    assert (await shell.run("echo fine")).output == "fine\n"


async def test_a_closed_shell_is_lost(ground: Ground) -> None:
    shell = await ShellSession.start(ground.cell, cwd=ground.cwd)
    await shell.close()
    with pytest.raises(DeskLost):
        await shell.run("true")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200), max_size=4))
async def test_any_text_goes_through_a_command_and_back(shell: ShellSession, texts: list[str]) -> None:
    result = await shell.run("printf '<%s>' " + " ".join(map(shlex.quote, texts or [""])))
    assert result.output == "".join(f"<{text}>" for text in texts or [""])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("'\"`$(){}[];&|<>\\!#*?~ \n\tax=1"), max_size=40))
async def test_no_jumble_of_shell_signs_breaks_the_session(shell: ShellSession, jumble: str) -> None:
    result = await shell.run(f"cd /nonexistent-folder && {{ :\n{jumble}", timeout_s=5)
    assert result.exit_code is not None or result.timed_out
    assert (await shell.run("echo fine")).output.endswith("fine\n")


async def test_a_shell_whose_cell_ends_is_lost(shell: ShellSession, ground: Ground) -> None:
    await shell.run("mkfifo go")
    running = asyncio.create_task(shell.run("echo x >go; sleep 600"))
    await asyncio.to_thread((ground.folder / "go").read_text)
    await ground.cell.close()
    with pytest.raises(DeskLost):
        await running
    with pytest.raises(DeskLost):
        await shell.run("true")
