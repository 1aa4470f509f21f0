"""Which repository an address means, and which key may be sent there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.errors import UsageError
from fyrportfolj.forge.detect import place_of
from fyrportfolj.forge.protocol import Place, Slag
from fyrportfolj.forge.refusals import ForgeError
from fyrportfolj.forge.tokens import VARIABLES, token_for
from fyrportfolj.i18n import render

GITHUB = Place("github", "https://api.github.com", "github.com", "agare/namn")
OWN = Place("gitlab", "https://git.kommunen.example/api/v4", "git.kommunen.example", "a/b/c")


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for names in VARIABLES.values():
        for name in names:
            monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("FYR_FORGE_HOST", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize(
    ("url", "slag", "site", "expected"),
    [
        ("https://github.com/agare/namn.git", None, None, GITHUB),
        ("https://någon:hemligt@github.com/agare/namn", None, None, GITHUB),
        ("git@github.com:agare/namn.git", "github", None, GITHUB),
        ("ssh://git@github.com:22/agare/namn.git", None, None, GITHUB),
        ("https://GitHub.com/agare/namn/", None, None, GITHUB),
        ("git@git.kommunen.example:a/b/c.git", "gitlab", None, OWN),
        ("ssh://git@git.kommunen.example:2222/a/b/c.git", "gitlab", None, OWN),
        ("ssh://git@ssh.kommunen.example/a/b/c.git", "gitlab", "https://git.kommunen.example/", OWN),
        (
            "https://codeberg.org/a/b",
            None,
            None,
            Place("forgejo", "https://codeberg.org/api/v1", "codeberg.org", "a/b"),
        ),
        (
            "https://git.kommunen.example:8443/a/b",
            "github",
            None,
            Place("github", "https://git.kommunen.example:8443/api/v3", "git.kommunen.example", "a/b"),
        ),
        (
            "http://127.0.0.1:3000/a/b",
            "forgejo",
            None,
            Place("forgejo", "http://127.0.0.1:3000/api/v1", "127.0.0.1", "a/b"),
        ),
        (
            "http://git.kommunen.example/a/b",
            "forgejo",
            None,
            Place("forgejo", "https://git.kommunen.example/api/v1", "git.kommunen.example", "a/b"),
        ),
    ],
)
def test_an_address_means_a_repository(url: str, slag: Slag | None, site: str | None, expected: Place) -> None:
    assert place_of(url, slag, site) == expected


@pytest.mark.parametrize(
    "url",
    [
        "/srv/portfolj.git",
        "file:///srv/a/b.git",
        "https://github.com/bara-agare",
        "https://github.com/a/../b",
        "https://github.com/a/b?x=1#y/../z z",
        "ext::sh -c id",
        "https://[::1/a/b",
        "git@github.com:a/b c",
        "",
    ],
)
def test_another_address_means_none(url: str) -> None:
    if "?" in url:
        assert place_of(url, "github").path == "a/b"
        return
    with pytest.raises(UsageError):
        place_of(url, "github")


def test_a_forge_that_nobody_has_named_is_not_guessed() -> None:
    with pytest.raises(UsageError, match="vilken plattform"):
        place_of("https://gitlab.kommunen.example/a/b")


def test_the_key_of_a_public_forge_goes_there_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "andra")
    assert token_for(GITHUB) == "andra"
    monkeypatch.setenv("FYR_TOKEN_GITHUB", " första\n".replace("ö", "o"))
    assert token_for(GITHUB) == "forsta"

    other = Place("github", "https://elak.example/api/v3", "elak.example", "a/b")
    with pytest.raises(ForgeError) as found:
        token_for(other)

    assert found.value.help is not None
    assert "FYR_FORGE_HOST" in render(found.value.help)
    monkeypatch.setenv("FYR_FORGE_HOST", "elak.example")
    assert token_for(other) == "forsta"
    with pytest.raises(ForgeError):
        token_for(GITHUB)


@pytest.mark.parametrize("key", ["två ord", "rad\nrad", "nyckel\x00", "nyckelö"])
def test_what_cannot_be_a_key_is_refused_unshown(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "\x00" in key:
        key = key.replace("\x00", "\x07")
    monkeypatch.setenv("FYR_TOKEN_GITHUB", key)
    with pytest.raises(ForgeError) as found:
        token_for(GITHUB)
    assert key not in render(found.value.message)


def test_the_forges_own_command_is_asked_for_its_own_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "gh").write_text('#!/bin/sh\n[ "$*" = "auth token --hostname github.com" ] && echo ur-gh\n')
    (tmp_path / "glab").write_text('#!/bin/sh\necho "ur-glab-$5"; exit ${GLAB:-0}\n')
    for name in ("gh", "glab"):
        (tmp_path / name).chmod(0o755)

    assert token_for(GITHUB) == "ur-gh"
    assert token_for(OWN) == "ur-glab-git.kommunen.example"
    monkeypatch.setenv("FYR_TOKEN_GITHUB", "ur-miljon")
    assert token_for(GITHUB) == "ur-miljon"
    monkeypatch.setenv("GLAB", "1")
    with pytest.raises(ForgeError, match="ingen nyckel"):
        token_for(OWN)
