"""Some things happen in one place only, so that what is safe there is safe everywhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import fyrportfolj

SOURCES = Path(fyrportfolj.__file__).parent
MODULES = sorted(p.relative_to(SOURCES).as_posix() for p in SOURCES.rglob("*.py"))

PRINTING = {
    "cli/console.py": "prints, and takes the sting out of what the data holds",
    "cli/streams.py": "sets the streams up and empties them",
    "cli/warm.py": "gives an answer again that the console has printed before",
    "__main__.py": "the version, before anything is loaded",
}
"""Modules that may write to the process's own streams, and why."""

READING = {
    "cli/console.py": "asks a person",
    "cli/server.py": "hears from git which branches a push wants to move",
    "cli/streams.py": "sets the streams up",
    "__main__.py": "looks whether they are open",
}

STARTING = {
    "history/git.py": "git",
    "cli/editor.py": "the user's editor",
    "forge/tokens.py": "the forge's own command, for its key",
}
"""Modules that may start programs, and which."""

RUNNING = {"eval", "exec", "compile", "__import__", "breakpoint", "input", "print"}


@cache
def trees() -> dict[str, ast.Module]:
    """Give what stands in each module, by its place."""
    return {path: ast.parse((SOURCES / path).read_text(encoding="utf-8")) for path in MODULES}


@cache
def named(path: str) -> frozenset[str]:
    """Give every name and dotted name of a module, as `sys.stdout.write`."""
    return frozenset(ast.unparse(n) for n in ast.walk(trees()[path]) if isinstance(n, ast.Name | ast.Attribute))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def users(pattern: str) -> set[str]:
    wanted = re.compile(pattern)
    return {path for path in MODULES if any(map(wanted.fullmatch, named(path)))}


def test_only_the_console_prints() -> None:
    assert users(r"sys\.(__)?(stdout|stderr)(__)?(\..*)?") - {"cli/server.py"} <= set(PRINTING)
    assert users(r".*[._](out|err|console)\.(write|writelines)") <= {"cli/console.py", "cli/parsing.py"}
    assert users(r"os\.write") == set()


def test_only_the_console_asks() -> None:
    assert users(r"sys\.stdin(\..*)?") <= set(READING)


def test_the_formatter_of_the_help_is_the_only_other_thing_called_out() -> None:
    writes = [name for name in named("cli/parsing.py") if re.fullmatch(r"out\.write.*", name)]
    assert {name.removeprefix("out.") for name in writes} <= {
        "write_usage",
        "write_paragraph",
        "write_text",
        "write_dl",
    }


@pytest.mark.parametrize("path", MODULES)
def test_nothing_is_run_that_came_as_text(path: str) -> None:
    calls = [n for n in ast.walk(trees()[path]) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    assert not RUNNING & {n.func.id for n in calls if isinstance(n.func, ast.Name)}
    assert not {
        n
        for n in imported(trees()[path])
        if re.match(r"(pickle|shelve|code|runpy|ctypes|pdb|logging|warnings\.warn)\b", n)
    }


def test_programs_are_started_in_three_places() -> None:
    starting = {
        path for path, tree in trees().items() if any(n.split(".")[0] in {"subprocess", "pty"} for n in imported(tree))
    }
    assert starting == set(STARTING)
    assert users(r"os\.(system|popen|exec\w*|spawn\w*|startfile|posix_spawn\w*)") == set()


def test_what_was_marshalled_is_read_from_our_own_child_only() -> None:
    marshalling = {path for path, tree in trees().items() if "marshal" in imported(tree)}
    assert marshalling == users(r"os\.fork") == {"forked.py"}
    assert users(r"os\.(kill|wait\w*|_exit)") <= {"forked.py", "__main__.py"}


def test_documents_are_built_in_render_only() -> None:
    builders = r"(jinja2|markupsafe|docx|docxtpl|pptx|xlsxwriter|typst|pikepdf|lxml|csv|zipfile|html\.parser|xml)\b.*"
    building = {path for path, tree in trees().items() if any(re.fullmatch(builders, name) for name in imported(tree))}
    # The Word form that came back is read there, and nothing is built.
    assert {path for path in building if not path.startswith("render/")} == {"store/answers/word.py"}


def test_the_marks_of_the_printing_library_are_switched_off() -> None:
    (made,) = (
        node
        for node in ast.walk(trees()["cli/console.py"])
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "RichConsole"
    )
    switched = {word.arg: ast.unparse(word.value) for word in made.keywords}
    assert {name: switched[name] for name in ("markup", "highlight", "emoji")} == dict.fromkeys(
        ("markup", "highlight", "emoji"), "False"
    )


def test_no_reading_of_the_environment_as_a_whole_but_for_what_is_left_out() -> None:
    """Variables are asked for by name; the whole environment is only handed to git, without what steers it."""
    whole = {
        path
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"os.environ.items", "os.environ.copy", "dict"}
        if "os.environ" in ast.unparse(node)
    }
    assert whole <= {"history/git.py", "cli/warm.py"}


def test_working_days_and_processes_in_force_are_told_in_one_place() -> None:
    assert users(r"(.*\.)?country_holidays|DE_FACTO") == {"rules/timing/workdays.py"}
    assert users(r"days_off") == {"rules/timing/workdays.py"}
    assert users(r"\w+\.processer\.remiss|chosen\.remiss") == {"rules/in_force.py"}
