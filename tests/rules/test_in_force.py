"""Which processes are in force: in one order, each once, and only those that there are."""

from __future__ import annotations

from fyrportfolj.rules.in_force import processes_in_force
from tests.support.builders import a_head, a_portfolio, a_process

OLD, NEW = {"slug": "segling", "version": "1.0"}, {"slug": "segling", "version": "2.0"}
DRIFT = {"slug": "drift", "version": "1.0"}


def chosen(**processes: dict[str, str]) -> list[tuple[str, str]]:
    held = [a_process(), a_process(version="2.0"), a_process(slug="drift")]
    portfolio = a_portfolio(fyr=a_head(processer=processes), processer=held)
    return [(p.slug, p.version) for p in processes_in_force(portfolio)]


def test_initiatives_come_before_projects_and_consultations() -> None:
    assert chosen(remiss=OLD, projekt=NEW, initiativ=DRIFT) == [
        ("drift", "1.0"),
        ("segling", "2.0"),
        ("segling", "1.0"),
    ]


def test_one_that_serves_two_kinds_comes_once_and_one_that_is_missing_not_at_all() -> None:
    assert chosen(initiativ=OLD, projekt=OLD, remiss={"slug": "segling", "version": "9.9"}) == [("segling", "1.0")]
