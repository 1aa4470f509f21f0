"""Attacks 10–27: decisions, what they stand on, and what follows from them."""

from __future__ import annotations

from fyrportfolj.rules.trailers import Rows
from tests.audit.portfolio import INITIATIVE, MANDATES, PROJECT, register
from tests.audit.table import attack
from tests.audit.trail import DAY, RECORD, Changes, Forged, How, Trail

INITIATIVE_ID = "gemensamt-sjokort"
_ROW = """\
beslut:
  - id: 2026-09-18-besattning
    typ: grind
    datum: 2026-09-18
    organ: besattning
    grind: lagg_ut
    krav: lov
    utfall: fortsatt
"""


def edited(trail: Trail, path: str, old: str, new: str) -> Changes:
    """Give a change of one file, whose old text must be there."""
    text = trail.show(path)
    assert old in text
    return {path: text.replace(old, new)}


def replaced(name: str, value: str) -> Forged:
    """Give another value to a trailer row."""

    def rows(real: Rows) -> Rows:
        assert name in dict(real)
        return tuple((n, value if n == name else v) for n, v in real)

    return Forged(rows=rows)


@attack(10, "623")
def phase_edited_by_hand(trail: Trail) -> None:
    trail.work(edited(trail, INITIATIVE, "fas: kaj", "fas: sjo"), "Rättar fasen\n")


@attack(10, "623", signed=False)
def phase_edited_in_an_unsigned_history(trail: Trail) -> None:
    trail.work(edited(trail, INITIATIVE, "fas: kaj", "fas: sjo"), "Rättar fasen\n")


@attack(11, "622")
def decision_added_by_hand(trail: Trail) -> None:
    trail.work({INITIATIVE: trail.show(INITIATIVE) + _ROW}, "Lägger till beslutet\n")


@attack(12, "630")
def decision_deleted(trail: Trail) -> None:
    text = trail.show(PROJECT)
    trail.work({PROJECT: text[: text.index("beslut:")] + "beslut: []\n"}, "Städar\n")


@attack(13, "630")
def decision_edited(trail: Trail) -> None:
    trail.work(edited(trail, PROJECT, "utfall: fortsatt", "utfall: stopp"), "Rättar\n")


@attack(13, "630")
def decision_commented_into_another_day(trail: Trail) -> None:
    trail.work(edited(trail, PROJECT, "datum: 2026-09-15", "datum: 2026-09-14"), "Rättar\n")


@attack(14, "629")
def decided_document_edited(trail: Trail) -> None:
    trail.work(edited(trail, PROJECT, "syfte: Att pröva.", "syfte: Att smita."), "Stavfel\n")


@attack(14, "629", signed=False)
def decided_document_edited_in_an_unsigned_history(trail: Trail) -> None:
    trail.work(edited(trail, PROJECT, "syfte: Att pröva.", "syfte: Att smita."), "Stavfel\n")


@attack(15, "627")
def document_not_approved(trail: Trail) -> None:
    trail.work(edited(trail, INITIATIVE, "status: godkand", "status: utkast"))
    trail.decide()


@attack(15, "627")
def document_missing(trail: Trail) -> None:
    text = trail.show(INITIATIVE)
    trail.work({INITIATIVE: text[: text.index("artefakter:")]})
    trail.decide(forged=Forged(fields={"underlag": ()}))


@attack(16, "628")
def approved_document_not_cited(trail: Trail) -> None:
    trail.decide(forged=Forged(fields={"underlag": ()}))


@attack(17, "628")
def another_document_cited(trail: Trail) -> None:
    pin = {"artefakt": "projektdirektiv", "version": "1.0", "sha256": "0" * 64}
    trail.decide(forged=Forged(fields={"underlag": (pin,)}))


@attack(17, "628")
def earlier_version_cited(trail: Trail) -> None:
    pin = {"artefakt": "projektdirektiv", "version": "0.9", "sha256": "1" * 64}
    trail.decide(forged=Forged(fields={"underlag": (pin,)}))


@attack(18, "625")
def outcome_not_in_the_process(trail: Trail) -> None:
    trail.decide(forged=Forged(fields={"utfall": "avsluta", "underlag": ()}))


@attack(18, "625")
def gate_of_another_phase(trail: Trail) -> None:
    trail.decide(forged=Forged(fields={"grind": "lagg_till", "krav": "hamn"}))


@attack(18, "623")
def another_phase_than_the_decision_leads_to(trail: Trail) -> None:
    trail.decide(forged=Forged(fields={"utfall": "stopp"}, text=lambda t: t.replace("fas: kaj", "fas: sjo")))


@attack(19, "625")
def body_that_the_gate_does_not_ask(trail: Trail) -> None:
    trail.decide(forged=Forged(fields={"organ": "rederi", "id": "2026-09-17-rederi"}))


@attack(19, "626")
def body_whose_mandate_had_ended(trail: Trail) -> None:
    ended = register(2).replace("till_och_med: 2026-12-31", "till_och_med: 2026-09-17")
    trail.policy({MANDATES: ended}, 2)
    trail.decide(how=How(by="anna", when=trail.moment(trail.tip) + 3 * DAY))


@attack(20, "614")
def signer_of_another_body(trail: Trail) -> None:
    trail.decide(how=How(by="kaj"))


@attack(21, "631")
def link_to_the_previous_decision_broken(trail: Trail) -> None:
    trail.decide("provtur", how=RECORD, forged=_next_of_project(replaced("Foregaende", "-")))


@attack(21, "631")
def link_to_another_undertakings_decision(trail: Trail) -> None:
    other = next(c for c in trail.objects.line(trail.tip) if b"Fyr-Initiativ: provtur" in trail.objects.read(c))
    trail.decide(forged=replaced("Foregaende", other))


@attack(22, "624")
def decision_with_luggage(trail: Trail) -> None:
    trail.decide(forged=Forged(files={"anteckning.md": "Något annat\n"}))


@attack(22, "624")
def decision_with_another_edit_of_its_file(trail: Trail) -> None:
    trail.decide(forged=Forged(text=lambda t: t.replace("Tre kommuner ritar", "Fyra kommuner ritar")))


@attack(22, "624")
def two_decisions_in_one_commit(trail: Trail) -> None:
    trail.decide(forged=Forged(files={PROJECT: trail.show(PROJECT).replace("fas: sjo", "fas: kaj")}))


@attack(23, "621")
def row_says_other_than_the_file(trail: Trail) -> None:
    trail.decide(forged=replaced("Utfall", "stopp"))


@attack(23, "621", signed=False)
def row_says_other_than_the_file_unsigned(trail: Trail) -> None:
    trail.decide(forged=replaced("Datum", "2026-09-16"))


@attack(23, "621")
def sum_of_another_decision(trail: Trail) -> None:
    trail.decide(forged=replaced("Beslutssumma", f"sha256:{'0' * 64}"))


@attack((23, 55), "621")
def row_with_a_path_as_id(trail: Trail) -> None:
    trail.decide(forged=replaced("Initiativ", "../../etc/passwd"))


@attack(24, "620")
def row_repeated(trail: Trail) -> None:
    trail.decide(forged=Forged(rows=lambda rows: (rows[0], *rows)))


@attack(24, "620")
def row_in_another_case(trail: Trail) -> None:
    trail.decide(forged=Forged(message=lambda text: text.replace("Fyr-Utfall", "FYR-utfall")))


@attack(24, "620")
def unknown_row(trail: Trail) -> None:
    trail.decide(forged=Forged(rows=lambda rows: (*rows, ("Godkant", "ja"))))


@attack(25, "620")
def rows_in_the_body(trail: Trail) -> None:
    trail.work({"anteckning.md": "x\n"}, "Arbete\n\nFyr-Typ: beslut\nFyr-Version: 1\n\nHej då\n")


@attack(26, "632")
def new_undertaking_in_a_late_phase(trail: Trail) -> None:
    text = trail.show(INITIATIVE).replace(INITIATIVE_ID, "nytt").replace("fas: kaj", "fas: sjo")
    trail.work({"initiativ/nytt.yaml": text})


@attack(26, "632")
def new_undertaking_with_a_decision(trail: Trail) -> None:
    trail.work({"initiativ/nytt.yaml": trail.show(INITIATIVE).replace(INITIATIVE_ID, "nytt") + _ROW})


@attack(27, "633")
def undertaking_deleted(trail: Trail) -> None:
    trail.work({PROJECT: None}, "Städar\n")


@attack(27, "634")
def process_version_switched(trail: Trail) -> None:
    trail.work(edited(trail, PROJECT, 'version: "1.0"\nfas', 'version: "2.0"\nfas'), "Byter process\n")


@attack(27, "634")
def process_version_switched_before_any_decision(trail: Trail) -> None:
    trail.work(edited(trail, INITIATIVE, 'version: "1.0"\nfas', 'version: "2.0"\nfas'), "Byter process\n")


@attack(None, "630")
def participant_behind_a_decision_edited(trail: Trail) -> None:
    row = "deltagare:\n  - {kommun: vik, status: deltar, beslut: 2026-09-15-besattning}\n"
    trail.work({PROJECT: trail.show(PROJECT).replace("artefakter:", f"{row}artefakter:")})


@attack(None, "641")
def file_that_does_not_fit_its_form(trail: Trail) -> None:
    trail.work(edited(trail, INITIATIVE, "fas: kaj", "fas: kaj\nsvårighetsgrad: 3"))


@attack(None, "647", "640")
def decision_in_a_file_that_cannot_be_read(trail: Trail) -> None:
    trail.decide(forged=Forged(text=lambda text: f"{text}fas: sjo\n"))


def _next_of_project(forged: Forged) -> Forged:
    """Give a decision that the project's present gate may take, forged."""
    fields = {
        "organ": "hamnnamnd",
        "kommun": "vik",
        "grind": "lagg_till",
        "krav": "hamn",
        "utfall": "tillbaka",
        "till_fas": "kaj",
        "id": "2026-09-17-hamnnamnd-vik",
        "underlag": (),
    }
    return Forged(fields=fields, rows=forged.rows)
