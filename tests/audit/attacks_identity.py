"""Attacks 28–39: who made a commit, with which key, and when."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.audit.keys import Key, armored, armour, blob, field
from tests.audit.objects import CommitForm
from tests.audit.portfolio import KEYS, PEOPLE
from tests.audit.table import attack
from tests.audit.trail import DAY, Changes, Forged, How, Trail

_NOTE: Changes = {"anteckning.md": "x\n"}


@attack(28, "612")
def unsigned_work(trail: Trail) -> None:
    trail.work(_NOTE, how=How(sign=False))


@attack(28, "612")
def unsigned_decision(trail: Trail) -> None:
    trail.decide(how=How(by="anna", sign=False))


@attack(29, "613")
def message_changed_after_signing(trail: Trail) -> None:
    trail.work(_NOTE, "Ändrat\n", How(form=lambda f: replace(f, signed_message=b"Arbete\n")))


@attack(30, "613")
def signature_made_for_a_file(trail: Trail) -> None:
    trail.work(_NOTE, how=How(form=lambda f: replace(f, namespace="file")))


@attack(31, "613")
def signature_of_another_commit(trail: Trail) -> None:
    head = trail.objects.read(trail.tip).partition(b"\n\n")[0]
    taken = re.search(rb"gpgsig (.*?-----END SSH SIGNATURE-----)", head, re.DOTALL)
    assert taken
    _with_armour(trail, lambda _form: taken[1].replace(b"\n ", b"\n"))


@attack(32, "614")
def unknown_key_with_a_trusted_address(trail: Trail) -> None:
    trail.decide(how=How(by="anna", key="mal"))


@attack(33, "616")
def forged_author(trail: Trail) -> None:
    trail.decide(how=How(by="anna", author="kaj"))


@attack(34, "616")
def forged_committer_with_a_good_key(trail: Trail) -> None:
    trail.decide(how=How(by="kaj", key="anna"))


@attack(35, "615")
def mandate_that_has_ended_since(trail: Trail) -> None:
    trail.decide(how=How(by="eva"), forged=Forged(fields={"datum": date(2026, 9, 10)}))


@attack(35, "615")
def mandate_that_had_ended_already(trail: Trail) -> None:
    trail.decide(how=How(by="eva"))


@attack(36, "617")
def dated_back_to_revive_a_mandate(trail: Trail) -> None:
    when = trail.moment(trail.tip) - 9 * DAY
    trail.decide(how=How(by="eva", when=when), forged=Forged(fields={"datum": date(2026, 9, 8)}))


@attack(36, "617", signed=False)
def dated_back_in_an_unsigned_history(trail: Trail) -> None:
    trail.work(_NOTE, how=How(when=trail.moment(trail.tip) - DAY))


@attack(37, "646")
def decision_registered_too_late(trail: Trail) -> None:
    trail.decide(forged=Forged(fields={"datum": date(2026, 8, 1)}))


@attack(37, "646")
def decision_registered_before_its_meeting(trail: Trail) -> None:
    trail.decide(forged=Forged(fields={"datum": date(2026, 10, 1)}))


@attack(38, "618")
def dated_in_the_future(trail: Trail) -> None:
    trail.work(_NOTE, how=How(when=4_000_000_000))


@attack(39, "613")
def armour_with_text_after_it(trail: Trail) -> None:
    _with_armour(trail, lambda form: _armour_of(form) + b"mera\n")


@attack(39, "613")
def armour_with_an_empty_line(trail: Trail) -> None:
    _with_armour(trail, lambda form: _armour_of(form).replace(b"\n-----END", b"\n\n-----END"))


@attack(39, "613")
def armour_with_spaces(trail: Trail) -> None:
    _with_armour(trail, lambda form: _armour_of(form).replace(b"U1NI", b"U1NI "))


@attack(39, "613")
def signature_with_bytes_after_its_fields(trail: Trail) -> None:
    _with_armour(trail, lambda form: armour(_blob_of(form) + b"\0\0\0\0"))


@attack(39, "613")
def signature_with_a_length_that_is_too_long(trail: Trail) -> None:
    wire = field(KEYS["bo"].wire)
    _with_armour(trail, lambda form: armour(_blob_of(form).replace(wire, b"\0\0\1\0" + wire[4:])))


@attack(39, "613")
def signature_with_other_unused_bits(trail: Trail) -> None:
    def changed(form: CommitForm) -> bytes:
        text = _armour_of(form)
        at = text.index(b"=\n-----END") - 1
        last = text[at : at + 1]
        # The two lowest bits of the last sign before = stand for nothing; other signs decode to the same bytes.
        other = next(
            c for c in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" if _same(c, last[0])
        )
        return text[:at] + bytes([other]) + text[at + 1 :]

    _with_armour(trail, changed)


@attack(39, "613")
def signature_from_another_key_of_the_same_name(trail: Trail) -> None:
    _with_armour(trail, lambda form: armored(Key("bo igen"), form.payload(), "git").replace(b"U1NI", b"U1NJ"))


@attack(39, "613")
def half_a_signature(trail: Trail) -> None:
    _with_armour(trail, lambda form: _armour_of(form)[:120])


@attack(39, "607")
def signature_twice(trail: Trail) -> None:
    def twice(data: bytes) -> bytes:
        taken = re.search(rb"gpgsig .*?-----END SSH SIGNATURE-----\n", data, re.DOTALL)
        assert taken
        return data.replace(taken[0], taken[0] * 2)

    trail.work(_NOTE, how=How(raw=twice))


@attack(None, "605", keys=("rolf",))
def start_signed_by_a_key_that_is_not_agreed(trail: Trail) -> None:
    del trail


@attack(None, "604", root="0" * 40)
def another_root_than_agreed(trail: Trail) -> None:
    del trail


@attack(None, "603", "101", more="fortroende: allt\n")
def anchor_with_a_fault(trail: Trail) -> None:
    del trail


@attack(None, "649", signed=False, niva="signerad", keys=())
def unsigned_where_signed_is_agreed(trail: Trail) -> None:
    del trail


@attack(None, "648", accepted="FYR622")
def acceptance_of_what_is_not_there(trail: Trail) -> None:
    del trail


@attack(None, "619", there=False)
def no_anchor(trail: Trail) -> None:
    del trail


@attack(None, "616")
def address_of_another(trail: Trail) -> None:
    def form(made: CommitForm) -> CommitForm:
        who = made.author.replace(PEOPLE["bo"].epost, "bo@annan.example")
        return replace(made, author=who, committer=who)

    trail.work(_NOTE, how=How(form=form))


@attack(None, "614")
def work_by_one_who_may_only_merge(trail: Trail) -> None:
    trail.work(_NOTE, how=How(by="bot"))


@attack(None, "614")
def work_by_one_without_any_mandate(trail: Trail) -> None:
    trail.work(_NOTE, how=How(by="ola"))


def _with_armour(trail: Trail, make: Callable[[CommitForm], bytes]) -> None:
    """Commit with any text in the place of the signature."""
    forms: list[CommitForm] = []

    def keep(form: CommitForm) -> CommitForm:
        forms.append(form)
        return form

    trail.work(_NOTE, how=How(form=keep, raw=lambda _data: forms[0].with_signature(make(forms[0]))))


def _blob_of(form: CommitForm) -> bytes:
    return blob(KEYS["bo"], form.payload(), "git")


def _armour_of(form: CommitForm) -> bytes:
    return armour(_blob_of(form))


def _same(sign: int, other: int) -> bool:
    if sign == other:
        return False
    return base64.b64decode(b"AA" + bytes([sign]) + b"=") == base64.b64decode(b"AA" + bytes([other]) + b"=")
