"""The strict form of a commit's message."""

from __future__ import annotations

import pytest

from fyrportfolj.rules.trail.grammar import ORDER, Message, kind_of_commit, read_message
from tests.rules.trail.pieces import OTHER, SEED, told
from tests.rules.trail.story import with_tree

NOT_PLAIN = "värdet i Fyr-Grund har tecken eller mellanslag som inte får stå där"
WORK = "Arbete\n\nText.\n"
POLICY = "Policy\n\nFyr-Typ: policy\nFyr-Version: 1\nFyr-Serie: 2\nFyr-Grund: § 3\nFyr-Foregaende: -\n"


def reason(message: str) -> str:
    found = read_message(message)
    assert found.fault is not None
    assert found.kind == "arbete"
    assert found.rows == ()
    return str(found.fault)


def test_work_has_no_rows() -> None:
    assert read_message(WORK) == Message("Arbete")
    assert kind_of_commit(WORK) == "arbete"


def test_a_word_that_only_holds_the_prefix_is_text() -> None:
    assert read_message("Se Fyr-Typ i handboken\n\nOm Fyr-rader.\n").fault is None


def test_rows_are_read_in_order() -> None:
    found = read_message(POLICY)
    assert found.fault is None
    assert found.kind == "policy"
    assert found.subject == "Policy"
    assert found.rows == (
        ("Typ", "policy"),
        ("Version", "1"),
        ("Serie", "2"),
        ("Grund", "§ 3"),
        ("Foregaende", "-"),
    )
    assert found.value("Serie") == "2"
    assert found.value("Organ") is None
    assert found.previous is None


def test_the_previous_commit_is_told() -> None:
    assert read_message(POLICY.replace("Foregaende: -", f"Foregaende: {'a' * 40}")).previous == "a" * 40
    assert read_message(WORK).previous is None


def test_free_text_may_stand_before_the_rows() -> None:
    assert read_message(POLICY.replace("\n\n", "\n\nVarför.\n\nMer.\n\n", 1)).kind == "policy"


def test_rows_that_may_repeat() -> None:
    more = (
        POLICY + "Fyr-Underlag: sha256:a x@1.0\nFyr-Underlag: sha256:b y@1.0\nFyr-Reservation: N\nFyr-Reservation: M\n"
    )
    assert [v for n, v in read_message(more).rows if n == "Reservation"] == ["N", "M"]


@pytest.mark.parametrize("kind", ["beslut", "rattelse", "policy"])
def test_each_kind_that_has_rows(kind: str) -> None:
    assert kind_of_commit(f"X\n\nFyr-Typ: {kind}\nFyr-Version: 1\n") == kind


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (POLICY.replace("Policy\n\n", "Policy\n\nFyr-Typ: beslut\n\n"), "en Fyr-rad står utanför det sista stycket"),
        (POLICY.replace("Policy\n\n", "Policy\n\n  fYr-typ: beslut\n\n"), "en Fyr-rad står utanför det sista stycket"),
        (POLICY.replace("Policy", "Fyr-Typ: beslut"), "en Fyr-rad står utanför det sista stycket"),
        (POLICY + "\nHej.\n", "en Fyr-rad står utanför det sista stycket"),
        ("Arbete\n\nfyr-rader\n\nText.\n", "en Fyr-rad står utanför det sista stycket"),
        (POLICY.removesuffix("\n"), "meddelandet slutar inte med Fyr-raderna och en radbrytning"),
        (POLICY + "\n", "en Fyr-rad står utanför det sista stycket"),
        (POLICY.removeprefix("Policy\n\n"), "ärenderaden saknas"),
        (POLICY.removeprefix("Policy"), "ärenderaden saknas"),
        (POLICY.replace("Policy\n", " \n"), "ärenderaden saknas"),
        (POLICY.replace("Policy\n", "Policy\nmer\n"), "det ska vara en tom rad efter ärenderaden"),
        (
            POLICY.replace("Policy\n", "Policy\n\n# ------------------------ >8 ------------------------\n"),
            "git slutar läsa meddelandet före raderna",
        ),
        (POLICY + "Hej.\n", "raden Hej. är ingen Fyr-rad"),
        (POLICY + "Hej\x1b.\n", "raden Hej·. är ingen Fyr-rad"),
        (POLICY + "x" * 70 + "\n", f"raden {'x' * 60} är ingen Fyr-rad"),
        (
            POLICY.replace("Fyr-Grund: §", "Fyr-Grund:  §"),
            NOT_PLAIN,
        ),
        (POLICY.replace("Fyr-Grund: § 3", "fyr-Grund: § 3"), "raden fyr-Grund: § 3 är ingen Fyr-rad"),
        (POLICY.replace("Fyr-Grund", "Fyr-Skal"), "det finns ingen rad som heter Fyr-Skal"),
        (POLICY.replace("§ 3", "§ 3 "), NOT_PLAIN),
        (POLICY.replace("§ 3", "x" * 201), NOT_PLAIN),
        (POLICY.replace("§ 3", "a\tb"), NOT_PLAIN),
        (POLICY.replace("§ 3", "å\u202eb"), NOT_PLAIN),
        (POLICY.replace("§ 3", "a\u030a"), NOT_PLAIN),
        (POLICY.replace("§ 3", "å\u2028b"), NOT_PLAIN),
        (POLICY.replace("§ 3", "å\u2029b"), NOT_PLAIN),
        (POLICY.replace("§ 3", "å\udcffb"), NOT_PLAIN),
        (POLICY.replace("§ 3", "å\x85b"), NOT_PLAIN),
        (POLICY.replace("Fyr-Serie: 2\n", "Fyr-Serie: 2\nFyr-Serie: 3\n"), "Fyr-Serie står mer än en gång"),
        (POLICY.replace("Fyr-Serie: 2\n", "") + "Fyr-Serie: 2\n", "Fyr-Serie står på fel plats"),
        (
            POLICY.replace("Fyr-Typ: policy\n", ""),
            "första raden ska vara Fyr-Typ med ett av beslut, rattelse, policy",
        ),
        (
            POLICY.replace("policy", "arbete"),
            "första raden ska vara Fyr-Typ med ett av beslut, rattelse, policy",
        ),
        (POLICY.replace("Version: 1", "Version: 2"), "andra raden ska vara Fyr-Version: 1"),
        ("X\n\nFyr-Typ: policy\n", "andra raden ska vara Fyr-Version: 1"),
    ],
)
def test_what_is_no_block_of_rows(message: str, why: str) -> None:
    assert reason(message) == why


@pytest.mark.parametrize("value", ["x" * 200, "Åsa Öberg (S)", "a: b -> c", "\U0001f331 träd"])
def test_values_that_may_stand(value: str) -> None:
    assert read_message(POLICY.replace("§ 3", value)).value("Grund") == value


def test_every_row_has_one_place() -> None:
    assert list(ORDER.values()) == list(range(len(ORDER)))


def test_faulty_rows_are_found_and_the_commit_is_judged_as_work() -> None:
    story = with_tree()
    changes, text = story.decision(SEED)
    story.commit(changes, text.replace("Fyr-Version: 1", "Fyr-Version: 2"))
    found = told(story.judged())
    assert found[0] == ("FYR620", "", {"orsak": "andra raden ska vara Fyr-Version: 1"})
    assert [kod for kod, _, _ in found] == ["FYR620", "FYR622", "FYR623"]
    assert {d.commit for d in story.findings()} == {story.tip}


def test_rows_in_a_merge() -> None:
    story = with_tree()
    base = story.tip
    side = story.side(base, {"README.md": b"x"})
    story.commit({"docs.md": b"y"})
    changes, text = story.decision(OTHER)
    assert changes
    story.merge([side], text=text)
    assert told(story.judged()) == [("FYR620", "", {"orsak": "en sammanslagning har inga Fyr-rader"})]
