"""Packages that are not taken in: told by name, all at once, and the journal stays as it is."""

from __future__ import annotations

import io
import json
import re
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drafting import HEADER, draft
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.errors import BadPackage
from exercises.journal import Entry, MemoryJournal, digest
from exercises.journal.entries import line_of
from exercises.journal.packages import Bounds, export_package, import_package
from exercises.journal.packages.parts import hashed

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("good")
    journal = MemoryJournal()
    journal.create("x", HEADER)
    journal.append("x", "op", [draft("a"), draft("b")])
    (folder / "attached").mkdir()
    (folder / "attached" / "map.png").write_bytes(b"\x89PNG")
    export_package(journal, "x", folder / "x.zip", attachments=folder / "attached")
    return (folder / "x.zip").read_bytes()


def parts_of(package: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def vouched(parts: Parts, **changes: Any) -> Parts:
    """Return the parts with a manifest that vouches for them, whatever they are now."""
    manifest = json.loads(parts["manifest.json"]) | changes
    manifest["parts"] = {name: hashed(each) for name, each in parts.items() if name != "manifest.json"}
    return {**parts, "manifest.json": json.dumps(manifest).encode()}


def refused(tmp_path: Path, package: bytes, **options: Any) -> str:
    """Return what is said of a package, having looked that nothing of it was taken in."""
    path, journal = tmp_path / "bad.zip", MemoryJournal()
    path.write_bytes(package)
    with pytest.raises(BadPackage) as caught:
        import_package(path, journal, attachments=tmp_path / "attached", **options)
    assert journal.exercises() == ()
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["bad.zip"]
    return str(caught.value)


def test_parts_that_are_missing_changed_or_strange_are_told_at_once(tmp_path: Path, good: bytes):
    parts = parts_of(good)
    del parts["scenario.yaml"]
    parts["script.yaml"] += b"# changed"
    parts["attachments/extra.txt"] = b"not vouched for"
    said = refused(tmp_path, zipped(parts))
    assert said.splitlines() == [
        "bad.zip: attachments/extra.txt: the manifest does not know this part",
        "bad.zip: scenario.yaml: the part is missing",
        "bad.zip: script.yaml: the part was changed: it is not the one that the manifest was written for",
        "Ask for it again: scrs exercise pack JOURNAL EXERCISE FILE.zip writes it.",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../up.txt",
        "/etc/passwd",
        "c:\\x.txt",
        "other.txt",
        "attachments/",
        "attachments/..",
        "attachments/../../up.txt",
        "attachments/a/b.txt",
        "attachments/a\\b",
        "attachments/.ssh",
        "attachments/a\x01b",
    ],
)
def test_a_part_whose_name_leads_elsewhere_is_refused(tmp_path: Path, good: bytes, name: str):
    said = refused(tmp_path, zipped(vouched({**parts_of(good), name: b"x"})))
    assert "is no part of a package" in said


def test_a_part_that_is_there_twice_is_refused(tmp_path: Path, good: bytes):
    """Also where only some systems would take the two for one."""
    parts = {**parts_of(good), "attachments/MAP.png": b"x"}
    assert "'attachments/MAP.png' is there twice" in refused(tmp_path, zipped(vouched(parts)))


def test_a_newer_format_is_refused_by_name(tmp_path: Path, good: bytes):
    parts = parts_of(good)
    manifest = json.loads(parts["manifest.json"]) | {"format": 2, "parts": "as nobody knows yet"}
    said = refused(tmp_path, zipped({**parts, "manifest.json": json.dumps(manifest).encode()}))
    assert "the package has format 2; this program reads formats up to 1" in said
    assert "installing a newer scrs" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "a study"}, "is of no exercise: kind is 'a study'"),
        ({"format": "1"}, "format is missing or '1'"),
        ({"exercise": "../x"}, "exercise is missing or '../x'"),
        ({"entries": 3}, "journal.jsonl: holds 2 entries; the manifest says 3"),
        ({"digest": "0" * 64}, "journal.jsonl: has another digest than the manifest says"),
    ],
)
def test_a_manifest_that_says_something_else_is_refused(
    tmp_path: Path, good: bytes, changes: dict[str, Any], said: str
):
    assert said in refused(tmp_path, zipped(vouched(parts_of(good), **changes)))


def entry(**changes: Any) -> bytes:
    usual = {"kind": "k", "actor": "a", "role": "r", "wall": 1.0, "seq": 1, "operation": "op", "part": 0}
    return f"{line_of(Entry(**{**usual, **changes}))}\n".encode()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (b"[1, 2\n", "journal.jsonl:1:1: is no JSON"),
        (b"[" * 100_000 + b"\n", "journal.jsonl:1:1: is no JSON"),
        (entry() + b"{}\n", "journal.jsonl:2:1: is no entry: it says other things than"),
        (entry(seq="1"), "journal.jsonl:1:1: is no entry: seq is '1'"),
        (entry(seq=True), "is no entry: seq is 'True'"),
        (entry(wall=1), "is no entry: wall is '1'"),
        (entry().replace(b"1.0", b"NaN"), "is no JSON"),
        (entry().replace(b"1.0", b"1e999"), "not as this program writes it"),
        (entry().replace(b'":', b'": '), "is an entry, but not as this program writes it"),
        (entry(payload={"t": "\\"}).replace(b"\\\\", b"\\ud800"), "not as this program writes it"),
        (entry()[:-1], "journal.jsonl:1:1: the last line is cut off"),
        (entry(seq=2), "entry 1: has seq 2, part 0 of 'op', which does not follow"),
        (entry(payload={"t": "x" * 300_000}), "entry 1: payload: has 300,008 bytes"),
        (entry() + b"\xff\n", "journal.jsonl: is no UTF-8 text"),
    ],
)
def test_a_line_that_is_no_entry_is_told_with_its_number(
    tmp_path: Path, good: bytes, lines: bytes, said: str
):
    """Though the manifest vouches for it."""
    parts = {**parts_of(good), "journal.jsonl": lines}
    count = lines.count(b"\n")
    found = refused(tmp_path, zipped(vouched(parts, entries=count, digest=honest(lines))))
    assert said in found


def honest(lines: bytes) -> str:
    try:
        return digest([Entry(**json.loads(each)) for each in lines.decode().splitlines()])
    except (ValueError, TypeError, RecursionError):
        return ""


def test_what_no_archive_is_is_told_so(tmp_path: Path, good: bytes):
    for content in (b"", b"PK", b"title: a script", good[:-30], b"x" * 100):
        assert "is no whole package" in refused(tmp_path, content)
    assert "manifest.json: cannot be unpacked" in refused(tmp_path, good[100:])
    with pytest.raises(BadPackage, match="there is no such file"):
        import_package(tmp_path / "nothing.zip", MemoryJournal())
    with pytest.raises(BadPackage, match="there is no such file"):
        import_package(tmp_path, MemoryJournal())


def bomb(declared: int | None) -> bytes:
    """Return a package whose journal unpacks to 200 MB, and says so or says another size."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        with file.open("journal.jsonl", "w", force_zip64=False) as part:
            for _ in range(200):
                part.write(bytes(10**6))
        file.writestr("manifest.json", b"{}")
    whole = bytearray(buffer.getvalue())
    if declared is not None:
        at = whole.index(b"PK\x01\x02")
        whole[at + 24 : at + 28] = struct.pack("<I", declared)
    return bytes(whole)


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (lambda: bomb(None), "has 200,000,000 bytes\n  allowed: up to 64,000,000"),
        (lambda: bomb(1000), "journal.jsonl: (cannot be unpacked|unpacks to other)"),
    ],
)
def test_a_bomb_is_refused_before_it_fills_the_memory(
    tmp_path: Path, package: Callable[[], bytes], said: str
):
    """Whether it tells its size or lies about it."""
    content = package()
    tracemalloc.start()
    begin = time.monotonic()
    found = refused(tmp_path, content)
    assert time.monotonic() - begin < 2
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert re.search(said, found)


def test_bounds_hold_for_the_file_the_parts_and_their_number(tmp_path: Path, good: bytes):
    assert "allowed: up to 100" in refused(tmp_path, good, bounds=Bounds(file=100))
    assert "unpacks to" in refused(tmp_path, good, bounds=Bounds(whole=100))
    assert "has 6 parts\n  allowed: up to 5" in refused(tmp_path, good, bounds=Bounds(parts=5))


def test_a_list_of_a_million_parts_is_not_read(tmp_path: Path, good: bytes):
    """The list alone would take the memory of the parts that it names."""
    whole = bytearray(good)
    whole[-10:-6] = struct.pack("<I", 60_000_000)
    assert "lists more parts than any package has" in refused(tmp_path, bytes(whole))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=40)), min_size=1, max_size=3
    )
)
def test_a_package_with_changed_bytes_is_refused_or_the_same(
    tmp_path: Path, good: bytes, cuts: list[tuple[float, int, bytes]]
):
    """No byte can be changed so that something else is taken in, or so that a traceback comes of it."""
    whole = good
    for where, length, new in cuts:
        at = int(where * len(whole))
        whole = whole[:at] + new + whole[at + length :]
    path, journal, wanted = tmp_path / "bad.zip", MemoryJournal(), MemoryJournal()
    path.write_bytes(good)
    import_package(path, wanted)
    path.write_bytes(whole)
    try:
        import_package(path, journal)
    except BadPackage:
        assert journal.exercises() == ()
    else:
        assert journal.audit("x") == wanted.audit("x")
        assert journal.header("x") == wanted.header("x")
