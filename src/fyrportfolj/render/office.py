"""Office files with the same bytes every time: fixed order, times and properties inside the package."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_NESTED = (".xlsx", ".docx", ".pptx")
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def normalised(data: bytes, stamp: datetime) -> bytes:
    """Give an Office file whose bytes depend on its content alone.

    Args:
        data: a docx, pptx or xlsx file.
        stamp: time zone aware moment that the file says it was made.
    """
    said = stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(package.namelist(), key=lambda n: (n != _FIRST, n)):
            part = package.read(name)
            if name.endswith(_NESTED):
                part = normalised(part, stamp)
            elif name == "docProps/core.xml":
                part = _TIMES.sub(rb"\g<1>" + said, part)
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            out.writestr(entry, part)
    return made.getvalue()
