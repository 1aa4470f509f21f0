"""Who may record a decision, and with whose signatures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.signing.conftest import FILE, ID, Make, Signed, register
from tests.support.golden import Ran


def refused(ran: Ran, code: str) -> bool:
    return ran.exit_code == 1 and code in ran.stderr and "inget är skrivet" in ran.stderr


def verified(signed: Signed) -> Ran:
    return signed.fyr("audit", "verify")


def test_the_one_with_the_mandate_records_and_the_audit_agrees(signed: Signed) -> None:
    ran = signed.advance()

    assert ran.exit_code == 0, ran.stderr
    assert "Fyr-Mandat: besattning\n" in signed.repo.git("log", "-1", "--format=%B") + "\n"
    assert "\ngpgsig -----BEGIN SSH SIGNATURE-----" in signed.repo.git("cat-file", "commit", "HEAD")
    assert verified(signed).exit_code == 0, verified(signed).stdout
    assert signed.repo.status() == ""


def test_the_registrar_records_by_the_right_to_record(signed: Signed) -> None:
    signed.becomes("eva")

    assert signed.advance().exit_code == 0
    assert "Fyr-Mandat: kansli\n" in signed.repo.git("log", "-1", "--format=%B")
    assert verified(signed).exit_code == 0


@pytest.mark.parametrize(("who", "code"), [("olle", "FYR614"), ("okand", "FYR614"), (None, "FYR612")])
def test_others_are_refused_and_nothing_moves(signed: Signed, who: str | None, code: str) -> None:
    before = signed.repo.head()
    signed.becomes(who)
    ran = signed.advance()

    assert refused(ran, code), ran.stderr
    assert signed.unmoved(before)


def test_another_name_than_the_keys_holder_is_refused(signed: Signed) -> None:
    before = signed.repo.head()
    signed.repo.git("config", "user.email", "bo@holme.example")

    assert refused(signed.advance(), "FYR616")
    assert signed.unmoved(before)


def test_a_blocked_key_signs_nothing(make: Make, keys: Path) -> None:
    text = register(keys).replace("namn: Anna\n", "namn: Anna\n    sparrad: {fran: 2026-11-01, skal: Borta}\n")
    signed = make(text)
    before = signed.repo.head()

    assert refused(signed.advance(), "FYR615")
    assert signed.unmoved(before)


def test_a_decision_too_early_for_its_day_is_refused(signed: Signed) -> None:
    before = signed.repo.head()
    ran = signed.fyr("--today", "2026-12-24", "gate", "advance", ID, "--organ", "besattning", "--datum", "2026-12-01")

    assert refused(ran, "FYR"), ran.stderr
    assert signed.unmoved(before)


def test_two_signatures_where_the_mandate_asks_for_two(make: Make, keys: Path, tmp_path: Path) -> None:
    signed = make(register(keys, underskrifter=2))
    before = signed.repo.head()
    assert refused(signed.advance(), "FYR639")

    statement = tmp_path / "beslut.txt"
    ran = signed.advance("--att-signera", str(statement))
    assert ran.exit_code == 0
    assert "ssh-keygen -Y sign -n fyr-beslut@v1" in " ".join((ran.stdout + ran.stderr).split())
    assert statement.read_text(encoding="utf-8").startswith('fyr-beslut@v1\n{\n "beslut": {\n')
    assert signed.unmoved(before)

    own = signed.signs("anna", statement)
    assert refused(signed.advance("--underskrift", str(own)), "FYR639")

    other = signed.signs("bo", statement)
    ran = signed.advance("--underskrift", str(other), "--underskrift", str(own))
    assert ran.exit_code == 0, ran.stderr
    folder = f"underskrifter/{ID}/2026-11-16-besattning"
    assert signed.repo.git("show", "--format=", "--name-only").split() == sorted(
        [FILE, f"{folder}/anna.sig", f"{folder}/bo.sig"]
    )
    assert signed.repo.show(f"{folder}/bo.sig") == other.read_bytes()
    assert verified(signed).exit_code == 0, verified(signed).stdout
    assert signed.repo.status() == ""


def test_a_signature_of_something_else_is_refused(make: Make, keys: Path, tmp_path: Path) -> None:
    signed = make(register(keys, underskrifter=2))
    before = signed.repo.head()
    statement = tmp_path / "beslut.txt"
    signed.advance("--att-signera", str(statement), "--paragraf", "§ 1")
    other = signed.signs("bo", statement)
    wrong_use = signed.signs("bo", statement, "git").rename(tmp_path / "git.sig")
    unknown = signed.signs("okand", statement)
    other = signed.signs("bo", statement)

    for file, says in ((other, "just det här"), (statement, "just det här")):
        ran = signed.advance("--underskrift", str(file), "--paragraf", "§ 2")
        assert (ran.exit_code, says in ran.stderr) == (1, True), ran.stderr
    for file, says in (
        (wrong_use, "just det här"),
        (unknown, "nyckeln bakom"),
        (tmp_path / "finns-inte.sig", "går inte att läsa"),
    ):
        ran = signed.advance("--underskrift", str(file), "--paragraf", "§ 1")
        assert ran.exit_code in (1, 3)
        assert says in " ".join(ran.stderr.split()), ran.stderr
    assert signed.unmoved(before)


def test_a_correction_is_signed_like_a_decision(signed: Signed) -> None:
    signed.advance()
    first = signed.repo.head()
    signed.becomes("eva")
    said = ("--motivering", "Fel paragraf", "--datum", "2026-11-18")
    ran = signed.fyr("gate", "correct", ID, "2026-11-16-besattning", "--paragraf", "§ 9", *said)

    assert ran.exit_code == 0, ran.stderr
    body = signed.repo.git("log", "-1", "--format=%B")
    assert "Fyr-Typ: rattelse\n" in body
    assert f"Fyr-Foregaende: {first}\n" in body + "\n"
    assert verified(signed).exit_code == 0, verified(signed).stdout

    before = signed.repo.head()
    ran = signed.fyr("gate", "correct", ID, "2026-11-16-besattning", "--utfall", "stopp", *said)
    assert ran.exit_code == 0, ran.stderr  # the same body: who recorded it is the registrar of the body
    assert signed.repo.head() != before
    assert verified(signed).exit_code == 0


@pytest.mark.parametrize(
    ("who", "command", "code"),
    [
        ("olle", ("set", ID, "namn", "Nytt", "--commit"), ""),
        (None, ("set", ID, "namn", "Nytt", "--commit"), "FYR612"),
        ("okand", ("set", ID, "namn", "Nytt", "--commit"), "FYR614"),
        ("anna", ("set", "fyr.yaml", "namn", "Nytt", "--commit"), "FYR635"),
        ("anna", ("set", "register/mandat.yaml", "serie", "7", "--commit"), "FYR635"),
    ],
)
def test_work_is_judged_too(signed: Signed, who: str | None, command: tuple[str, ...], code: str) -> None:
    before = signed.repo.head()
    signed.becomes(who)
    ran = signed.fyr(*command)

    if code:
        assert (ran.exit_code, code in ran.stderr) == (1, True), ran.stderr
        assert signed.unmoved(before)
    else:
        assert ran.exit_code == 0, ran.stderr
        assert verified(signed).exit_code == 0


def test_a_signature_beside_is_judged_on_the_day_of_the_commit(make: Make, keys: Path, tmp_path: Path) -> None:
    text = register(keys, underskrifter=2)
    # The portfolio is read as it is on 20 November, which no commit bears any more.
    signed = make(text.replace("namn: Bo\n", "namn: Bo\n    till_och_med: 2026-11-20\n"))
    statement = tmp_path / "beslut.txt"
    assert signed.advance("--att-signera", str(statement)).exit_code == 0
    other = signed.signs("bo", statement)
    before = signed.repo.head()
    ran = signed.advance("--underskrift", str(other))

    assert ran.exit_code == 1
    assert "gäller inte i register/mandat.yaml den" in " ".join(ran.stderr.split())
    assert signed.unmoved(before)
