"""What went wrong with a forge, as one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping

from fyrportfolj.errors import ExternalError
from fyrportfolj.messages import T, Text

AGAIN = T("Inget är förlorat: kör samma kommando igen, så fortsätter det där det slutade.")

_LONGEST_QUOTE = 200


class ForgeError(ExternalError):
    """A forge that refuses, fails, or does not answer.

    Attributes:
        status: what it answered, or None when there was no whole answer.
    """

    def __init__(self, message: Text, help: Text = AGAIN, status: int | None = None) -> None:  # noqa: A002  (as FyrError)
        super().__init__(message, help)
        self.status = status


def refused(host: str, what: str, status: int, body: object, headers: Mapping[str, str]) -> ForgeError:
    """Give the failure that an answer means.

    Args:
        host: the forge's name to a person.
        what: path of what was asked for, without the API's own beginning.
        status: the answer's number.
        body: what it held, read as JSON, or None.
        headers: of the answer, names in lower case.
    """
    names: dict[str, object] = {"vard": host, "kod": status, "plats": what, "svar": quoted(body)}
    waiting = status == 429 or headers.get("x-ratelimit-remaining") == "0"  # noqa: PLR2004  (Too Many Requests)
    if waiting and status in {403, 429}:
        message, help_ = _WAIT
    else:
        message, help_ = _KNOWN.get(status) or (_BROKEN if status >= 500 else _OTHER)  # noqa: PLR2004  (its own faults)
    return ForgeError(Text(message.msgid, names), Text(help_.msgid, names), status)


def quoted(body: object) -> str:
    """Give a forge's own words of a failure: printable, short, a dash when there are none.

    Args:
        body: the answer, read as JSON.
    """
    said = [text for text in _sentences(body) if text]
    line = " ".join("; ".join(dict.fromkeys(said)).split())
    line = "".join(c if c.isprintable() else "?" for c in line)
    if len(line) > _LONGEST_QUOTE:
        line = line[: _LONGEST_QUOTE - 1] + "…"
    return line or "–"


def _sentences(body: object) -> list[str]:
    if isinstance(body, str):
        return [body]
    if isinstance(body, list):
        return [text for part in body[:5] for text in _sentences(part)]
    if isinstance(body, dict):
        return [text for key in ("message", "error", "errors") if key in body for text in _sentences(body[key])]
    return []


_WAIT = (
    T("{vard} tar inte emot fler frågor just nu ({kod}): {svar}"),
    T("Vänta en stund och kör samma kommando igen, så fortsätter det där det slutade."),
)
_BROKEN = (T("{vard} har ett eget fel just nu ({kod}): {svar}"), AGAIN)
_OTHER = (T("{vard} gjorde inte som begärdes med {plats} ({kod}): {svar}"), AGAIN)
_KNOWN: Mapping[int, tuple[Text, Text]] = {
    401: (
        T("{vard} godtar inte nyckeln ({kod}): {svar}"),
        T("Gör en ny nyckel hos {vard} med rätt att läsa och skriva i arkivet, lägg den i miljön och kör igen."),
    ),
    403: (
        T("{vard} låter inte nyckeln göra detta med {plats} ({kod}): {svar}"),
        T("Ge nyckeln rätt att läsa och skriva i arkivet och dess granskningar, och kör samma kommando igen."),
    ),
    404: (
        T("{vard} har inget på {plats}, eller visar det inte för nyckeln ({kod})."),
        T("Se efter att fjärren pekar på rätt arkiv och att nyckeln får läsa det, och kör samma kommando igen."),
    ),
    422: (
        T("{vard} kan inte göra det som begärdes med {plats} ({kod}): {svar}"),
        T("Rätta det som {vard} säger och kör samma kommando igen; det som är gjort görs inte om."),
    ),
}
