"""The doctor tries every wall on the machine it runs on, and for each that is missing it says the mend."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deskhand.core.errors import SetupMissing
from deskhand.desk.cells.identity import Identity, identity_for
from deskhand.desk.doctor import Finding, examine, must_stand
from deskhand.desk.probes import links, machine, outside, programs, walls
from deskhand.desk.probes.finding import Heard, ask

WELL = Heard(0)
NOBODY = Identity(os.geteuid(), os.getegid(), drops=False)
NET_HEAD = "Inter-|   Receive    |  Transmit\n face |bytes packets errs|bytes packets errs\n"


def device(name: str) -> str:
    return f"{name:>6}: {' '.join(['0'] * 16)}\n"


@pytest.mark.desk
async def test_everything_that_a_desk_needs_stands_here_and_is_tried_as_the_cells(tmp_path: Path) -> None:
    findings = {finding.id: finding for finding in await examine(tmp_path / "not" / "yet")}
    must_stand(findings.values())
    assert findings["seccomp"].mechanism == "seccomp filter"
    assert findings["network"].mechanism == "a network namespace with nothing but lo"
    assert findings["identity"].ok and findings["links"].mechanism == "nosymfollow mount"
    assert findings["limit_cpu"].mechanism and findings["proxy"].ok and findings["reader"].ok
    assert findings["font_cjk"].ok and findings["font_emoji"].ok and findings["python_gi"].ok


@pytest.mark.desk
async def test_every_finding_says_what_does_the_work_or_how_to_mend_it() -> None:
    for finding in await examine():
        assert finding.mechanism if finding.ok else finding.detail and finding.mend, finding


@pytest.mark.desk
async def test_a_probe_never_runs_as_root() -> None:
    heard = await ask(["id", "-u"], identity_for())
    assert heard.well and heard.output.strip() != "0"


@pytest.mark.desk
def test_looking_which_limits_hold_leaves_no_control_group_behind() -> None:
    assert all(finding.mechanism for finding in walls.limits())
    assert not list(Path("/sys/fs/cgroup").glob("**/deskhand-doctor-*"))


@pytest.mark.desk
@pytest.mark.parametrize(
    ("walled", "detail"),
    [
        (["no-such-program-at-all"], "no-such-program-at-all: No such file or directory"),
        (["false"], "no cell can be made to try it on"),
        (["env"], "namespaces can't be"),
    ],
)
async def test_where_links_can_not_be_kept_from_being_followed_it_is_said_why(walled: list[str], detail: str) -> None:
    finding = await links.links_finding(walled, identity_for())
    assert not finding.ok and not finding.needed and detail in finding.detail
    assert "opens no file of the work folder" in finding.mend


async def test_a_program_that_is_not_there_is_an_answer() -> None:
    heard = await ask(["no-such-program-at-all"], NOBODY)
    assert heard == Heard(None, complaint="no-such-program-at-all: No such file or directory")


def needed(**more: object) -> Finding:
    return Finding.model_validate(
        {"id": "network", "title": "A cell has no network", "ok": True, "needed": True} | more
    )


def test_a_missing_wall_stops_with_its_mend() -> None:
    findings = [needed(), needed(ok=False, detail="devices seen inside: eth0", mend="Pull the plug."), needed(ok=False)]
    with pytest.raises(SetupMissing) as caught:
        must_stand(findings)
    assert caught.value.message.endswith('"A cell has no network" does not hold (devices seen inside: eth0).')
    assert caught.value.hint == "Pull the plug. For everything else that is missing: deskhand doctor"


def test_what_a_desk_can_do_without_stops_nobody() -> None:
    must_stand([needed(), needed(ok=False, needed=False)])


NO_SPACES = Heard(1, complaint="unshare: unshare failed: Operation not permitted")
NO_PROC = Heard(1, complaint="bwrap: Can't mount proc on /newroot/proc: Operation not permitted")
NO_CLONE = Heard(1, complaint="bwrap: Creating new namespace failed: Function not implemented")
NO_BWRAP = Heard(None, complaint="bwrap: No such file or directory")


@pytest.mark.parametrize(
    ("finding", "mend"),
    [
        (
            walls.namespaces(NO_SPACES, {"kernel.apparmor_restrict_unprivileged_userns": "1"}),
            "Run as root: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 ",
        ),
        (
            walls.namespaces(NO_SPACES, {"kernel.unprivileged_userns_clone": "0", "user.max_user_namespaces": "0"}),
            "sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000 ",
        ),
        (walls.namespaces(NO_SPACES, {}), "In a container, use a seccomp profile that allows unshare"),
        (walls.processes(WELL, NO_PROC), "In Docker add --security-opt systempaths=unconfined"),
        (walls.processes(NO_CLONE, NO_CLONE), "Allow unprivileged user namespaces"),
        (walls.processes(NO_BWRAP, NO_BWRAP), "Run: apt-get install bubblewrap"),
        (walls.network(Heard(0, NET_HEAD + device("lo") + device("eth0"))), "First mend the walls named above."),
        (walls.network(Heard(0, NET_HEAD)), "First mend the walls named above."),
        (walls.network(NO_PROC), "First mend the walls named above."),
        (walls.system_calls(Heard(0, "Name:\tcat\nSeccomp:\t0\n")), "CONFIG_SECCOMP_FILTER"),
        (walls.system_calls(NO_BWRAP), "CONFIG_SECCOMP_FILTER"),
        (walls.browser_sandbox(NO_SPACES), "Allow nested user namespaces"),
        (walls.no_namespaces(WELL, WELL), "bubblewrap 0.8"),
        (walls.no_namespaces(WELL, Heard(1, complaint="bwrap: Unknown option --disable-userns")), "bubblewrap 0.8"),
        (walls.no_namespaces(NO_SPACES, NO_SPACES), "after mending the walls named above"),
        (outside.outside("proxy", "The proxy", 20002, Heard(None, complaint="Invalid argument")), "not root, or map"),
        (programs.accessibility_reader(Heard(1, complaint="No module named 'gi'")), "apt-get install python3-gi"),
        (programs.font("f", "t", ":lang=zh", "fonts-noto-cjk", WELL), "Run: apt-get install fonts-noto-cjk"),
        (programs.font("f", "t", ":lang=zh", "fonts-noto-cjk", Heard(None)), "install fontconfig fonts-noto-cjk"),
        (machine.system({"ID": "ubuntu", "VERSION_ID": "24.04"}), "Debian 12 is what is tested."),
        (machine.system({}), "Debian 12 is what is tested."),
        (machine.processor("riscv64"), "Use a machine of one of these kinds: x86_64, aarch64."),
        (machine.python((3, 10, 4)), "Use Python 3.11 or newer."),
        (machine.memory("MemTotal: 9 kB\nMemAvailable:    1000 kB\n"), "End programs, or add memory."),
        (machine.memory(""), "End programs, or add memory."),
    ],
)
def test_what_is_missing_is_told_with_its_mend(finding: Finding, mend: str) -> None:
    assert not finding.ok and not finding.mechanism
    assert mend in finding.mend and finding.detail


@pytest.mark.parametrize(
    "finding",
    [
        walls.namespaces(WELL, {"kernel.apparmor_restrict_unprivileged_userns": "1"}),
        walls.processes(WELL, WELL),
        walls.network(Heard(0, NET_HEAD + device("lo") + "Name:\tcat\nSeccomp:\t0\n")),
        walls.system_calls(Heard(0, NET_HEAD + "Name:\tcat\nSeccomp:\t2\n")),
        walls.browser_sandbox(WELL),
        walls.no_namespaces(WELL, NO_SPACES),
        outside.outside("proxy", "The proxy", 20002, WELL),
        programs.font("f", "t", ":lang=zh", "p", Heard(0, "Noto Sans CJK SC,Noto\nWenQuanYi\n")),
        programs.accessibility_reader(Heard(0, "ok\n")),
        machine.system({"ID": "debian", "VERSION_ID": "12", "PRETTY_NAME": "Debian GNU/Linux 12"}),
        machine.memory("MemAvailable:    8000000 kB\n"),
        machine.container(["/.dockerenv"]),
    ],
    ids=lambda finding: finding.id,
)
def test_what_stands_is_told_with_what_does_the_work(finding: Finding) -> None:
    assert finding.ok and finding.mechanism and not finding.mend


def test_a_kernel_setting_counts_only_when_it_forbids(tmp_path: Path) -> None:
    for name, value in {"kernel/unprivileged_userns_clone": "0\n", "user/max_user_namespaces": "9000\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(value)
    assert walls.forbidding(tmp_path) == {"kernel.unprivileged_userns_clone": "0"}


def test_a_missing_program_names_the_package_it_comes_in() -> None:
    wanted = programs.Program("xyz", "the example", "xyz-package", ("/usr/bin/no-such-xyz",))
    finding = programs.program(wanted, "")
    assert (finding.ok, finding.detail, finding.mend) == (
        False,
        "not at /usr/bin/no-such-xyz",
        "Run: apt-get install xyz-package",
    )


def test_every_program_is_in_a_package_that_the_set_up_installs_or_every_debian_has() -> None:
    listing = (Path(__file__).parents[2] / "requirements" / "debian.txt").read_text()
    installed = {line.split()[0] for line in listing.splitlines() if line.strip() and not line.startswith("#")}
    assert {each.package for each in programs.PROGRAMS} <= installed
