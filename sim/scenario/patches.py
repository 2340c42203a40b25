"""Patches: the one way to change a scenario, whoever changes it and whenever.

A lever, a variant, `--set`, an inject's effect, a decision and a lesson learned are all patches. A
changed value takes the place of the patch, so that a later error points to whoever changed it. When
a patch with a time acts is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, Literal

from sim import quantities
from sim.errors import BadInput, BadQuantity, Finding, Place, UnknownPath, nearest, quote
from sim.scenario.doctrines import foreign
from sim.scenario.evidence import of_field
from sim.scenario.parsing import KeyPath, dotted, parse
from sim.scenario.places import copied
from sim.scenario.proportion import in_proportion
from sim.scenario.reading import Document
from sim.scenario.scaling import is_factor, scaled
from sim.scenario.values import EVIDENCE

Verb = Literal["set", "scale"]
KEYS = ("set", "scale", "from", "until", "why")
UNSUPPORTED = ("judgement", "")
"""The label and source of a changed number for which the patch names none."""
ALSO = ("evidence", "source", "note")
"""What any part of a scenario may carry."""
ANY = "*"
"""Stands for every key or item at its place in a path."""
MOST_NAMES = 12
"""Names shown of those that are there."""


@dataclass(frozen=True)
class Patch:
    """A change laid over a scenario; `set` acts before `scale`, each in the order written.

    `set`: dotted path → value. `scale`: dotted path → factor, above 0. In a path `*` stands for any one
    key. `start`, `until`: moments between which it acts on what starts (`from` in YAML); None: always.
    `place`: where it is written; `places`, `key_places`: the same for what is in it, by ('set', path, …).
    `labels`: verb → evidence label and source of what it changes. `doctrine`: steps without which a
    scenario is another doctrine's.
    """

    set: Mapping[str, Any] = field(default_factory=dict)
    scale: Mapping[str, Any] = field(default_factory=dict)
    start: str | None = None
    until: str | None = None
    why: str = ""
    place: Place | None = None
    name: str = ""
    places: Mapping[KeyPath, Place] = field(default_factory=dict, repr=False, compare=False)
    key_places: Mapping[KeyPath, Place] = field(default_factory=dict, repr=False, compare=False)
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    doctrine: tuple[str, ...] = ()

    def label_of(self, verb: Verb) -> tuple[str, str]:
        """Return the evidence label and source of what it sets or scales: judgement, unless it says so."""
        return self.labels.get(verb, UNSUPPORTED)

    @property
    def whole_place(self) -> Place:
        """Return where the patch is written, or at least whose it is."""
        return self.place or Place(self.name or "patch")

    def place_of(self, verb: Verb, target: str) -> Place:
        """Return where the new value, or the factor, of a path is written."""
        return self.places.get((verb, target)) or self.place or replace(self.whole_place, path=target)

    def key_place_of(self, verb: Verb, target: str) -> Place:
        """Return where the path itself is written."""
        return self.key_places.get((verb, target)) or self.place_of(verb, target)


def patch_from(document: Document, path: KeyPath, *, name: str = "") -> Patch:
    """Return the patch that stands at a path of a document.

    Raises: `BadInput` with all that is wrong in its form; paths are looked up when it is applied.
    """
    data: Any = document.data
    try:
        for part in path:
            data = data[part]
    except (KeyError, IndexError, TypeError):
        raise UnknownPath([document.place(path).finding("there is no patch here")]) from None
    findings = list(_faults(document, path, data))
    if findings:
        raise BadInput(findings)
    return Patch(
        set=data.get("set") or {},
        scale=data.get("scale") or {},
        start=data.get("from"),
        until=data.get("until"),
        why=str(data.get("why") or ""),
        place=document.place(path),
        name=name or dotted(path),
        places=_below(document.places, path),
        key_places=_below(document.key_places, path),
        labels=_labels(document.data, path),
    )


def _labels(data: Any, path: KeyPath) -> dict[str, tuple[str, str]]:
    """Return the labels that a patch, or the lever around it, gives what it changes."""
    around = [data]
    for part in path:
        around.append(around[-1][part])
    near = around[-2:] if path[-1:] == ("without",) else around[-1:]
    found: dict[str, tuple[str, str]] = {}
    for verb in ("scale", "set"):
        for part, field_ in zip(reversed(near), (verb, "without"), strict=False):
            label = of_field(part.get("evidence"), field_)
            if label in EVIDENCE and verb not in found:
                found[verb] = (label, of_field(part.get("source"), field_))
    return found


def _below(places: Mapping[KeyPath, Place], path: KeyPath) -> dict[KeyPath, Place]:
    length = len(path)
    return {each[length:]: place for each, place in places.items() if each[:length] == path}


def _faults(document: Document, path: KeyPath, data: Any) -> Iterator[Finding]:
    """Yield what is wrong in the form of a patch."""
    if not isinstance(data, dict):
        yield document.place(path).finding("a patch is a mapping", allowed=", ".join(KEYS))
        return
    for key in data:
        if key not in {*KEYS, *ALSO}:
            message = f"a patch has no {quote(key)}"
            suggestion = nearest(key, KEYS)
            place = document.key_place((*path, key))
            yield place.finding(message, allowed=", ".join(KEYS), suggestion=suggestion)
    for verb in ("set", "scale"):
        if not isinstance(data.get(verb) or {}, dict):
            yield document.place((*path, verb)).finding(f"{verb} takes paths", allowed="{path: value, …}")
        elif verb == "scale":
            yield from _factor_faults(document, (*path, verb), data.get(verb) or {})
    for key in ("from", "until"):
        yield from _moment_faults(document, (*path, key), data.get(key))


def _factor_faults(document: Document, path: KeyPath, factors: Mapping[str, Any]) -> Iterator[Finding]:
    for target, factor in factors.items():
        if not is_factor(factor):
            place = document.place((*path, target))
            yield place.finding(f"{quote(factor)} is not a factor", allowed="a number above 0")


def _moment_faults(document: Document, path: KeyPath, written: Any) -> Iterator[Finding]:
    """Yield that a moment cannot be read; whether it comes after the start is not known yet."""
    try:
        if written is not None:
            quantities.moment(written, date.min)
    except BadQuantity as error:
        yield error.at(document.place(path))


def patch_from_set(text: str) -> Patch:
    """Return the patch of `path=value`, as written behind `--set`; the value is YAML on one line."""
    target, _, value = text.partition("=")
    whole = Place("--set", 1, 1, text=text, width=len(text))
    found = parse(" " * len(f"{target}=") + value, "--set", source=text)
    target = target.strip()
    if not target or (found.data is None and value.strip() != "null"):
        message = f"{quote(text)} is not a path and a value"
        allowed = "path=value, such as pools.active_corps.size=250"
        raise BadInput([whole.finding(message, allowed=allowed)])
    places: dict[KeyPath, Place] = {
        ("set", target, *path): replace(place, path=dotted((target, *path)))
        for path, place in found.places.items()
    }
    key_places: dict[KeyPath, Place] = {("set", target): replace(whole, path=target, width=len(target))}
    return Patch({target: found.data}, place=whole, name="--set", places=places, key_places=key_places)


def apply(document: Document, patches: Iterable[Patch]) -> Document:
    """Return the document with patches laid over it, one after the other; the one given stays as it is.

    Raises: `UnknownPath` where paths name nothing that is there; `BadInput` where something else is
    wrong as well. All findings at once.
    """
    work = _Work(
        document.data, copied(document.places), copied(document.key_places), dict(document.relabelled)
    )
    for patch in patches:
        if work.refuse(patch, document.name):
            continue
        for target, value in patch.set.items():
            work.set(patch, target, value)
        for target, factor in patch.scale.items():
            work.scale(patch, target, factor)
        work.take_labels()
    if work.findings:
        raise work.kind(work.findings)
    return replace(
        document,
        data=in_proportion(document.data, work.data),
        places=work.places,
        key_places=work.key_places,
        relabelled=work.relabelled,
    )


def touched(document: Document, patch: Patch) -> Iterator[tuple[KeyPath, Verb, str]]:
    """Yield each value that a patch changes: its path in the document, how, and the path as written."""
    for target in patch.set:
        yield from ((path, "set", target) for path in _settable(document.data, target.split(".")))
    for target in patch.scale:
        yield from ((path, "scale", target) for path in _matching(document.data, target.split(".")))


def unwritten(document: Document, target: str) -> tuple[int, int]:
    """Return how many parts a path with `*` passes whose last key is not written, and how many in all."""
    *above, last = target.split(".")
    parts = [_value({"": document.data}, ("", *path)) for path in _matching(document.data, above)]
    holders = [each for each in parts if isinstance(each, dict)]
    return sum(last not in each for each in holders if last != ANY), len(holders)


@dataclass
class _Work:
    """A document while patches are laid over it."""

    data: dict[str, Any]
    places: dict[KeyPath, Place]
    key_places: dict[KeyPath, Place]
    relabelled: dict[KeyPath, tuple[str, str]]
    labelled: list[KeyPath] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    kind: type[BadInput] = UnknownPath

    def refuse(self, patch: Patch, name: str) -> bool:
        """Note, and say, whether a patch was learned under another doctrine than this scenario's."""
        place = patch.key_places.get(("doctrine",)) or patch.whole_place
        found = foreign(self.data, patch.doctrine, name=name, place=place)
        for each in found:
            self._fault(each)
        return bool(found)

    def set(self, patch: Patch, target: str, value: Any) -> None:
        """Put a value at a path whose parent is there."""
        paths = list(_settable(self.data, target.split(".")))
        if not paths:
            self.findings.append(_unknown(self.data, target, patch.key_place_of("set", target)))
        for path in paths:
            self._put(path, value, patch.place_of("set", target))
            self._relabel(path, value, patch.label_of("set"))
            self._adopt(path, patch, ("set", target))

    def scale(self, patch: Patch, target: str, factor: Any) -> None:
        """Multiply what stands at a path."""
        place = patch.place_of("scale", target)
        paths = list(_matching(self.data, target.split(".")))
        if not is_factor(factor):
            self._fault(place.finding(f"{quote(factor)} is not a factor", allowed="a number above 0"))
            return
        if not paths:
            self.findings.append(_unknown(self.data, target, patch.key_place_of("scale", target)))
        for path in paths:
            try:
                new = scaled(_value(self.data, path), factor, at=dotted(path))
                self._put(path, new, place)
                self._relabel(path, new, patch.label_of("scale"))
            except BadQuantity as error:
                self._fault(error.at(patch.key_place_of("scale", target)))

    def _relabel(self, path: KeyPath, value: Any, label: tuple[str, str]) -> None:
        """Note the label of a new value, or for what a new label itself is given."""
        *above, last = path
        for below in [each for each in self.relabelled if each[: len(path)] == path]:
            del self.relabelled[below]
        if last == "evidence" and isinstance(value, str | dict):
            self.labelled.append(tuple(above))
        elif above[-1:] == ["evidence"] and isinstance(value, str):
            self.labelled.append((*above[:-1], last))
        elif "source" not in path[-2:]:
            self.relabelled[path] = label

    def take_labels(self) -> None:
        """Let the labels that a patch has set count for what they stand around."""
        for given in self.labelled:
            for path in [each for each in self.relabelled if each[: len(given)] == given]:
                del self.relabelled[path]
        self.labelled.clear()

    def _fault(self, finding: Finding) -> None:
        self.findings.append(finding)
        self.kind = BadInput

    def _put(self, path: KeyPath, value: Any, place: Place) -> None:
        for below in _paths(_value(self.data, path), path):
            self.places.pop(below, None)
            if below != path:
                self.key_places.pop(below, None)
        self.data = _with(self.data, path, value)
        self.places[path] = place

    def _adopt(self, path: KeyPath, patch: Patch, origin: KeyPath) -> None:
        """Take over the places of a new value's parts, and of its key if that is new too."""
        self.key_places.setdefault(path, patch.key_place_of("set", str(origin[1])))
        for taken, given in ((self.places, patch.places), (self.key_places, patch.key_places)):
            for below, place in _below(given, origin).items():
                if below:
                    taken[(*path, *below)] = place


def _value(node: Any, path: KeyPath) -> Any:
    """Return what stands at a path; None where only its parent is there."""
    for part in path[:-1]:
        node = node[part]
    return node.get(path[-1]) if isinstance(node, dict) else node[path[-1]]


def _paths(value: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the paths of a value and of all that is in it."""
    yield path
    for key in _keys(value, ANY):
        yield from _paths(value[key], (*path, key))


def _with(node: Any, path: KeyPath, value: Any) -> Any:
    """Return a container with another value at a path; only what lies on the path is copied."""
    if not path:
        return value
    copy = node.copy()
    copy[path[0]] = _with(node[path[0]], path[1:], value) if len(path) > 1 else value
    return copy


def _keys(node: Any, part: str) -> Sequence[Any]:
    """Return the keys or indices of a container that one part of a path names."""
    if isinstance(node, dict):
        return list(node) if part == ANY else [part] * (part in node)
    if isinstance(node, list):
        return [index for index in range(len(node)) if part in {ANY, str(index)}]
    return []


def _matching(node: Any, parts: Sequence[str]) -> Iterator[KeyPath]:
    """Yield the paths that are there and match."""
    if not parts:
        yield ()
        return
    for key in _keys(node, parts[0]):
        for rest in _matching(node[key], parts[1:]):
            yield (key, *rest)


def _settable(node: Any, parts: Sequence[str]) -> Iterator[KeyPath]:
    """Yield the paths that match, and those that would if their last key were there."""
    *above, last = parts
    for parent in _matching(node, above):
        holder = _value({"": node}, ("", *parent))
        keys = [last] if isinstance(holder, dict) and last not in {ANY, ""} else _keys(holder, last)
        yield from ((*parent, key) for key in keys)


def _unknown(data: Any, target: str, place: Place) -> Finding:
    """Return the finding of a path that names nothing: how far it leads, and what is there."""
    parts = target.split(".")
    nodes, length = [data], 0
    for part in parts:
        below = [node[key] for node in nodes for key in _keys(node, part)]
        if not below:
            break
        nodes, length = below, length + 1
    names = list(dict.fromkeys(str(key) for node in nodes for key in _keys(node, ANY)))
    holder = quote(dotted(parts[:length])) if length else "the scenario"
    missing = f"has no {quote(parts[length])}" if names and length < len(parts) else "holds nothing below it"
    shown = ", ".join(islice(names, MOST_NAMES)) + (", …" if len(names) > MOST_NAMES else "")
    message = f"{quote(target)} is not there: {holder} {missing}"
    return place.finding(message, allowed=shown, suggestion=_nearest_path(data, parts))


def _nearest_path(data: Any, parts: Sequence[str]) -> str:
    """Return the path with misspelt parts put right, or '' if there is nothing to put right."""
    found: list[str] = []
    nodes = [data]
    for part in parts:
        names = [str(key) for node in nodes for key in _keys(node, ANY)]
        right = part if part == ANY or part in names else nearest(part, names)
        if not right or not names:
            break
        found.append(right)
        nodes = [node[key] for node in nodes for key in _keys(node, right)]
    path = [*found, *parts[len(found) :]]
    return "" if path == list(parts) else dotted(path)
