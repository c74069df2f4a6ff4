"""The command line starts light: an unused heavy library is never loaded."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {
    "PIL", "alembic", "anthropic", "argon2", "cv2", "fastapi", "genai_prices", "google", "hypothesis", "isal",
    "jinja2", "keyring", "llguidance", "msgpack", "numpy", "onnxruntime", "openai", "psycopg", "pydantic", "ray",
    "rapidocr_onnxruntime", "rich", "simplejpeg", "sqlalchemy", "starlette", "tomlkit", "torch", "transformers",
    "tree_sitter", "tree_sitter_bash", "uvicorn",
}  # fmt: skip

PROBE = """
import json, sys
sys.argv = ["deskhand", "--help"]
try:
    {statement}
except SystemExit:
    pass
print("\\n" + json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""


def loaded_by(statement: str) -> set[str]:
    """The top-level packages in memory after a statement, in a fresh Python."""
    probe = [sys.executable, "-c", PROBE.format(statement=statement)]
    output = subprocess.run(probe, capture_output=True, check=True, text=True).stdout
    return set(json.loads(output.splitlines()[-1]))


def test_help_loads_no_heavy_library() -> None:
    assert not loaded_by("from deskhand.cli.main import main; main()") & HEAVY


def test_settings_and_errors_load_no_heavy_library() -> None:
    assert not loaded_by("import deskhand.settings, deskhand.core.errors") & HEAVY


def test_a_heavy_library_would_be_seen() -> None:
    assert "pydantic" in loaded_by("import deskhand.core.acts") & HEAVY
