"""Profiles by name or by file: the three that ship with Deskhand, and a person's own, with their lasting answers."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from deskhand.agent.remembering import Remembering
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.events import TERMINAL
from deskhand.policy.profile import Profile, parse_profile

SHIPPED = ("cautious", "balanced", "trusting")
_BYTES_MAX = 256 * 1024


def shipped_texts() -> dict[str, str]:
    """Name -> text of the profiles in the package."""
    folder = resources.files("deskhand.policy") / "profiles"
    return {name: (folder / f"{name}.toml").read_text("utf-8") for name in SHIPPED}


def load_profile(
    name_or_path: str, folder: Path | None = None, remembering: Remembering | None = None, account: str = TERMINAL
) -> Profile:
    """A profile by its name (shipped, or NAME.toml in `folder`) or by the path of its file.

    remembering: the lasting answers, of which those of the account count beside its rules. Raises NotFound listing the
    names there are, and InvalidInput for a file that can't be used.
    """
    path = profile_file(name_or_path, folder)
    text = read_profile(path) if path else shipped_texts()[name_or_path]
    try:
        profile = parse_profile(text, known_texts(folder, but=path))
    except InvalidInput as error:
        raise InvalidInput(f"{path}: {error.message}" if path else error.message, hint=error.hint) from None
    return profile.with_remembered(*remembering.rules(account)) if remembering else profile


def profile_file(name_or_path: str, folder: Path | None = None) -> Path | None:
    """The file of a person's own profile; None for one that is shipped. Raises NotFound."""
    own = own_profiles(folder)
    path = own.get(name_or_path) or Path(name_or_path)
    if name_or_path in SHIPPED and name_or_path not in own:
        return None
    if not path.is_file():
        raise NotFound(
            f"there is no profile {name_or_path!r}.",
            hint=f"Use one of {', '.join(dict.fromkeys([*SHIPPED, *own]))}, or the path of a profile file.",
        )
    return path


def own_profiles(folder: Path | None) -> dict[str, Path]:
    """Name -> file of the profiles that a person keeps in the folder."""
    return {path.stem: path for path in sorted(folder.glob("*.toml"))} if folder and folder.is_dir() else {}


def known_texts(folder: Path | None, *, but: Path | None = None) -> dict[str, str]:
    """Name -> text of the profiles that one may be based on."""
    own = {stem: read_profile(path) for stem, path in own_profiles(folder).items() if path != but}
    return {**shipped_texts(), **own}


def read_profile(path: Path) -> str:
    """The text of a profile's file. Raises InvalidInput when it can't be read as text."""
    try:
        data = path.read_bytes()
        if len(data) > _BYTES_MAX:
            raise ValueError(f"it is larger than {_BYTES_MAX} bytes")
        return data.decode("utf-8")
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{path} can't be read: {error}.", hint="Is it the right file?") from None
