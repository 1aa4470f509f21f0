"""What the strict grammar accepts, git reads in the same way: an auditor with plain git sees the same rows."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from fyrportfolj.rules.trail.grammar import ORDER, REPEATED, read_message
from tests.support.gitrepo import isolate_git

_BIG = "FYR_STOR" in os.environ
LINES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\n\0"), max_size=30),
    st.sampled_from(
        [
            "",
            " ",
            "---",
            "--- a/fil",
            "diff --git a b",
            "# kommentar",
            "#",
            "# ------------------------ >8 ------------------------",
            "; ------------------------ >8 ------------------------",
            "Conflicts:",
            "\tfil.yaml",
            "Signed-off-by: N <n@kommunen.example>",
            "(cherry picked from commit abc)",
            "Åtgärd: ja",
            "a: b",
            " fortsättning",
        ]
    ),
)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs"]), min_size=1)
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\n\0"), min_size=1, max_size=40)
USUAL = st.sampled_from(["beslut", "rattelse", "1", "-", "fro -> planta", "sha256:ab x@1.0", "a: b", "# x", "a  b"])
VALUES = st.one_of(USUAL, PLAIN.map(lambda text: unicodedata.normalize("NFC", text)[:40]), USUAL, ANY)


@st.composite
def messages(draw: st.DrawFn) -> str:
    """Messages that are nearly always right: that is where a difference would hide."""
    subject = draw(LINES)
    body = draw(st.lists(LINES, max_size=6))
    names = sorted(draw(st.lists(st.sampled_from(list(ORDER)), max_size=6)), key=ORDER.__getitem__)
    kept = [n for i, n in enumerate(names) if n in REPEATED or n not in names[:i]]
    rows = [(n, draw(VALUES)) for n in kept if n not in ("Typ", "Version")]
    kind = draw(st.sampled_from(["beslut", "rattelse", "policy"]))
    block = "".join(f"Fyr-{n}: {v}\n" for n, v in (("Typ", kind), ("Version", "1"), *rows))
    middle = "".join(f"{line}\n" for line in body)
    between = draw(st.sampled_from(["\n", "\n", "\n", ""])) if body else ""
    return f"{subject}\n\n{middle}{between}{block}"


@pytest.fixture(autouse=True)
def plain_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate_git(monkeypatch, tmp_path / "home")


@settings(
    max_examples=3_000 if _BIG else 150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(messages())
@example("X\n\n# ------------------------ >8 ------------------------\n\nFyr-Typ: beslut\nFyr-Version: 1\n")
@example("X\n\n---\n\nFyr-Typ: beslut\nFyr-Version: 1\nFyr-Reservation: # x\n")
@example("# x\n\nFyr-Typ: beslut\nFyr-Version: 1\n")
@example("X\n\nSigned-off-by: N <n@kommunen.example>\n\nFyr-Typ: policy\nFyr-Version: 1\nFyr-Grund: a: b\n")
def test_git_reads_the_same_rows(message: str) -> None:
    found = read_message(message)
    assume(found.rows)
    command = ["git", "interpret-trailers", "--parse", "--no-divider"]
    said = subprocess.run(command, input=message.encode(), capture_output=True, check=True).stdout.decode()
    assert said == "".join(f"Fyr-{name}: {value}\n" for name, value in found.rows)


def test_most_of_the_messages_are_accepted() -> None:
    accepted = 0

    @settings(max_examples=200, database=None, derandomize=True)
    @given(messages())
    def count(message: str) -> None:
        nonlocal accepted
        accepted += bool(read_message(message).rows)

    count()
    assert accepted > 60
