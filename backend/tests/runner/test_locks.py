"""An old lock is noticed without a network."""

from __future__ import annotations

import pytest
from packaging.requirements import Requirement

from runner.locks import find_node_problems, find_problems, main

LOCK = """\
django==5.2.19 \\
    --hash=sha256:aa
typing-extensions==4.16.0 ; python_version < '3.12' \\
    --hash=sha256:bb
"""


@pytest.mark.parametrize("wanted", ["Django==5.2.19", "django>=5.2", "typing_extensions", "typing.extensions[x]>4"])
def test_accepts_what_is_locked_as_asked(wanted: str) -> None:
    assert find_problems([Requirement(wanted)], LOCK) == []


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ("django==5.2.20", "django is locked at 5.2.19, but ==5.2.20 is asked for"),
        ("requests", "requests is not locked"),
    ],
)
def test_names_what_is_old(wanted: str, problem: str) -> None:
    assert find_problems([Requirement(wanted)], LOCK) == [problem]


def test_names_a_package_without_hashes() -> None:
    assert find_problems([], LOCK + "evil==1.0\n") == ["evil has no hash"]


def node_lock(**entry: str) -> dict[str, object]:
    return {"packages": {"": {"devDependencies": {"typescript": "5.9.3"}}, "node_modules/typescript": entry}}


def test_notices_an_old_package_lock() -> None:
    lock = node_lock(version="5.9.3", integrity="sha512-x")

    assert find_node_problems({"devDependencies": {"typescript": "5.9.3"}}, lock) == []
    assert find_node_problems({"devDependencies": {"typescript": "6.0.0"}}, lock) == ["typescript 6.0.0 is asked for"]
    assert find_node_problems({}, lock) == ["typescript None is asked for"]


def test_names_a_tool_without_a_hash() -> None:
    package = {"devDependencies": {"typescript": "5.9.3"}}

    assert find_node_problems(package, node_lock(version="5.9.3")) == ["node_modules/typescript has no hash"]


def test_the_projects_own_locks_agree() -> None:
    assert main() == 0
