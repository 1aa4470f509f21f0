"""A random legal history in the making: what the writer's own rules allow, in both levels."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Literal

from hypothesis import event
from hypothesis import strategies as st

from fyrportfolj.model.base import Model
from fyrportfolj.model.decisions import Decision, Villkor
from fyrportfolj.model.initiative import Initiative
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Mandatregister, Nyckelinnehav
from fyrportfolj.rules import risk
from fyrportfolj.rules.advance import documents_to_decide, requirement_for, unique_id
from fyrportfolj.rules.corrected import RATTELSE, applied
from fyrportfolj.rules.correction import may_correct
from fyrportfolj.rules.gating import Verdict, evaluate
from fyrportfolj.rules.trail.expected import expected, treated
from fyrportfolj.rules.trail.statement import MANDATES
from fyrportfolj.rules.trail.values import Step
from tests.rules.trail.pieces import IDEA, PROCESS_FILE, Content, Holder, base_files, register, with_treatment
from tests.rules.trail.story import Story
from tests.rules.trail.trees import RISKS
from tests.support.gates import initiative as an_initiative

_BIG = "FYR_STOR" in os.environ

ROOTS = tuple(Holder(n) for n in ("rut", "rolf", "ros"))
MEMBERS = tuple(Holder(n) for n in ("cia", "dan", "eva"))
ROBOT, CLERK = Holder("robot"), Holder("klara")
BODIES = ("tradgard", "park", "skotsel", "namnd", "ledning", "fullmaktige", "givare")
IDS = ("apel", "paron", "plommon")
KOMMUNER = ("asele", "berg", "dorotea")
DOCUMENTS = '      programdirektiv: {status: godkand, version: "1.0", syfte: Frukt}\n'


STANDINGS: tuple[Literal["tillfragad", "intresserad", "deltar"], ...] = ("tillfragad", "intresserad", "deltar")


@cache
def whole_tree() -> Initiative:
    """An initiative with documents and risks."""
    return an_initiative(IDEA + DOCUMENTS + RISKS)


@cache
def keys(signatures: int) -> Mandatregister:
    """A register with a root of two out of three, members of every body, a clerk and a robot."""
    who = (*ROOTS, *MEMBERS, ROBOT, CLERK)
    rows = "".join(f"      - {h.row()}\n" for h in who)
    members = ", ".join(h.namn for h in MEMBERS)
    bodies = "".join(
        f"      - {{id: m-{b}, organ: {b}, ratt: [grind, risk], nycklar: [{members}], underskrifter: {signatures}, "
        f"fran: 2026-01-01, kalla: Ordning}}\n"
        f"      - {{id: r-{b}, organ: {b}, ratt: [registrera], nycklar: [klara], fran: 2026-01-01, kalla: Ordning}}\n"
        for b in BODIES
    )
    roots = ", ".join(h.namn for h in ROOTS)
    robot = "      - {id: robot, organ: park, ratt: [sammanfoga], nycklar: [robot], fran: 2026-01-01, kalla: Ordning}\n"
    return register(f"    rot: {{nycklar: [{roots}], troskel: 2}}\n    nycklar:\n{rows}    mandat:\n{bodies}{robot}")


class Chronicle:
    """A legal history in the making; each action leaves it as it was when its time has not come."""

    def __init__(self, draw: st.DrawFn, *, signed: bool) -> None:
        self.draw = draw
        self.signed = signed
        self.signatures = draw(st.sampled_from((1, 2)))
        self.members = MEMBERS
        files: dict[str, Content] = dict(base_files())
        if signed:
            files[MANDATES] = keys(self.signatures)
        self.story = Story(files)
        self.branch: list[Step] = []

    # -- helpers -----------------------------------------------------------------------------------------------

    def pick(self, options: Any) -> Any:
        return self.draw(st.sampled_from(tuple(options)))

    @property
    def day(self) -> date:
        """The day of the next commit, one day later."""
        return datetime.fromtimestamp(self.story.moment, UTC).date() + timedelta(days=1)

    def trees(self) -> list[tuple[str, Initiative]]:
        return [(p, u) for p, u in sorted(self.story.models.items()) if isinstance(u, Initiative)]

    def by(self, *options: Holder) -> dict[str, Any]:
        """Who commits."""
        return {"sign": self.pick(options)} if self.signed else {"who": self.pick(self.members)}

    def work(self, changes: dict[str, Content]) -> None:
        self.story.commit(changes, **self.by(*self.members, CLERK, *ROOTS))

    # -- work --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        free = [i for i in IDS if not any(i in (u.id, *u.tidigare_id) for _, u in self.trees())]
        if free:
            id_ = self.pick(free)
            kommuner = self.draw(st.lists(st.sampled_from(KOMMUNER), unique=True, max_size=3))
            rows = "".join(
                f"      - {{kommun: {k}, status: {self.pick(('tillfragad', 'intresserad', 'deltar'))}}}\n"
                for k in kommuner
            )
            text = IDEA + DOCUMENTS + RISKS + (f"    deltagare:\n{rows}" if rows else "")
            u = an_initiative(text).model_copy(update={"id": id_, "start": self.day})
            self.work({f"initiativ/{id_}.yaml": u})

    def edit(self) -> None:
        if self.trees():
            path, u = self.pick(self.trees())
            n = self.draw(st.integers(0, 99))
            values: dict[str, Any] = self.pick(
                (
                    {"noteringar": (f"Anmärkning {n}",)},
                    {"steg": self.pick((None, "vattna"))},
                    {"mal": (), "sammanfattning": f"Text {n}"},
                    {"deltagare": tuple(p.model_copy(update={"kontaktroll": f"Roll {n}"}) for p in u.deltagare)},
                    {"risker": tuple(r.model_copy(update={"hot": f"Hot {n}"}) for r in u.risker)},
                )
            )
            self.work({path: u.model_copy(update=values)})

    def new_version(self) -> None:
        if self.trees():
            path, u = self.pick(self.trees())
            slug = self.pick(("programdirektiv", "idebeskrivning"))
            document = getattr(u.artefakter, slug)
            version = f"1.{int(document.version.partition('.')[2]) + 1}"
            status = self.pick(("godkand", "utkast"))
            new = document.model_copy(update={"version": version, "status": status, "anmarkning": version})
            self.work({path: u.model_copy(update={"artefakter": u.artefakter.model_copy(update={slug: new})})})

    def approve(self) -> None:
        if self.trees():
            path, u = self.pick(self.trees())
            slug = self.pick(("programdirektiv", "idebeskrivning"))
            new = getattr(u.artefakter, slug).model_copy(update={"status": self.pick(("godkand", "pa_remiss"))})
            self.work({path: u.model_copy(update={"artefakter": u.artefakter.model_copy(update={slug: new})})})

    def fill_in(self) -> None:
        for path, u in self.trees():
            for i, d in enumerate(u.beslut):
                if d.justerat is None:
                    conditions = tuple(v.model_copy(update={"uppfyllt": v.uppfyllt or self.day}) for v in d.villkor)
                    values = {"justerat": self.day, "anslaget": self.day, "villkor": conditions}
                    rows = (*u.beslut[:i], d.model_copy(update=values), *u.beslut[i + 1 :])
                    self.work({path: u.model_copy(update={"beslut": rows})})
                    return

    def rename(self) -> None:
        if self.trees():
            path, u = self.pick(self.trees())
            id_ = f"{u.id.partition('-')[0]}-{len(u.tidigare_id) + 2}"
            new = u.model_copy(update={"id": id_, "tidigare_id": (*u.tidigare_id, u.id)})
            self.work({path: None, f"initiativ/{id_}.yaml": new})

    def drop(self) -> None:
        loose = [p for p, u in self.trees() if not u.beslut and u.fas == "fro"]
        if loose:
            self.work({self.pick(loose): None})

    def other_files(self) -> None:
        name = self.pick(("README.md", "docs/Åtgärder.md", ".github/workflows/fyr.yml", "templates/a.html.j2"))
        gone = name in self.story.models and self.draw(st.booleans())
        self.work({name: None if gone else f"{len(self.story.line)}\n".encode()})

    def roles(self) -> None:
        old = self.story.models["register/roller.yaml"]
        assert isinstance(old, Model)
        first, *rest = getattr(old, "roller")  # noqa: B009  (a register of any kind)
        new = (first.model_copy(update={"namn": f"Roll {len(self.story.line)}"}), *rest)
        self.work({"register/roller.yaml": old.model_copy(update={"roller": new})})

    # -- branches ----------------------------------------------------------------------------------------------

    def branch_off(self) -> None:
        if not self.branch:
            side = self.story.side(
                self.story.tip, {"sido.md": f"{len(self.story.steps)}".encode()}, **self.by(*self.members)
            )
            self.branch = [side]

    def branch_on(self) -> None:
        if self.branch:
            tip = self.branch[-1].commit.oid
            name = f"sido-{len(self.branch)}.md"
            self.branch.append(self.story.side(tip, {name: b"x"}, **self.by(*self.members)))

    def merge(self) -> None:
        if self.branch:
            self.story.merge(self.branch, **self.by(ROBOT, *self.members))
            self.branch = []

    # -- decisions ---------------------------------------------------------------------------------------------

    def recorded(self, path: str, d: Decision, verdict: Verdict, **more: Any) -> bool:
        """Record a decision if the writer would."""
        portfolio, u = self.story.portfolio(), self.story.undertaking(path)
        made = expected(portfolio, Entry(path, u), verdict, d, self.day)
        fresh = [p for p in made.efter.problem if p.index == len(u.beslut)]
        if made.hinder or made.orsaker or fresh:
            return False
        if d.typ == "risk":
            after = treated(made.insats, d, with_treatment(made.insats, d, "reducera"))
            named = [r for r in after.risker if r.id in d.risker]
            if any(not risk.has_mandate(portfolio, after, r) for r in named):
                return False
        how: dict[str, Any] = {"who": self.pick(self.members)}
        if self.signed:
            signer = self.pick((*self.members, CLERK))
            others = [h for h in self.members if h is not signer]
            how = {"sign": signer, "beside": others[: self.signatures - 1]}
        self.story.decide(d, path, **how, **more)
        event(f"{d.typ} {d.utfall or d.motesutfall}")
        return True

    def decide(self) -> None:
        if not self.trees():
            return
        path, u = self.pick(self.trees())
        verdict = evaluate(self.story.portfolio(), Entry(path, u), self.day)
        assert verdict is not None
        if verdict.replay.lage == "stoppad":
            organ = self.pick(("tradgard", "park"))
            self.recorded(path, self.row(u, "ateruppta", organ, None), verdict)
            return
        fas = verdict.fas
        krav = self.pick(fas.grind.beslut)
        organ = self.pick((*krav.alla_av, *krav.nagot_av, *krav.vid_behov))
        body = self.story.portfolio().organ[organ]
        kommun = self.pick(KOMMUNER) if body.per_kommun else None
        found = requirement_for(verdict, fas, organ, kommun)
        assert found is not None
        held = self.pick(("beslutat", "beslutat", "beslutat", "bordlagt"))
        utfall = self.pick([r.utfall for r in fas.grind.utfall] + ["fortsatt"] * 3) if held == "beslutat" else None
        values: dict[str, Any] = {"grind": fas.grind.slug, "krav": found.slug, "motesutfall": held, "utfall": utfall}
        if utfall == "tillbaka":
            values |= {"motivering": "Om", "till_fas": self.pick(("fro", "planta"))}
        if utfall == "fortsatt":
            values["underlag"] = documents_to_decide(u, fas)
            if self.draw(st.booleans()):
                taken = sum(len(d.villkor) for d in u.beslut)
                values["villkor"] = (Villkor(id=f"V{taken + 1}", text="Vattna", senast=date(2027, 1, 1)),)
        self.recorded(path, self.row(u, "grind", organ, kommun, **values), verdict)

    def decide_late(self) -> None:
        """A kommun answers a gate that the others have left."""
        for path, u in self.trees():
            verdict = evaluate(self.story.portfolio(), Entry(path, u), self.day)
            assert verdict is not None
            second = verdict.process.faser[1]
            if verdict.fas.slug == "tra" and u.deltagare:
                outcome = self.pick(("fortsatt", "stopp"))
                pins = documents_to_decide(u, second) if outcome == "fortsatt" else ()
                values = {"grind": second.grind.slug, "krav": "samtycke", "utfall": outcome, "underlag": pins}
                kommun = self.pick([p.kommun for p in u.deltagare])
                self.recorded(path, self.row(u, "grind", "namnd", kommun, **values), verdict)
                return

    def treat(self) -> None:
        if self.trees():
            path, u = self.pick(self.trees())
            verdict = evaluate(self.story.portfolio(), Entry(path, u), self.day)
            assert verdict is not None
            ids = tuple(sorted(self.draw(st.sets(st.sampled_from(("R1", "R2")), min_size=1))))
            d = self.row(u, "risk", self.pick(("park", "tradgard")), None, risker=ids, motivering="Det går")
            self.recorded(path, d, verdict, val="reducera")

    def other_decision(self) -> None:
        if self.trees():
            path, u = self.pick(self.trees())
            verdict = evaluate(self.story.portfolio(), Entry(path, u), self.day)
            assert verdict is not None
            self.recorded(
                path, self.row(u, "ovrigt", self.pick(("park", "givare")), None, reservation=("N  N",)), verdict
            )

    def correct(self) -> None:
        some = [(p, u) for p, u in self.trees() if u.beslut]
        if not some:
            return
        path, u = self.pick(some)
        portfolio = self.story.portfolio()
        verdict = evaluate(portfolio, Entry(path, u), self.day)
        assert verdict is not None
        rows = [d for d in applied(u.beslut) if d.typ != RATTELSE]
        old = self.pick(rows)
        raw = next(d for d in u.beslut if d.id == old.id)
        values: dict[str, Any] = {"paragraf": f"§ {len(u.beslut)}"}
        if old.typ == "grind" and old.utfall == "fortsatt" and self.draw(st.booleans()):
            values = {"utfall": "stopp", "underlag": ()}
        fixed = {
            "id": unique_id(u, self.day, old.organ, old.kommun),
            "typ": "rattelse",
            "datum": self.day,
            "ersatter": old.id,
            "motivering": "Fel",
            "ratt_datum": old.datum if old.datum != raw.datum else None,
            **values,
        }
        d = old.model_copy(update=fixed)
        if may_correct(portfolio, old, d):
            self.recorded(path, d, verdict)

    def row(self, u: Initiative, typ: str, organ: str, kommun: str | None, **values: Any) -> Decision:
        days = self.draw(st.integers(0, 2))
        day = max([d.datum for d in u.beslut] + [self.day - timedelta(days=days)])
        id_ = unique_id(u, day, organ, kommun)
        plain = {"id": id_, "typ": typ, "datum": day, "organ": organ, "kommun": kommun, **values}
        return Decision.model_validate(plain)

    # -- policy ------------------------------------------------------------------------------------------------

    def policy(self, changes: dict[str, Content]) -> None:
        how: dict[str, Any] = {"who": self.pick(self.members)}
        if self.signed:
            first, second = self.pick((ROOTS[:2], ROOTS[1:], (ROOTS[2], ROOTS[0])))
            how = self.pick(({"sign": first, "beside": [second]}, {"sign": CLERK, "beside": [first, second]}))
        self.story.change_policy(changes, **how)

    def new_process(self) -> None:
        old = self.story.models[PROCESS_FILE]
        assert isinstance(old, Process)
        version = f"{len(self.story.line) + 1}.0"
        self.policy({f"process/liten-{version}.yaml": old.model_copy(update={"version": version})})

    def new_head(self) -> None:
        head = self.story.models["fyr.yaml"]
        assert isinstance(head, Model)
        self.policy({"fyr.yaml": head.model_copy(update={"agare": f"Förbundet {len(self.story.line)}"})})

    def rotate(self) -> None:
        """A member's key ends and a new one comes in its place."""
        old = self.story.models.get(MANDATES)
        if not self.signed or not isinstance(old, Mandatregister) or len(self.members) > 5:
            self.new_head()
            return
        gone = self.pick(self.members)
        new = Holder(f"ny{len(self.story.line)}")
        row = register(f"nycklar:\n  - {new.row(fran=self.day.isoformat())}").nycklar[0]

        def ended(k: Nyckelinnehav) -> Nyckelinnehav:
            return k.model_copy(update={"till_och_med": self.day}) if k.id == gone.namn else k

        mandates = tuple(
            m.model_copy(update={"nycklar": (*m.nycklar, new.namn)}) if gone.namn in m.nycklar else m
            for m in old.mandat
        )
        keyed = old.model_copy(update={"nycklar": (*map(ended, old.nycklar), row), "mandat": mandates})
        self.merge()
        self.policy({MANDATES: keyed})
        self.members = (*(m for m in self.members if m is not gone), new)
