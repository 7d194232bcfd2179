"""`python -m runner.locks`: do the locks still hold what is asked for? Works without a network.

`make lock` and `npm install` write them. A lock is old when a direct dependency is missing from it, or is locked at
another version than is allowed. Every package must carry hashes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from runner.settings import BACKEND_DIR, PROJECT_DIR

NODE_FILES = ("package.json", "package-lock.json")
LOCKED_LINE = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<rest>.*)$")


def find_problems(requirements: list[Requirement], lock: str) -> list[str]:
    """Return one sentence for each direct dependency that the lock does not hold as asked."""
    locked, unhashed = _read_lock(lock)
    problems = [f"{name} has no hash" for name in unhashed]
    for wanted in requirements:
        version = locked.get(canonicalize_name(wanted.name))
        if version is None:
            problems.append(f"{wanted.name} is not locked")
        elif not wanted.specifier.contains(version, prereleases=True):
            problems.append(f"{wanted.name} is locked at {version}, but {wanted.specifier} is asked for")
    return problems


def find_node_problems(package: dict[str, Any], lock: dict[str, Any]) -> list[str]:
    """Return one sentence for each tool that package-lock.json does not hold as package.json asks, or without hash."""
    locked = lock["packages"]
    wanted, noted = package.get("devDependencies", {}), locked[""].get("devDependencies", {})
    problems = [
        f"{name} {wanted.get(name)} is asked for"
        for name in sorted(wanted | noted)
        if wanted.get(name) != noted.get(name)
    ]
    return problems + [f"{path} has no hash" for path, entry in locked.items() if path and "integrity" not in entry]


def _read_lock(lock: str) -> tuple[dict[str, str], list[str]]:
    versions: dict[str, str] = {}
    hashed: set[str] = set()
    current = ""
    for line in lock.splitlines():
        if found := LOCKED_LINE.match(line):
            current = canonicalize_name(found["name"])
            versions[current] = found["version"]
        if "--hash=sha256:" in line:
            hashed.add(current)
    return versions, sorted(versions.keys() - hashed)


def main() -> int:
    """Compare both locks and print what is wrong."""
    project = tomllib.loads((BACKEND_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = [Requirement(text) for text in project["dependencies"]]
    develop = [Requirement(text) for text in project["optional-dependencies"]["dev"]]
    problems = [
        f"{name}: {problem}"
        for name, requirements in (("requirements.lock", run), ("requirements-dev.lock", run + develop))
        for problem in find_problems(requirements, (BACKEND_DIR / Path(name)).read_text(encoding="utf-8"))
    ]
    frontend = PROJECT_DIR / "frontend"
    package, lock = (json.loads((frontend / name).read_text(encoding="utf-8")) for name in NODE_FILES)
    problems += [f"package-lock.json: {problem}" for problem in find_node_problems(package, lock)]
    for problem in problems:
        print(problem)
    if problems:
        print("Run `make lock`, or `npm install` in frontend/.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
