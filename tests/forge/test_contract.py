"""Each call that fyr makes, and each answer that it reads, against the APIs' own published descriptions.

Prism holds a call to the description and answers with its examples. GitHub's comes from a package; Forgejo's is read
from the file that FYR_FORGEJO_SWAGGER names, since no registry has it. What the forge of these tests answers is held to
the same descriptions, so that it does not drift from what the forges say of themselves.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fyrportfolj.forge.detect import forge_at
from fyrportfolj.forge.protocol import Account, Draft, Forge, Place, Pull
from tests.forge.rounds import CALM, GREN, Scene
from tests.support.forge_server import PREFIXES
from tests.support.viewers import installed, missing, program

# It ships no annotations.
jsonschema: Any = import_module("jsonschema")
PULLS = "/repos/{owner}/{repo}/pulls"
USED: Mapping[str, tuple[str, ...]] = {
    "github": (
        PULLS,
        f"{PULLS}/{{pull_number}}",
        f"{PULLS}/{{pull_number}}/reviews",
        f"{PULLS}/{{pull_number}}/comments",
        f"{PULLS}/{{pull_number}}/requested_reviewers",
        f"{PULLS}/{{pull_number}}/merge",
        "/repos/{owner}/{repo}/issues/{issue_number}/comments",
        "/user/{account_id}",
    ),
    "forgejo": (
        PULLS,
        f"{PULLS}/{{index}}",
        f"{PULLS}/{{index}}/reviews",
        f"{PULLS}/{{index}}/reviews/{{id}}/comments",
        f"{PULLS}/{{index}}/requested_reviewers",
        f"{PULLS}/{{index}}/merge",
        "/repos/{owner}/{repo}/issues/{index}/comments",
        "/users/search",
    ),
}
"""Paths that fyr calls."""

PATIENCE = 40.0


def described(slag: str) -> dict[str, Any]:
    """Give what is used of an API's description; the whole takes Prism ten times as long."""
    if slag == "github":
        place = installed("forge/node_modules/@octokit/openapi/generated/api.github.com.json")
    else:
        place = Path(os.environ.get("FYR_FORGEJO_SWAGGER", ""))
        if not place.is_file():
            pytest.skip("FYR_FORGEJO_SWAGGER pekar inte ut Forgejos beskrivning")
    whole = json.loads(place.read_bytes())
    paths = {path: whole["paths"][path] for path in USED[slag]}
    for answer in (a for path in paths.values() for call in path.values() for a in call["responses"].values()):
        # The examples send to the next page of the real forge.
        answer.pop("headers", None)
    kept = {k: v for k, v in whole.items() if k in {"openapi", "swagger", "info", "basePath", "consumes", "produces"}}
    return kept | {"paths": paths} | _behind(whole, paths)


def _behind(whole: Mapping[str, Any], part: Any) -> dict[str, Any]:
    """Give what a part refers to, and what that refers to."""
    found: dict[str, Any] = {}
    left = list(_references(part))
    seen = set()
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        *folders, last = name.removeprefix("#/").split("/")
        source, target = whole, found
        for folder in folders:
            source, target = source[folder], target.setdefault(folder, {})
        target[last] = source[last]
        left += _references(source[last])
    return found


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            else:
                yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


@contextmanager
def prism(description: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Let Prism answer by a description; gives where, and what gives its log."""
    (folder / "api.json").write_text(json.dumps(description), encoding="utf-8")
    cli = installed("forge/node_modules/@stoplight/prism-cli/dist/index.js")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = folder / "prism.log"
    with log.open("wb") as out:
        command = [program("node"), str(cli), "mock", "-h", "127.0.0.1", "-p", str(port), str(folder / "api.json")]
        with subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, "NO_COLOR": "1"}) as server:
            try:
                _wait(f"http://127.0.0.1:{port}/", server)
                yield f"http://127.0.0.1:{port}", lambda: log.read_text(encoding="utf-8")
            finally:
                server.terminate()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1)  # noqa: S310  (this machine)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    missing("prism")


def everything(forge: Forge) -> int:
    """Make each call once; give how many."""
    pull = forge.open(Draft("remiss/x", "main", "Remiss", "Vad tycker ni?"))
    one = Pull(pull.number or 1, pull.url, pull.title, pull.text, "oppen", "a" * 40, Account("0", "fyr"))
    forge.find("remiss/x")
    forge.update(one.number, "Remiss", "Ny text")
    forge.ask(one, ("4711",))
    said = forge.said(one)
    forge.comment_once(one, "fyr:remiss x", "Hej")
    forge.merge(one)
    forge.close(one)
    return len(said)


@pytest.mark.parametrize("slag", sorted(USED))
def test_each_call_follows_the_description_and_each_answer_is_read(slag: Any, tmp_path: Path) -> None:
    description = described(slag)
    with prism(description, tmp_path) as (url, log):
        said = everything(forge_at(Place(slag, url, "prism", "agare/namn"), CALM, "nyckel"))
        text = re.sub(r"\x1b\[[0-9;]*m", "", log())

    assert said
    assert re.findall(r"Violation: request.*", text) == []
    assert {m.upper() for m in re.findall(r"\[HTTP SERVER\] (\w+) ", text)} >= {"GET", "POST", "PATCH"}


def schema_of(description: Mapping[str, Any], method: str, path: str, status: str) -> Any:
    """Give the form of an answer; None when it has none, or the call is not described."""
    for template in description["paths"]:
        pattern = re.sub(r"\{owner\}/\{repo\}", "agare/portfolj", template)
        if not re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path):
            continue
        answers = description["paths"][template][method.lower()]["responses"]
        answer = answers[status]
        if "$ref" in answer:
            kind, name = answer["$ref"].split("/")[-2:]
            answer = description.get("components", description).get(kind, {})[name]
        return answer.get("content", {}).get("application/json", answer).get("schema")
    pytest.fail(f"{method} {path} är inte beskrivet")


def loose(schema: Any) -> Any:
    """Give a form that does not say what must be there: what fyr does not read is left out by the forge of these tests.

    Forgejo's description does not say where nothing may stand, so nothing may stand anywhere.
    """
    if isinstance(schema, dict):
        made = {k: loose(v) for k, v in schema.items() if k not in {"required", "format"}}
        if isinstance(made.get("type"), str):
            made["type"] = [made["type"], "null"]
        # Without what must be there, an answer may be of several forms.
        return {("anyOf" if k == "oneOf" else k): v for k, v in made.items()}
    return [loose(v) for v in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("scene", sorted(USED), indirect=True)
def test_the_forge_of_these_tests_answers_as_described(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    description = described(scene.slag)
    dialect = scene.server.dialects[PREFIXES[scene.slag]]
    heard: list[tuple[str, str, int, Any]] = []
    answer = dialect.answer

    def listened(call: Any) -> Any:
        status, found = answer(call)
        heard.append((call[0], "/" + "/".join(call[1]), status, json.loads(json.dumps(found))))
        return status, found

    monkeypatch.setattr(dialect, "answer", listened)
    round_ = scene.round()
    scene.channel().open(round_)
    scene.server.memory.review("anna-i-amal", "APPROVED", "Ställning: avstår", ("plan.md", 3, "Rad."))
    scene.server.memory.say("tina", "Hej")
    assert len(list(scene.channel().responses(round_))) == 2
    scene.channel().remind(round_, ("orust",), "Svara.")
    pull = scene.forge().find(GREN)
    assert pull is not None
    scene.forge().merge(pull)

    assert len({(method, len(path.split("/"))) for method, path, *_ in heard}) > 5
    for method, path, status, found in heard:
        form = schema_of(description, method, path, str(status))
        if form is not None and found is not None:
            faults = [
                e.message for e in jsonschema.Draft4Validator({**loose(description), **loose(form)}).iter_errors(found)
            ]
            assert faults == [], (method, path)
