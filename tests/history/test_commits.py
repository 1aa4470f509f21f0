from __future__ import annotations

from pathlib import Path

from fyrportfolj.history.commits import file_versions, latest_with
from fyrportfolj.history.repository import Repository
from tests.history.conftest import found
from tests.support.gitrepo import GitRepo


def test_a_file_tells_what_it_has_been(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    made.commit("Annat", {"README.md": "x"})
    second = made.commit("Fas två\n\nFyr-Typ: beslut", {"portfolio-data/initiativ/trygghet.yaml": "fas: tva\n"})
    versions = file_versions(repo, "initiativ/trygghet.yaml")
    assert [(v.commit, v.subject, v.content) for v in versions] == [
        (first, "Första", b"fas: ett\n"),
        (second, "Fas två", b"fas: tva\n"),
    ]
    assert versions[0].committed.isoformat() == "2026-01-15T12:00:00+01:00"


def test_a_file_that_never_was_has_no_versions(repo: Repository) -> None:
    assert file_versions(repo, "finns-inte.yaml") == ()
    assert file_versions(repo, "initiativ") == ()


def test_a_repository_without_commits_has_no_versions(tmp_path: Path) -> None:
    GitRepo.make(tmp_path)
    assert file_versions(found(tmp_path), "fyr.yaml") == ()


def test_a_time_without_the_file_gives_no_version(made: GitRepo, repo: Repository) -> None:
    (made.root / "portfolio-data/fyr.yaml").unlink()
    made.commit("Borta")
    made.commit("Åter", {"portfolio-data/fyr.yaml": "namn: Åter\n"})
    assert [v.subject for v in file_versions(repo, "fyr.yaml")] == ["Första", "Åter"]


def test_a_side_branch_shows_as_its_merge(made: GitRepo, repo: Repository) -> None:
    made.git("switch", "-q", "-c", "sido")
    made.commit("Steg ett", {"portfolio-data/fyr.yaml": "namn: A\n"})
    made.commit("Steg två", {"portfolio-data/fyr.yaml": "namn: B\n"})
    made.git("switch", "-q", "main")
    made.git("merge", "-q", "--no-ff", "-m", "Sammanslagning", "sido")
    assert [(v.subject, v.content) for v in file_versions(repo, "fyr.yaml")] == [
        ("Första", b"namn: Prov\n"),
        ("Sammanslagning", b"namn: B\n"),
    ]


def test_a_name_with_wildcards_means_itself(tmp_path: Path) -> None:
    GitRepo.make(tmp_path, {"a[b].yaml": "1", "ab.yaml": "2", ":(top)x.yaml": "3"})
    assert [v.content for v in file_versions(found(tmp_path), "a[b].yaml")] == [b"1"]


FILE = "portfolio-data/initiativ/trygghet.yaml"
WANTED = {"Typ": ("beslut", "rattelse"), "Initiativ": ("trygghet", "larm")}


def decided(made: GitRepo, text: str, rows: str) -> str:
    return made.commit(f"Beslut\n\n{rows}", {FILE: text})


def latest(repo: Repository) -> str | None:
    return latest_with(repo, repo.head() or "", ("initiativ/trygghet.yaml",), WANTED)


def test_the_previous_decision_is_the_latest_that_bears_its_rows(made: GitRepo, repo: Repository) -> None:
    assert latest(repo) is None
    first = decided(made, "1", "Fyr-Typ: beslut\nFyr-Initiativ: larm")
    made.commit("Arbete", {FILE: "2"})
    decided(made, "3", "Fyr-Typ: beslut\nFyr-Initiativ: larmet")
    decided(made, "4", "Fyr-Typ: policy\nFyr-Initiativ: trygghet")
    assert latest(repo) == first
    second = decided(made, "5", "Fyr-Typ: rattelse\nFyr-Initiativ: trygghet")
    made.commit("Annat", {"README.md": "x"})
    assert latest(repo) == second


def test_words_in_the_text_of_a_message_are_no_rows(made: GitRepo, repo: Repository) -> None:
    first = decided(made, "1", "Fyr-Typ: beslut\nFyr-Initiativ: trygghet")
    decided(made, "2", "Fyr-Typ: beslut\nFyr-Initiativ: trygghet\n\nEtt stycke till")
    decided(made, "3", "Vi citerar\nFyr-Typ: beslut\nFyr-Initiativ: trygghet")
    assert latest(repo) == first


def test_decisions_of_a_side_branch_are_not_on_the_line(made: GitRepo, repo: Repository) -> None:
    made.git("switch", "-q", "-c", "sido")
    decided(made, "1", "Fyr-Typ: beslut\nFyr-Initiativ: trygghet")
    made.git("switch", "-q", "main")
    made.git("merge", "-q", "--no-ff", "-m", "Sammanslagning", "sido")
    assert latest(repo) is None
