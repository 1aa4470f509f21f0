"""The message of a decision's commit, read back by git itself."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.model.decisions import Decision, Underlag
from fyrportfolj.rules.replay import Replay, replay
from fyrportfolj.rules.trailers import (
    SUBJECT_WIDTH,
    VALUE_WIDTH,
    decision_message,
    decision_trailers,
    one_line,
    policy_trailers,
)
from fyrportfolj.rules.trailers import (
    message as policy_message,
)
from tests.support.gates import SEED, decisions, initiative, small_portfolio, small_process
from tests.support.texts import read

LINE = re.compile(r"Fyr-[A-Z][a-z]+: .{1,200}")
SHA = "0123456789abcdef" * 4
CITY = read(
    "{id: 2026-05-12-namnd-asele, typ: grind, datum: 2026-05-12, organ: namnd, kommun: asele, grind: plantera, "
    "krav: samtycke, utfall: fortsatt, reservation: [Eva Ek (–), Bo Björk], "
    f'underlag: [{{artefakt: programdirektiv, version: "1.0", sha256: {SHA}}}]}}',
    Decision,
)


def walked(text: str = "") -> Replay:
    portfolio, entry = small_portfolio(initiative(text))
    return replay(small_process(), entry.modell, portfolio.organ, portfolio.kommuner)


BEFORE, AFTER = walked(), walked(decisions(SEED))


def message(d: Decision, before: Replay = BEFORE, after: Replay = AFTER, previous: str | None = None) -> str:
    u = initiative()
    rows = decision_trailers(
        u, d, before, after, mandat="namnd", processumma=SHA, beslutssumma=SHA[::-1], foregaende=previous
    )
    return decision_message(u, d, rows)


def parsed(text: str) -> list[tuple[str, str]]:
    """What git makes of the message, whatever the settings of the one who runs the tests."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C.UTF-8"}
    out = subprocess.run(
        ["git", "interpret-trailers", "--parse"],
        input=text.encode("utf-8"),
        capture_output=True,
        check=True,
        env=env,
    ).stdout.decode("utf-8")
    # Not splitlines: git ends a line only at a line feed.
    return [(name, value) for name, _, value in (line.partition(": ") for line in out.split("\n") if line)]


def written(text: str) -> list[tuple[str, str]]:
    block = text.split("\n\n", 1)[1]
    return [(name, value) for name, _, value in (line.partition(": ") for line in block.split("\n") if line)]


def test_the_trailers_echo_the_decision() -> None:
    assert message(CITY) == (
        "Beslut apeltrad: plantera fortsatt\n"
        "\n"
        "Fyr-Typ: beslut\n"
        "Fyr-Version: 1\n"
        "Fyr-Initiativ: apeltrad\n"
        "Fyr-Beslut: 2026-05-12-namnd-asele\n"
        "Fyr-Beslutstyp: grind\n"
        "Fyr-Grind: plantera\n"
        "Fyr-Utfall: fortsatt\n"
        "Fyr-Motesutfall: beslutat\n"
        "Fyr-Fas: fro -> planta\n"
        "Fyr-Lage: pagar -> pagar\n"
        "Fyr-Organ: namnd\n"
        "Fyr-Kommun: asele\n"
        "Fyr-Mandat: namnd\n"
        "Fyr-Datum: 2026-05-12\n"
        f"Fyr-Process: liten@1.0 sha256:{SHA}\n"
        f"Fyr-Beslutssumma: sha256:{SHA[::-1]}\n"
        "Fyr-Foregaende: -\n"
        f"Fyr-Underlag: sha256:{SHA} programdirektiv@1.0\n"
        "Fyr-Reservation: Eva Ek (–)\n"
        "Fyr-Reservation: Bo Björk\n"
    )


def test_what_was_not_said_has_no_trailer() -> None:
    tabled = CITY.model_copy(
        update={"utfall": None, "motesutfall": "bordlagt", "kommun": None, "reservation": (), "underlag": ()}
    )
    names = [name for name, _ in written(message(tabled, BEFORE, BEFORE))]

    assert message(tabled).startswith("Beslut apeltrad: plantera bordlagt\n")
    assert not {"Fyr-Utfall", "Fyr-Kommun", "Fyr-Reservation", "Fyr-Underlag"} & set(names)


def test_a_decision_on_something_else_than_a_gate_is_named_by_its_kind() -> None:
    risk = CITY.model_copy(update={"typ": "risk", "grind": None, "krav": None, "utfall": None, "underlag": ()})

    assert message(risk).splitlines()[0] == "Beslut apeltrad: risk beslutat"


def test_the_previous_decision_is_named_by_its_commit() -> None:
    assert dict(written(message(CITY, previous="ab" * 20)))["Fyr-Foregaende"] == "ab" * 20


def test_a_correction_is_a_kind_of_its_own_and_says_what_it_corrects() -> None:
    text = message(CITY.model_copy(update={"typ": "rattelse", "ersatter": "2026-05-01-namnd-asele"}))

    assert text.startswith("Rättelse apeltrad: 2026-05-01-namnd-asele\n\nFyr-Typ: rattelse\nFyr-Version: 1\n")
    assert dict(written(text))["Fyr-Beslutstyp"] == "rattelse"


def test_a_change_of_the_policy_says_by_what_decision() -> None:
    text = policy_message("Policy 3", policy_trailers(3, "Direktionen\n§ 7", None))

    assert text == (
        "Policy 3\n\nFyr-Typ: policy\nFyr-Version: 1\nFyr-Serie: 3\nFyr-Grund: Direktionen § 7\nFyr-Foregaende: -\n"
    )


def test_a_long_subject_is_cut() -> None:
    long = initiative().model_copy(update={"id": "a" * 80})
    subject = decision_message(long, CITY, ()).split("\n")[0]

    assert len(subject) == SUBJECT_WIDTH


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("  Eva \t Ek  ", "Eva Ek"),
        ("Eva\nFyr-Utfall: stopp", "Eva Fyr-Utfall: stopp"),
        ("Eva\u2028Ek\u2029\u0085\u200b", "Eva Ek"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("\u202eke", "ke"),
        ("x" * 300, "x" * VALUE_WIDTH),
        ("x" * 199 + " y", "x" * 199),
        ("\u200b\u2060", ""),
    ],
)
def test_a_value_is_one_clean_line(value: str, line: str) -> None:
    assert one_line(value) == line


def test_a_value_without_anything_to_read_has_no_trailer() -> None:
    silent = CITY.model_copy(update={"reservation": ("\u200b", "Bo")})

    assert [v for n, v in written(message(silent)) if n == "Fyr-Reservation"] == ["Bo"]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=300)


@settings(max_examples=60)
@given(
    names=st.lists(TEXT, max_size=4),
    kommun=st.sampled_from([None, "asele"]),
    utfall=st.sampled_from([None, "fortsatt", "tillbaka"]),
    version=st.from_regex(r"\A[0-9]{1,3}\.[0-9]{1,3}\Z"),
)
def test_git_reads_back_what_was_written(
    names: list[str], kommun: str | None, utfall: str | None, version: str
) -> None:
    d = CITY.model_copy(
        update={
            "reservation": tuple(names),
            "kommun": kommun,
            "utfall": utfall,
            "underlag": (Underlag(artefakt="programdirektiv", version=version, sha256=SHA),),
        }
    )
    text = message(d)

    assert parsed(text) == written(text)
    assert all(LINE.fullmatch(line) for line in text.split("\n\n", 1)[1].split("\n")[:-1])
    assert [v for n, v in written(text) if n == "Fyr-Reservation"] == [one_line(n) for n in names if one_line(n)]


@given(TEXT)
def test_one_line_is_its_own_image(text: str) -> None:
    once = one_line(text)

    assert one_line(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert len(once.split("\n")) == 1


def test_the_message_tells_both_places_and_standings() -> None:
    stopped = replace(AFTER, lage="stoppad", sedan=date(2026, 1, 1))

    lines = dict(written(message(CITY, AFTER, stopped)))

    assert (lines["Fyr-Fas"], lines["Fyr-Lage"]) == ("planta -> planta", "pagar -> stoppad")
