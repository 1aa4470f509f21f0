"""The command `fyr`; answers `--version` before anything heavy is imported.

Källa: mätt mål G1: `fyr --version` kostar högst två gånger `python -c pass`.
"""

from __future__ import annotations

import sys

from fyrportfolj import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    # The module `typing` costs as much as the whole answer to `--version`.
    from fyrportfolj.cli.warm import Answer


def main() -> None:
    """Run `fyr` with the process's own arguments and end the process."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from fyrportfolj.cli.streams import replace_closed

        replace_closed()
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"fyr {__version__}\n")
        return
    from fyrportfolj.cli.warm import answered

    _leave(answered(sys.argv[1:], _work_out))


def _work_out(answer: Answer | None) -> int:
    import gc
    import os

    # Pydantic would look through every installed package for plugins; none may change what a model is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # One short run that keeps what it reads: the collector would walk all models again and again.
    gc.disable()
    from fyrportfolj.commands.roots import foresee

    foresee(sys.argv[1:])
    from fyrportfolj.cli.app import run

    return run(sys.argv[1:], answer)


def _leave(code: int) -> None:
    """End at once: taking a million small objects apart costs a fifth of a large check, and the process ends anyway."""
    import atexit
    import contextlib
    import os

    # What could not be written has been told.
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    atexit._run_exitfuncs()  # noqa: SLF001  (those who asked to be told, such as a coverage tracer, still are)
    os._exit(code)


if __name__ == "__main__":
    # `python -m` looks for modules in the current folder first, and a downloaded portfolio may hold any file.
    if not sys.flags.safe_path:
        del sys.path[0]
    main()
