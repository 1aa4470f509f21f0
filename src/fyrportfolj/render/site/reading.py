"""Pages to read: the words of the portfolio, and the accessibility statement."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.i18n import sort_key
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import ARTEFACTS, titel
from fyrportfolj.render.site.gathered import Gathered
from fyrportfolj.render.site.page import PageView, Part
from fyrportfolj.render.site.words import concepts, meanings
from fyrportfolj.render.views.common import Fact
from fyrportfolj.render.views.swedish import capital, one_line, sv


def glossary_page(g: Gathered) -> PageView:
    """Give the words of the portfolio: concepts, phases, documents, bodies and roles."""
    return g.page(
        sv(T("Ordlista")),
        sv(T("Begrepp, faser, dokument, organ och roller i portföljen.")),
        tuple(p for p in _words(g) if p.fakta),
    )


def _words(g: Gathered) -> Iterator[Part]:
    yield _alphabetical(sv(T("Begrepp")), [(capital(name), meaning) for name, meaning in concepts()])
    for process in g.portfolio.processer.values():
        m = process.modell
        facts = tuple(Fact(f.namn, one_line(f.beskrivning)) for f in m.faser)
        yield Part(sv(T("Faser i {process} {version}", process=m.namn, version=m.version)), fakta=facts)
    yield _alphabetical(sv(T("Dokument")), [(titel(slug), meanings()[slug]) for slug in ARTEFACTS])
    bodies = [(o.namn, one_line(o.beskrivning) or sv(T("Ingen beskrivning."))) for o in g.portfolio.organ.values()]
    yield _alphabetical(sv(T("Organ")), bodies)
    roles = [(r.namn, one_line(r.beskrivning) or sv(T("Ingen beskrivning."))) for r in g.portfolio.roller.values()]
    yield _alphabetical(sv(T("Roller")), roles)


def _alphabetical(heading: str, rows: list[tuple[str, str]]) -> Part:
    return Part(heading, fakta=tuple(Fact(a, b) for a, b in sorted(rows, key=lambda r: sort_key(r[0]))))


def statement_page(g: Gathered) -> PageView:
    """Give the accessibility statement.

    Källa: lag (2018:1937) om tillgänglighet till digital offentlig service; förordning (2018:1938).
    """
    owner = g.foot.agare
    parts = (
        Part(
            sv(T("Vem som ansvarar")),
            stycken=(
                sv(
                    T(
                        "{agare} ansvarar för webbplatsen. Här står hur den följer lagen (2018:1937) om tillgänglighet "
                        "till digital offentlig service, vad som är känt om brister och hur de kan anmälas.",
                        agare=owner,
                    )
                ),
            ),
        ),
        Part(sv(T("Hur tillgänglig webbplatsen är")), stycken=(_conformance(),)),
        Part(sv(T("Det som är känt om brister")), punkter=_known_limits()),
        Part(sv(T("Det som kontrolleras automatiskt")), punkter=_checked()),
        Part(sv(T("Det som återstår att granska för hand")), punkter=_by_hand()),
        Part(
            sv(T("Om något inte går att använda")),
            stycken=(
                sv(
                    T(
                        "Hör av dig till {agare} om något på webbplatsen inte går att läsa eller använda, eller om du "
                        "behöver innehållet i en annan form. Portföljen anger ingen adress; den ska stå här innan "
                        "webbplatsen publiceras.",
                        agare=owner,
                    )
                ),
            ),
        ),
        Part(
            sv(T("Tillsyn")),
            stycken=(
                sv(
                    T(
                        "Myndigheten för digital förvaltning, Digg, har tillsyn över lagen. Den som inte är nöjd med "
                        "svaret kan anmäla bristen till Digg: www.digg.se/tdosanmalan."
                    )
                ),
            ),
        ),
    )
    return g.page(sv(T("Tillgänglighetsredogörelse")), sv(T("Uppdaterad {dag}.", dag=g.foot.dag)), parts)


def _conformance() -> str:
    return sv(
        T(
            "Sidorna är gjorda för att uppfylla WCAG 2.1 på nivå AA genom standarden EN 301 549. "
            "Ingen oberoende granskning är gjord, så webbplatsen ska ses som delvis förenlig med lagens krav "
            "tills den som ansvarar har bedömt den."
        )
    )


def _known_limits() -> tuple[str, ...]:
    return (
        sv(T("Tidplaner visas som diagram. Samma uppgifter står som text eller tabell vid diagrammet.")),
        sv(T("Breda tabeller och diagram rullas i sidled inom sin ruta på små skärmar.")),
        sv(T("Dokument som portföljen länkar till på andra webbplatser är inte kontrollerade.")),
    )


def _checked() -> tuple[str, ...]:
    return (
        sv(T("Att varje sida har språk, titel, en huvudrubrik, landmärken och en länk förbi menyn.")),
        sv(T("Att tabeller har rubrik och att deras rad- och kolumnrubriker är märkta.")),
        sv(T("Att lägen och risknivåer skrivs i ord och inte bara visas med färg.")),
        sv(T("Att portföljens accentfärg har minst kontrasten 4,5:1 mot vitt.")),
        sv(T("Att länkar inom webbplatsen leder till en sida som finns.")),
    )


def _by_hand() -> tuple[str, ...]:
    return (
        sv(T("Att texterna i portföljen är begripliga och att rubriker säger vad som följer.")),
        sv(T("Att sidorna fungerar med skärmläsare, förstoring och röststyrning.")),
        sv(T("Att logotypens alternativtext säger det som behövs.")),
    )
