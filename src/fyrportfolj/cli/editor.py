"""`fyr edit`: a copy in the user's editor, checked before it takes the file's place, as visudo does."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from fyrportfolj.cli.edited import refused, show_edited
from fyrportfolj.cli.session import Session
from fyrportfolj.commands.editing import How, file_of, fresh_faults, replace_text
from fyrportfolj.commands.result import exit_code
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.messages import T

_EDITORS = ("nano", "vim", "vi", "notepad")


def edit_file(session: Session, ws: Workspace, target: str) -> None:
    """Let the user edit a file, and keep the new text only when it is good or the user insists.

    Args:
        session: the call.
        ws: the opened portfolio.
        target: an undertaking's id, or a file's path in the portfolio.

    Raises:
        ExternalError: no editor, or it failed.
        DataError: the text has new faults and nobody is there to mend them.
    """
    fil = file_of(ws, target)
    raw = ws.loaded.texts[fil]
    # Beside the file and hidden: the line that names the schema leads right, and no reading sees the copy.
    draft = (ws.root / fil).with_name(f".{Path(fil).stem}.fyr-edit.yaml")
    # What a call that was killed left there goes, and so does a link that somebody put there.
    draft.unlink(missing_ok=True)
    with draft.open("xb") as file:
        file.write(raw)
    try:
        text, how = _edited(session, ws, fil, draft)
        show_edited(session, ws, replace_text(ws, fil, lambda _old: text, how, T("Redigera {fil}", fil=fil)))
    finally:
        draft.unlink(missing_ok=True)


def _edited(session: Session, ws: Workspace, fil: str, draft: Path) -> tuple[str, How]:
    while True:
        _open(draft)
        text = draft.read_text(encoding="utf-8", errors="replace")
        found = fresh_faults(ws, fil, text)
        if not exit_code(found):
            return text, How()
        console = session.console
        console.note(refused(ws, found, {fil: text}, console.width))
        if not console.interactive:
            raise DataError(T("den ändrade texten har nya fel; inget är skrivet"))
        answer = console.ask(T("Redigera igen (r), spara ändå (s) eller avbryt (a)"), "r").casefold()
        if answer.startswith("s"):
            return text, How(insist=True)
        if answer.startswith("a"):
            raise KeyboardInterrupt


def _open(draft: Path) -> None:
    command = _editor()
    try:
        done = subprocess.run([*command, str(draft)], check=False)  # noqa: S603  (the user's own editor)
    except OSError as error:
        raise ExternalError(
            T("redigeraren {namn} går inte att starta: {orsak}", namn=command[0], orsak=error.strerror or "?"),
            T("ange en annan i EDITOR"),
        ) from error
    if done.returncode:
        raise ExternalError(T("redigeraren {namn} avslutades med fel; inget är skrivet", namn=command[0]))


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        words = shlex.split(os.environ.get(name, ""), posix=os.name != "nt")
        if words:
            return words
    found = next((path for name in _EDITORS if (path := shutil.which(name))), None)
    if found is None:
        raise ExternalError(T("ingen redigerare är angiven"), T("ange en i EDITOR, till exempel EDITOR=nano"))
    return [found]
