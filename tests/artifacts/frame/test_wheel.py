"""The gallery is in the wheel, and is drawn from what was installed of it where there is no network at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deskhand.server.gallery.pieces import pieces

ROOT = Path(__file__).parents[3]

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.timeout(900)]


def run(*words: str, **more: str) -> str:
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **more}, capture_output=True, text=True)
    assert done.returncode == 0, (words, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package from its wheel."""
    made, place = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(made), str(ROOT))
    (wheel,) = made.glob("deskhand-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    sources = {source for piece in pieces() for source in piece.files.values() if source}
    assert {f"deskhand/server/gallery/pieces/{source}" for source in sources} <= names
    run(*pip, "install", "--no-deps", "--no-index", "--target", str(place), str(wheel))
    return place


@pytest.mark.skipif(not (shutil.which("unshare") and os.geteuid() == 0), reason="needs root and unshare")
def test_it_is_drawn_from_the_wheel_without_any_network(installed: Path, tmp_path: Path) -> None:
    inside = f"ip link set lo up && exec {sys.executable} -m tests.artifacts.frame.shots {tmp_path} --quick"
    told = json.loads(run("unshare", "--net", "sh", "-c", inside, PYTHONPATH=f"{installed}:{ROOT}").splitlines()[-1])
    assert told["package"] == str(installed / "deskhand")
    assert told["interfaces"] == ["lo"]
    assert told["drawn"] == {piece.title["en"]: "painted" for piece in pieces()}
    assert told["failed"] == [] and told["ended"] == []
