"""Benefits of the shipped portfolio: what gates froze, what is measured later, and what cannot be answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fyrportfolj.commands.benefit import calc, list_benefits, split
from fyrportfolj.commands.benefit_follow import due, forecast, ledger, past
from fyrportfolj.commands.benefit_measure import Measurement, measure
from fyrportfolj.commands.editing import How
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, UsageError
from tests.commands.conftest import clock, opened
from tests.support.gitrepo import GitRepo

JOUR = "exempel-gemensam-trygghetsjour"
LARM = "exempel-inforande-trygghetslarm"
D = Decimal


def changed(folder: Path, id_: str, old: str, new: str) -> None:
    path = next(folder.glob(f"*/{id_}.yaml"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_forecast_that_is_rewritten_later_is_shown_as_the_gate_decided_it(repo: GitRepo) -> None:
    first = repo.git("rev-parse", "HEAD")
    changed(repo.root, JOUR, "trolig_kr: 1200000", "trolig_kr: 700000")
    repo.git("commit", "-qam", "Skriv om prognosen")
    found = forecast(opened(repo.root), JOUR).data
    one = found.nyttor[0]
    baseline = next(b for b in found.baslinjer if b.dokument == "nyttoprognos")

    assert (one.prognos, one.kalkyl, one.plan, one.utfall) == (D(1_200_000), D(1_150_000), D(1_150_000), D(690_000))
    assert [(c.dokument, c.fryst, c.nu) for c in one.andrade] == [("nyttoprognos", D(1_200_000), D(700_000))]
    assert (baseline.sakrat, baseline.commit, baseline.andrad) == ("incheckning", first, True)

    before = forecast(Workspace.open(repo.root, clock, as_of=first), JOUR).data
    assert not any(b.andrad for b in before.baslinjer)
    assert before.nyttor[0].prognos == 1_200_000


def test_a_pinned_document_is_found_by_its_sum(repo: GitRepo) -> None:
    changed(repo.root, LARM, "forandringsinsats: >-\n", "forandringsinsats: >-\n      Ändrat efteråt.\n")
    repo.git("commit", "-qam", "Skriv om planen")
    found = {(b.insats, b.dokument): b for b in forecast(opened(repo.root), LARM).data.baslinjer}
    plan = found[LARM, "nyttorealiseringsplan"]

    assert (plan.sakrat, plan.andrad) == ("kontrollsumma", True)
    assert plan.commit is not None
    assert found[JOUR, "effektbokslut"].commit is None


def test_without_history_only_sums_prove_anything(copy: Path) -> None:
    found = {b.dokument: b.sakrat for b in forecast(opened(copy), JOUR).data.baslinjer if b.insats == JOUR}

    assert found == {"nyttoprognos": "saknas", "effektbokslut": "kontrollsumma"}


def test_a_measurement_in_a_decided_plan_breaks_no_decision(repo: GitRepo) -> None:
    asked = Measurement(D("1.2"), None, date(2026, 11, 18), "Logg")
    done = measure(opened(repo.root), LARM, "N2", asked, How(commit=True))
    after = opened(repo.root)
    plan = after.find(LARM).modell.artefakter.nyttorealiseringsplan

    assert done.exit_code == 0
    assert done.data.commit == repo.git("rev-parse", "HEAD")
    assert plan is not None
    assert plan.nyttor[1].utfall[-1].varde == D("1.2")
    assert after.diagnostics() == ()


def test_an_amount_for_a_kommun_is_booked_on_its_row(copy: Path) -> None:
    asked = Measurement(None, D(337000), date(2026, 11, 18), "Bokslut", kommun="amal")
    measure(opened(copy), LARM, "N1", asked, How())
    rows = {(r.kommun, r.ar): r for r in ledger(opened(copy), LARM).data.rader}

    assert rows["amal", 2026].realiserat == 337_000
    assert (rows["amal", 2026].balans, rows["amal", 2026].kalla) == ("stammer", "Bokslut")
    assert rows["mellerud", 2026].balans == "oppen"


def test_a_measurement_of_a_day_to_come_is_refused(copy: Path) -> None:
    done = measure(opened(copy), LARM, "N2", Measurement(D(1), None, date(2027, 1, 1), "Logg"), How())

    assert (done.exit_code, [d.kod for d in done.diagnostics], done.data.skriven) == (1, ["FYR355"], False)


@pytest.mark.parametrize(
    ("nytta", "asked", "error"),
    [
        ("N1", Measurement(None, None, None, "Logg"), "inget är mätt"),
        ("N9", Measurement(D(1), None, None, "Logg"), "ingen nytta med nyckeln N9"),
        ("N1", Measurement(D(1), None, None, "Logg", ar=2026), "--ar gäller"),
        ("N1", Measurement(D(1), None, None, "Logg", kommun="amal"), "--kommun gäller ett belopp"),
        ("N1", Measurement(None, D(1), None, "Logg", kommun="amahl"), "finns inte i portföljen"),
    ],
)
def test_a_measurement_says_what_it_is(shipped: Workspace, nytta: str, asked: Measurement, error: str) -> None:
    with pytest.raises(UsageError, match=error):
        measure(shipped, LARM, nytta, asked, How(dry_run=True))


def test_the_books_that_are_closed_stay_closed(shipped: Workspace) -> None:
    with pytest.raises(DataError, match="Effektbokslut är beslutat"):
        measure(shipped, JOUR, "N3", Measurement(D(1), None, None, "Logg"), How(dry_run=True))


def test_freed_time_counts_only_for_one_who_asks(shipped: Workspace) -> None:
    plain, asked = calc(shipped, LARM).data.kalkyl, calc(shipped, LARM, moved=True).data.kalkyl

    assert plain is not None
    assert asked is not None
    assert plain.med_omfordelning is None
    assert asked.med_omfordelning is not None
    assert asked.resultat == plain.resultat
    assert asked.med_omfordelning.nnv - asked.resultat.nnv == asked.omfordelning[0].nuvarde
    assert [t.id for t in plain.egen_tid] == ["K3"]


def test_a_split_names_those_outside_and_sums(shipped: Workspace) -> None:
    found = split(shipped, LARM, "blandad", 30).data

    assert found.summa is not None
    assert (found.summa.kostnad, found.summa.nytta) == (D(4_250_000), D(5_968_000))
    assert found.namn["vastra-gotalandsregionen"] == "Västra Götalandsregionen"
    with pytest.raises(UsageError, match="lika"):
        split(shipped, LARM, "blandad")
    with pytest.raises(DataError, match="ingen vikt för"):
        split(shipped, LARM, "anvandning")
    with pytest.raises(DataError, match="ingen nyttokalkyl"):
        split(shipped, JOUR)


def test_the_list_counts_each_thing_once_and_knows_its_kinds(shipped: Workspace) -> None:
    found = list_benefits(shipped).data
    jour = list_benefits(shipped, id_=LARM, kind="finansiell").data

    assert found.summor["finansiell"] == 6_018_000
    assert [(r.id, r.raknas_hos_annan) for r in jour.nyttor] == [("N1", True)]
    assert jour.summor["finansiell"] == 0
    assert {r.insats.id for r in list_benefits(shipped, kommun="uddevalla").data.nyttor} >= {
        "exempel-gemensamt-e-arkiv"
    }
    with pytest.raises(UsageError, match="pengar"):
        list_benefits(shipped, kind="pengar")
    with pytest.raises(UsageError, match="udevala"):
        list_benefits(shipped, kommun="udevala")


def test_reminders_come_a_year_after_closing_and_few_forecasts_prove_nothing(shipped: Workspace) -> None:
    rows = due(shipped, id_=LARM).data

    assert [(r.nytta, r.dag, r.manader) for r in rows] == [("N2", date(2027, 3, 19), 12)]
    assert {a.nyttotyp: (a.antal_kr, a.racker_kr) for a in past(shipped).data.slag}["finansiell"] == (1, False)


def test_a_split_between_none_or_by_negative_weights_is_refused(copy: Path) -> None:
    row = "    fordelning:\n      - {kommun: amal, kostnadsvikt: -1, nyttovikt: 1}\n    nollalternativ: >-\n"
    changed(copy, LARM, "    nollalternativ: >-\n", row)
    found = opened(copy)

    assert "FYR350" in {d.kod for d in found.diagnostics()}
    assert calc(found, LARM).data.kalkyl is not None
    with pytest.raises(DataError, match="under noll för amal"):
        split(found, LARM)
    text = (copy / f"projekt/{LARM}.yaml").read_text(encoding="utf-8")
    (copy / f"projekt/{LARM}.yaml").write_text(text.replace("status: deltar", "status: avstar"), encoding="utf-8")
    assert calc(opened(copy), LARM).data.kalkyl is not None
    with pytest.raises(DataError, match="ingen kommun deltar"):
        split(opened(copy), LARM, "lika")
