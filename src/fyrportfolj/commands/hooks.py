"""Scripts that run the same audit before a push and when a server receives one."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from fyrportfolj.commands.result import Result
from fyrportfolj.errors import ConflictError
from fyrportfolj.messages import T
from fyrportfolj.store.write import write

_EXECUTABLE = 0o755

_PRE_PUSH = """\
#!/bin/sh
# Skriven av fyr audit hook. Granskar det som ska skickas till main, innan det skickas.
# Spara som .git/hooks/pre-push och gör filen körbar. git push --no-verify går förbi den;
# det som verkligen hindrar är granskningen på servern.
status=0
while read -r _local new _remote _old; do
  case "$_remote" in refs/heads/main) ;; *) continue ;; esac
  case "$new" in *[!0]*) ;; *) continue ;; esac
  {fyr} audit verify --ref "$new" || status=1
done
exit $status
"""

_PRE_RECEIVE = """\
#!/bin/sh
# Skriven av fyr server hook. Avvisar det som inte håller, innan någon gren på servern flyttas.
# Ska ligga som hooks/pre-receive i arkivet på servern och vara körbar.
exec {fyr} server pre-receive{options}
"""


def pre_push() -> str:
    """Give the script of a pre-push hook."""
    return _PRE_PUSH.format(fyr=_fyr())


def pre_receive(trust: Path | None, folder: str, branch: str) -> str:
    """Give the script of a server's pre-receive hook.

    Args:
        trust: the trust anchor's file on the server, or None.
        folder: the portfolio's folder in the repository.
        branch: the branch that holds the record.
    """
    options = [("--trust", str(trust.absolute()) if trust else ""), ("--folder", folder), ("--ref", branch)]
    said = "".join(f" {name} {shlex.quote(value)}" for name, value in options if value)
    return _PRE_RECEIVE.format(fyr=_fyr(), options=said)


def install(fil: Path, script: str) -> Result[Path]:
    """Write a hook so that it can be run; an existing file is never written over.

    Args:
        fil: the hook.
        script: its text.

    Raises:
        ConflictError: there is already another hook.
        ExternalError: it cannot be written.
    """
    new = script.encode()
    if fil.exists() and fil.read_bytes() != new:
        raise ConflictError(
            T("{fil} finns redan med annat innehåll", fil=str(fil)),
            T("låt den hooken köra skriptet som fyr server hook skriver ut utan --out, eller ta bort den"),
        )
    if not fil.exists():
        write(fil, new, None)
    fil.chmod(_EXECUTABLE)
    return Result(fil)


def _fyr() -> str:
    # Isolated: neither the folder that the hook runs in nor PYTHONPATH can put other code in fyr's place.
    return f"{shlex.quote(sys.executable)} -I -m fyrportfolj"
