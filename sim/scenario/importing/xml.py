"""XML of other programs as a tree without namespaces; what declares a document type is refused.

An entity can stand for itself many times over, and for a file; no schedule needs one. No program's own
names are known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sim.errors import BadInput, Place

if TYPE_CHECKING:
    from pathlib import Path

DOCTYPE = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)
WIDE = (b"\xff\xfe", b"\xfe\xff")


def parsed(content: bytes, file: Path) -> ET.Element:
    """Return the outermost element. Raises: `BadInput` where it is no XML, or declares a document type."""
    plain = content.decode("utf-16", "replace").encode() if content[:2] in WIDE else content
    if DOCTYPE.search(plain):
        message = "declares a document type"
        raise BadInput([Place(file.name).finding(message, allowed="plain XML as Project or P6 export it")])
    try:
        root = ET.fromstring(content)  # noqa: S314  without entities, as checked
    except (ET.ParseError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", (0, 0))
        place = Place(file.name, line, column + 1)
        raise BadInput([place.finding(f"is no XML: {str(error).split(':')[0]}")]) from error
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2]
    return root


def said(element: ET.Element, name: str, default: str = "") -> str:
    """Return the text of a child, or a default."""
    return (element.findtext(name) or default).strip()


def number_said(element: ET.Element, name: str) -> float | None:
    """Return the number that a child holds; None where it holds none."""
    try:
        found = float(said(element, name))
    except ValueError:
        return None
    return found if abs(found) < MOST else None


MOST = 1e9
