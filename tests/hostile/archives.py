"""Archives made hostile: workbooks and packages whose parts are bent, doubled, bombs, or lead elsewhere."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable
from typing import Any

from exercises.journal.packages.parts import hashed
from tests.hostile.texts import PIECES, VALUES, Chance, any_of, hostile, turned_bytes

Parts = dict[str, bytes]
ELSEWHERE = (
    "../up.txt", "/etc/passwd", "attachments/../../x", "C:\\x", "attachments/a\0b",
    "attachments/" + "x" * 300,
    "attachments/\u202efdp.exe", "attachments/COM1", "xl/../../x", "MANIFEST.JSON", "attachments//x", "a\nb",
)  # fmt: skip
"""Names that lead elsewhere, or nowhere."""
BOMB_BYTES = 300_000_000
XML = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccccccc"><!ENTITY d "&b;&b;&b;&b;">]><a>&d;</a>',
    b"<a>" * 5000,
    b"<worksheet><sheetData><row r='1'><c r='XFD1048576' t='s'><v>9999999</v></c></row></sheetData>",
    b"<worksheet><sheetData><row r='-1'><c r='A0' t='d'><v>9999999999</v></c></row></sheetData></worksheet>",
    b"<sst count='4294967295' uniqueCount='-1'/>",
    b"\xff\xfe<\0a\0/\0>\0",
    b"",
)


def parts_of(archive: bytes) -> Parts:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        return {each: file.read(each) for each in file.namelist()}


def zipped(parts: Parts, *, links: tuple[str, ...] = (), twice: tuple[str, ...] = ()) -> bytes:
    """Return an archive of parts. `links`: those that say they are links; `twice`: those that stand twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name in (*parts, *twice):
            about = zipfile.ZipInfo(name)
            about.filename = name  # as it is, also with a NUL in it
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = (stat.S_IFLNK | 0o777 if name in links else 0o644) << 16
            file.writestr(about, parts[name])
    return buffer.getvalue()


def vouched(parts: Parts, **changes: Any) -> Parts:
    """Return the parts of a package under a manifest that vouches for them, whatever they are."""
    manifest = {**json.loads(parts["manifest.json"]), **changes}
    manifest["parts"] = {name: hashed(each) for name, each in parts.items() if name != "manifest.json"}
    return {**parts, "manifest.json": json.dumps(manifest).encode()}


def hostile_parts(parts: Parts, chance: Chance) -> bytes:
    """Return an archive in which one thing is wrong that no single part shows."""
    name = any_of(chance, list(parts))
    if chance.random() < 0.01:  # slow to make
        return zipped({**parts, name: b"\0" * BOMB_BYTES})
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: zipped({each: content for each, content in parts.items() if each != name}),
        lambda: zipped({**parts, any_of(chance, ELSEWHERE): b"x"}),
        lambda: zipped(parts, links=(name,)),
        lambda: zipped(parts, twice=(name,)),
        lambda: _lying(zipped(parts), chance),
        lambda: turned_bytes(zipped(parts), chance),
    )
    return bytes(any_of(chance, ways)())


def _lying(archive: bytes, chance: Chance) -> bytes:
    """Return an archive whose list of parts says something else than its parts do."""
    whole = bytearray(archive)
    start = whole.find(b"PK\x01\x02")
    at = start + int(chance.integers(8, 46))
    whole[at] = int(chance.integers(256))
    return bytes(whole)


def hostile_workbook(parts: Parts, chance: Chance) -> bytes:
    """Return a workbook with one part changed, or wrong as a whole."""
    if chance.random() < 0.3:
        return hostile_parts(parts, chance)
    name = any_of(chance, [each for each in parts if each.endswith((".xml", ".rels"))])
    if chance.random() < 0.15:
        content = any_of(chance, XML)
    elif chance.random() < 0.4:
        content = _values_changed(parts[name], chance)
    else:
        content = turned_bytes(parts[name], chance)
    return zipped({**parts, name: content})


def _values_changed(content: bytes, chance: Chance) -> bytes:
    """Return XML of which some texts are others; it stays XML as a rule."""
    pieces = content.split(b"<")
    for _ in range(1 + int(chance.integers(5))):
        at = int(chance.integers(len(pieces)))
        tag, mark, _ = pieces[at].partition(b">")
        value = str(any_of(chance, (*VALUES, *PIECES)))[:40_000]
        if mark:
            pieces[at] = tag + mark + value.encode(errors="surrogatepass").replace(b"<", b"&lt;")
    return b"<".join(pieces)


def hostile_package(parts: Parts, chance: Chance) -> bytes:
    """Return a package wrong as a whole, or one that vouches for a part that is wrong."""
    if chance.random() < 0.3:
        return hostile_parts(parts, chance)
    name = any_of(chance, ("script.yaml", "scenario.yaml", "journal.jsonl", "header.json", "manifest.json"))
    if name == "journal.jsonl":
        content, changes = hostile_lines(parts[name], chance)
        return zipped(vouched({**parts, name: content}, **changes))
    content = hostile(parts[name].decode(), chance)
    if name.endswith(".json"):
        content = _as_json(parts[name], chance) if chance.random() < 0.6 else content
    whole = {**parts, name: content}
    return zipped(whole if name == "manifest.json" else vouched(whole))


def _as_json(content: bytes, chance: Chance) -> bytes:
    found = json.loads(content)
    key = any_of(chance, list(found))
    found[key] = any_of(chance, VALUES)
    return json.dumps(found).encode()


def hostile_lines(content: bytes, chance: Chance) -> tuple[bytes, dict[str, Any]]:
    """Return the lines of a journal, changed, and what a manifest must say to vouch for them."""
    from exercises.errors import BadPackage
    from exercises.journal.entries import digest
    from exercises.journal.packages.lines import entries_of

    lines = [json.loads(line) for line in content.decode().splitlines()]
    for _ in range(1 + int(chance.integers(3))):
        line = any_of(chance, lines)
        where = line["payload"] if line["payload"] and chance.random() < 0.7 else line
        key = any_of(chance, list(where))
        if chance.random() < 0.2:
            del where[key]
        elif chance.random() < 0.3 and "kind" in where:
            where["kind"] = any_of(chance, [each["kind"] for each in lines] + ["no.such.kind", ""])
        else:
            where[key] = any_of(chance, VALUES)
        if "payload" not in line:
            break
    changed = "".join(
        json.dumps(each, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n" for each in lines
    ).encode(errors="surrogatepass")
    try:
        entries = entries_of(changed.decode(errors="replace"), "journal.jsonl")
    except BadPackage:
        return changed, {}
    return changed, {"entries": len(entries), "digest": digest(entries)}
