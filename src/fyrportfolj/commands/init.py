"""`fyr init`: a new portfolio with the shipped processes and registers, ready for an editor and for git."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.commands.files import rewrite, write_new
from fyrportfolj.commands.json_schema import made_from, text_of
from fyrportfolj.commands.refusal import RefusedError
from fyrportfolj.commands.result import Result
from fyrportfolj.errors import ConflictError, DataError
from fyrportfolj.messages import T, Text
from fyrportfolj.resources import resource
from fyrportfolj.store.edit import Edit, Remove, Set, apply
from fyrportfolj.store.kinds import HEAD, KINDS
from fyrportfolj.store.load import load
from fyrportfolj.store.source import WorkingTree
from fyrportfolj.store.yamltext import parse

_COPIED = ("process", "register")
"""Folders of the example portfolio that every portfolio begins with; the user changes them as data."""

_DAY = re.compile(r"^(?:#[^\n]*\n)*betraktelsedag:[^\n]*\n", re.MULTILINE)

_EMPTY = ("initiativ", "projekt")

_SETTINGS = """\
{
  "files.encoding": "utf8",
  "files.eol": "\\n",
  "yaml.schemas": {
%s
  },
  "yaml.format.enable": false,
  "[yaml]": {
    "editor.tabSize": 2,
    "editor.insertSpaces": true,
    "editor.detectIndentation": false
  }
}
"""

_EXTENSIONS = """\
{
  "recommendations": ["redhat.vscode-yaml"]
}
"""

_EDITORCONFIG = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
trim_trailing_whitespace = true

[*.{yaml,yml}]
indent_style = space
indent_size = 2
"""

_ATTRIBUTES = """\
*.yaml text eol=lf
*.json text eol=lf
"""


_PLAN = """\
# yaml-language-server: $schema=../schema/handlingsplan.schema.json
# Byt ut innehållet mot er egen handlingsplan.
namn: Handlingsplan för digitalisering
version: "0.1"
period: Anges när planen beslutas
kalla: Den egna handlingsplanen
syfte: Beskriv varför planen finns.
mal:
  - id: forsta-malet
    namn: Det första målet
"""

_AREA = """\
# yaml-language-server: $schema=../schema/fokusomrade.schema.json
# Ett fokusområde per fil; filen heter som dess id.
id: forsta-fokusomradet
namn: Det första fokusområdet
ordning: 1
varfor: Beskriv varför fokusområdet finns i planen.
delomraden:
  - id: forsta-delomradet
    namn: Det första delområdet
    varfor: Beskriv varför delområdet är viktigt.
    mal:
      - forsta-malet
"""


@dataclass(frozen=True)
class Initialised:
    """A new portfolio.

    Attributes:
        rot: its folder.
        filer: what was written, relative to it.
        git_nytt: True when a git repository was made.
        commit: id of the first commit, or None.
    """

    rot: Path
    filer: tuple[str, ...]
    git_nytt: bool
    commit: str | None


def init(
    folder: Path, *, namn: str | None = None, agare: str | None = None, commit: bool = False
) -> Result[Initialised]:
    """Make a new portfolio.

    Args:
        folder: where; made when it is missing.
        namn: the portfolio's name; None keeps the example's.
        agare: the organisation that owns it; None keeps the example's.
        commit: also make the first commit.

    Raises:
        ConflictError: there is a portfolio in the folder already.
        ExternalError: the folder cannot be written to, or git failed.
        DataError: the files are written, but the repository is not one where they can be committed.
    """
    root = folder.absolute()
    if (root / HEAD).exists():
        raise ConflictError(
            T("{mapp} är redan en portfölj", mapp=str(root)), T("välj en annan katalog, eller arbeta vidare i den")
        )
    root.mkdir(parents=True, exist_ok=True)
    written = [name for name, text in _files(namn, agare).items() if _placed(root, name, text)]
    repo_is_new, made = _git(root, written, commit=commit)
    return Result(Initialised(root, tuple(sorted(written)), repo_is_new, made), (), _next_steps(root, made))


def _files(namn: str | None, agare: str | None) -> dict[str, str]:
    example = resource("portfolio-data")
    # The example is judged at a fixed day, with a comment that says so; a living portfolio at today's.
    shipped = _DAY.sub("", (example / HEAD).read_text(encoding="utf-8"))
    head = apply(shipped, _own(namn, agare))
    files = {HEAD: head}
    for name in _COPIED:
        for path in sorted((example / name).glob("*.yaml")):
            text = _without_examples(path.read_text(encoding="utf-8"), f"{name}/{path.name}")
            if text is not None:
                files[f"{name}/{path.name}"] = text
    files |= {"handlingsplan/handlingsplan.yaml": _PLAN, "handlingsplan/forsta-fokusomradet.yaml": _AREA}
    files |= {f"schema/{k.schema}": text_of(made_from(k.modell, k.namn)) for k in KINDS}
    # git keeps no empty folders, and a user looks for where the first file goes.
    files |= {f"{name}/.gitkeep": "" for name in _EMPTY}
    schemas = ",\n".join(f'    "schema/{k.schema}": "{k.pattern}"' for k in KINDS)
    return files | {
        ".vscode/settings.json": _SETTINGS % schemas,
        ".vscode/extensions.json": _EXTENSIONS,
        ".editorconfig": _EDITORCONFIG,
        ".gitattributes": _ATTRIBUTES,
    }


def _without_examples(text: str, path: str) -> str | None:
    """Leave out what is invented: the whole file, or the lists in it that hold nothing else."""
    data = parse(text.encode(), path).data or {}
    if data.get("exempel") is True:
        return None
    invented = [key for key, rows in data.items() if _all_examples(rows)]
    return apply(text, [Remove((key,)) for key in invented]) if invented else text


def _all_examples(rows: object) -> bool:
    if not isinstance(rows, list) or not rows:
        return False
    return all(isinstance(row, dict) and row.get("exempel") is True for row in rows)


def _own(namn: str | None, agare: str | None) -> list[Edit]:
    edits: list[Edit] = [Set(("namn",), namn)] if namn else []
    return edits + ([Set(("agare",), agare)] if agare else [])


def _placed(root: Path, name: str, text: str) -> bool:
    path = root / name
    if name.startswith("schema/"):
        return rewrite(path, text, root)
    if path.exists():
        # A folder that already has an .editorconfig of its own keeps it.
        return False
    write_new(path, text, root)
    return True


def _git(root: Path, written: list[str], *, commit: bool) -> tuple[bool, str | None]:
    from fyrportfolj.history import repository
    from fyrportfolj.history.decide import commit_files

    repo = repository.Repository.discover(root)
    new = repo is None
    if repo is None:
        repo = repository.init(root)
    if not commit:
        return new, None
    from fyrportfolj.commands.judging import judge_draft

    contents = {name: (root / name).read_bytes() for name in written}
    try:
        return new, commit_files(repo, contents, "Ny portfölj\n", judge=judge_draft).commit
    except RefusedError as refused:
        raise DataError(
            T(
                "filerna är skrivna men inte incheckade, för revisionen skulle anmärka på det: {koder}",
                koder=tuple(dict.fromkeys(d.kod for d in refused.diagnostics)),
            ),
            T("läs vad koden betyder med fyr explain KOD, rätta det och checka in filerna"),
        ) from refused


def _next_steps(root: Path, commit: str | None) -> tuple[Text, ...]:
    loaded = load(WorkingTree(root))
    if loaded.portfolio is None:
        raise DataError(T("den nya portföljen i {mapp} har fel", mapp=str(root)), T("kör fyr check i katalogen"))
    save = () if commit else (T('spara första versionen: git add -A && git commit -m "Ny portfölj"'),)
    return (*save, T("fyll i handlingsplanen och lägg till ett initiativ: fyr new initiativ"))
