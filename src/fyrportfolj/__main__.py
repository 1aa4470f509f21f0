"""The command `fyr`; answers `--version` before anything heavy is imported.

Källa: mätt mål G1: `fyr --version` kostar högst två gånger `python -c pass`.
"""

from __future__ import annotations

import sys

from fyrportfolj import __version__


def main() -> None:
    """Run `fyr` with the process's own arguments and exit."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"fyr {__version__}\n")
        return
    import gc
    import os

    # Pydantic would look through every installed package for plugins; none may change what a model is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # One short run that keeps what it reads: the collector would walk all models again and again.
    gc.disable()
    from fyrportfolj.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
