"""A study folder: parts as Parquet, and a manifest that alone says which of them count.

    manifest.json            what was asked, and every finished part with its hash; replaced in one move
    scenario.resolved.yaml   the scenario with all changes laid on
    parts/part-NNNNNN.parquet
    summary.json             what `scrs batch --json` prints; written when the study is complete

A part is written whole beside its place and moved there, then the manifest that names it: a study that
is killed at any moment can be taken up again, and ends in the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from sim.batch.parts import from_parquet, numbers_in, to_parquet
from sim.errors import BrokenStudy
from sim.files import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from sim.batch.measuring import Measuring
    from sim.batch.request import Request
    from sim.batch.results import Results

FORMAT = 2
MANIFEST = "manifest.json"
PART = r"^parts/part-[0-9]{7,10}\.parquet$"
"""The files that a manifest may name: nothing outside its folder."""
PACKAGES = ("scrs", "simpy", "numpy", "scipy", "pyarrow")
"""Whose version can change a result or a byte of a part."""


def versions() -> dict[str, str]:
    """Return the versions that results depend on."""
    return {each: metadata.version(each) for each in PACKAGES} | {"python": platform.python_version()}


@dataclass(frozen=True)
class Charter:
    """What makes a study the one it is: the plan, what was asked, and with which versions.

    `arguments`: what it was started with, so that it can be taken up by its folder alone.
    """

    title: str
    plan: str
    request: Request
    arguments: Mapping[str, Any]

    def told(self) -> dict[str, Any]:
        """Return it as the manifest says it."""
        return {
            "format": FORMAT,
            "scenario": self.title,
            "plan": self.plan,
            "seed": self.request.seed,
            "n": self.request.n,
            "until": None if self.request.until is None else str(self.request.until),
            "versions": versions(),
        }

    @property
    def digest(self) -> str:
        """Return the hash of what it is: equal for equal studies."""
        return hashlib.sha256(json.dumps(self.told(), sort_keys=True).encode()).hexdigest()


class _Part(BaseModel, strict=True):
    """What a manifest says of a part."""

    file: Annotated[str, Field(pattern=PART)]
    first: int
    runs: int
    failed: int
    bytes: int
    sha256: str


class _Arguments(BaseModel, strict=True):
    """What a study was started with."""

    scenario: str | None = None
    n: int | None = None
    until: str | None = None
    max_n: int | None = None
    seed: int | None = None
    variant: str | None = None
    set: list[str] | None = None
    without: list[str] | None = None


class _Manifest(BaseModel, strict=True):
    """What is read from a manifest before anything else is looked at."""

    parts: list[_Part]
    arguments: _Arguments
    versions: dict[str, str]


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return the manifest of a study folder.

    Raises: `BrokenStudy` if there is none that can be read.
    """
    path = folder / MANIFEST
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        _Manifest.model_validate(found)
    except FileNotFoundError:
        message = (
            f"{folder}: there is no study here: {MANIFEST} is missing. scrs batch says where it leaves one."
        )
        raise BrokenStudy(message) from None
    except ValidationError as error:
        first = error.errors()[0]
        message = (
            f"{path}: is no manifest of a study: {'.'.join(map(str, first['loc'])) or 'all'}: {first['msg']}"
        )
        raise BrokenStudy(message) from None
    except (OSError, ValueError) as error:
        message = f"{path}: is no manifest of a study: {error}"
        raise BrokenStudy(message) from error
    return found


class Folder:
    """Where a study keeps its parts, and what it holds so far; a `Keeper` of `sim.batch.run`."""

    def __init__(self, path: Path, charter: Charter, measuring: Measuring) -> None:
        self.path, self.charter, self.measuring = path, charter, measuring
        self.parts: dict[int, dict[str, Any]] = {}
        self.complete = False

    def open(self, *, scenario: str, repair: bool = False) -> None:
        """Take up what the folder holds of this study, or begin it.

        Parameters: `scenario`: the resolved scenario, as YAML; `repair`: play lost parts again.
        Raises: `BrokenStudy` if it is another study's or a part is lost; `BadOutput`.
        """
        if (self.path / MANIFEST).exists():
            self._take_up(manifest_of(self.path), repair=repair)
        write_file(self.path / "scenario.resolved.yaml", scenario.encode())
        self._write_manifest()

    def _take_up(self, found: dict[str, Any], *, repair: bool) -> None:
        for what, mine in self.charter.told().items():
            if found.get(what) != mine:
                raise BrokenStudy(_differs(self.path, what, found=found.get(what), mine=mine))
        lost = dict(self._lost(found["parts"]))
        if lost and not repair:
            lines = "\n".join(f"  {name}: {why}" for name, why in lost.items())
            message = f"{self.path}: parts of this study are lost; --repair plays them again\n{lines}"
            raise BrokenStudy(message)
        self.parts = {each["first"]: each for each in found["parts"] if each["file"] not in lost}

    def _lost(self, parts: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        """Yield each part that is not what the manifest says, and why."""
        for each in parts:
            path = self.path / each["file"]
            if not path.is_file():
                yield each["file"], "is missing"
            elif path.stat().st_size != each["bytes"]:
                yield each["file"], f"has {path.stat().st_size} bytes instead of {each['bytes']}"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != each["sha256"]:
                yield each["file"], "is not the file that was written here: its hash differs"

    def holds(self, part: range) -> bool:
        """Whether a part is there already, from an earlier attempt."""
        return part.start in self.parts

    def read(self, part: range) -> Results:
        """Return a part that is there."""
        path = self.path / self.parts[part.start]["file"]
        return from_parquet(path, self.measuring, seed=self.charter.request.seed)

    def keep(self, part: range, results: Results) -> None:
        """Write a part that was played, then the manifest that names it."""
        name, content = f"parts/part-{part.start:07d}.parquet", to_parquet(results)
        write_file(self.path / name, content)
        self.parts[part.start] = {
            "file": name,
            "first": part.start,
            "runs": len(part),
            "failed": len(results.failures),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        self._write_manifest()

    def finish(self, summary: Mapping[str, Any]) -> None:
        """Write what the study found, and last of all that it is complete."""
        write_file(self.path / "summary.json", dumped(summary))
        self.complete = True
        self._write_manifest()

    def files(self) -> list[Path]:
        """Return the files of all parts that count, in order."""
        return [self.path / each["file"] for _, each in sorted(self.parts.items())]

    def results(self) -> Iterator[Results]:
        """Yield the parts that count, in order."""
        for each in self.files():
            yield from_parquet(each, self.measuring, seed=self.charter.request.seed)

    def numbers(self, names: Sequence[str]) -> Iterator[NDArray[np.float64]]:
        """Yield some numbers of the parts that count, in order, shape (runs, names)."""
        for each in self.files():
            yield numbers_in(each, names)

    @property
    def played(self) -> int:
        """Return the runs that the folder holds."""
        return sum(each["runs"] for each in self.parts.values())

    def _write_manifest(self) -> None:
        whole = {
            **self.charter.told(),
            "arguments": self.charter.arguments,
            "complete": self.complete,
            "runs": self.played,
            "parts": [each for _, each in sorted(self.parts.items())],
        }
        write_file(self.path / MANIFEST, dumped(whole))


def dumped(content: Mapping[str, Any]) -> bytes:
    """Return an object as a JSON file."""
    return (json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False) + "\n").encode()


def _differs(folder: Path, what: str, *, found: object, mine: object) -> str:
    if isinstance(found, dict) and isinstance(mine, dict):
        names = [each for each in {**found, **mine} if found.get(each) != mine.get(each)]
        return (
            f"{folder}: this study was begun with "
            + ", ".join(f"{each} {found.get(each)}" for each in names)
            + "; here is "
            + ", ".join(f"{each} {mine.get(each)}" for each in names)
            + ". Parts of both would not belong together: name another folder with --out."
        )
    return (
        f"{folder}: holds another study: its {what} is {_short(found)}, not {_short(mine)}. "
        "Name another folder with --out, or resume with the arguments it was begun with."
    )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:18]}…'"  # noqa: PLR2004  a line's worth
