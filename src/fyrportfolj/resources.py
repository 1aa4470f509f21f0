"""Where the files that ship with the package lie: templates, example portfolio, translations, error pages."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Find a top-level folder that ships inside the wheel.

    In a wheel the folders lie in `fyrportfolj/_data/`; in a checkout they lie at the top of the
    repository, where the design card wants them.

    Args:
        name: `templates`, `portfolio-data`, `locale` or `docs`.

    Returns:
        The folder, absolute.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parent.parent):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(name)
