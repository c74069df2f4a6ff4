"""A version in a branch of a repository that lies on a desk: the line of the shell that commits its files there.

It is for the desk's own shell, behind its walls: a repository's config can name programs. All the same it runs no hook,
no filter and no signing program, and touches neither the working tree nor the branch that is checked out: the commit is
made by plumbing, over an index of its own. Whatever is named stands in quotes. Pure.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

_SCRIPT = """set -eu
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_TERMINAL_PROMPT=0 GIT_CONFIG_COUNT=3
export GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/dev/null
export GIT_CONFIG_KEY_1=core.fsmonitor GIT_CONFIG_VALUE_1=false
export GIT_CONFIG_KEY_2=safe.directory GIT_CONFIG_VALUE_2='*'
refuse() { echo "$1"; exit 65; }
command -v git >/dev/null || refuse 'There is no git on this desk.'
cd "$repository" 2>/dev/null && git rev-parse --git-dir >/dev/null 2>&1 || refuse "$repository is no repository."
test -z "$(git rev-parse --show-prefix)" || refuse "$repository lies within a repository: name the folder of that."
git check-ref-format "refs/heads/$branch" || refuse "No branch can be called $branch."
if git worktree list --porcelain | grep -qxF "branch refs/heads/$branch" ||
  test "$(git symbolic-ref -q HEAD)" = "refs/heads/$branch"; then
  refuse "The branch $branch is checked out there: a commit beside the files would look like they were changed back."
fi
old=$(git rev-parse -q --verify "refs/heads/$branch^{commit}" || true)
parent=${old:-$(git rev-parse -q --verify 'HEAD^{commit}' || true)}
export GIT_INDEX_FILE="$from.index"
git read-tree "${parent:---empty}"
for path in "${paths[@]}"; do
  blob=$(git hash-object -w --no-filters "$from/$path")
  git update-index --add --cacheinfo "100644,$blob,$folder$path"
done
tree=$(git write-tree)
if test -n "$old" && test "$tree" = "$(git rev-parse "$old^{tree}")"; then
  echo "Nothing differs: $branch holds these files already."
  exit 0
fi
if ! git config user.email >/dev/null; then
  export GIT_AUTHOR_NAME="$who" GIT_AUTHOR_EMAIL=deskhand@localhost
  export GIT_COMMITTER_NAME="$who" GIT_COMMITTER_EMAIL=deskhand@localhost
fi
commit=$(printf '%s\\n' "$message" | git commit-tree "$tree" ${parent:+-p "$parent"})
git update-ref -m deskhand "refs/heads/$branch" "$commit" "$old"
echo "$commit"
"""


def branch_line(
    *, repository: str, branch: str, folder: str, message: str, source: str, paths: Sequence[str], who: str
) -> str:
    """The line. repository, source: folders on the desk, the latter with the version's files at `paths`. folder: where
    in the repository, "" for its top. who: the author, where the repository names none.

    It ends with 0 and prints the commit, or that nothing differs; with 65 and why where it refuses.
    """
    name = " ".join(repository.split())
    values = {
        "repository": repository,
        "branch": branch,
        "folder": f"{folder.strip('/')}/" if folder.strip("/") else "",
        "message": message,
        "from": source,
        "who": who,
    }
    given = "\n".join(f"{key}={shlex.quote(value)}" for key, value in values.items())
    listed = " ".join(shlex.quote(path) for path in paths)
    return f"# a commit to a branch of {name}\n{given}\npaths=({listed})\n{_SCRIPT}"
