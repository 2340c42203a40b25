"""JSON Schema and examples → the reference of a language: a heading for each part, a row for each key.

`python -m docs.building.reference` writes both pages and the glossary; tests hold them. What keys mean
is not known here: it is said where they are declared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from docs.building import glossary
from exercises.script.editors import json_schema as script_schema
from sim.scenario.reading import read_text
from sim.scenario.schema import json_schema as scenario_schema

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
COMMON = ("evidence", "source", "note")
"""Keys that every part may have; told once."""
LONGEST = 70
WHOLE = "The file"


@dataclass
class Language:
    """A language as its schema and whole examples say it. `title`, `opening`: of its page."""

    title: str
    opening: str
    schema: Mapping[str, Any]
    examples: list[Any]
    seen: dict[tuple[str, str], Any] = field(default_factory=dict)
    """Part and key → the first value that stands there in an example."""
    paths: dict[str, str] = field(default_factory=dict)
    """Part → where it stands, as a pattern; in the order in which they are met."""

    def page(self) -> str:
        """Return the page."""
        self._walk(WHOLE, self.schema, "")
        for each in self.examples:
            self._collect(WHOLE, self.schema, each)
        lines = [f"# {self.title}", "", self.opening, "", *self._common()]
        for part, path in self.paths.items():
            lines += self._section(part, path)
        return "\n".join(lines).rstrip() + "\n"

    def _walk(self, part: str, node: Mapping[str, Any], path: str) -> None:
        """Note each part where it is met first, outer ones first."""
        waiting = [(part, node, path)]
        while waiting:
            part, node, path = waiting.pop(0)
            if part in self.paths:
                continue
            self.paths[part] = path
            for key, inner in node.get("properties", {}).items():
                below = f"{path}.{key}" if path else key
                for reference, ending in references(inner):
                    waiting.append((reference, self._named(reference), below + ending))

    def _collect(self, part: str, node: Mapping[str, Any], value: Any) -> None:
        for key, inner in node.get("properties", {}).items():
            if not isinstance(value, Mapping) or key not in value:
                continue
            self.seen.setdefault((part, key), value[key])
            for reference, ending in references(inner):
                for each in parts_of(value[key], ending):
                    self._collect(reference, self._named(reference), each)

    def _named(self, reference: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.schema["$defs"][reference]
        return found

    def _common(self) -> Iterator[str]:
        yield from ("| Key of every part | |", "|---|---|")
        properties = self.schema.get("properties", {})
        yield from (
            f"| `{key}` | {cell(properties[key]['description'])} |" for key in COMMON if key in properties
        )
        yield ""

    def _section(self, part: str, path: str) -> Iterator[str]:
        node = self.schema if part == WHOLE else self._named(part)
        yield f"## {f'`{path}`' if path else WHOLE}"
        yield ""
        if path:
            yield " ".join(str(node.get("description", "")).split())
            yield ""
        yield from ("| Key | Value | Default | |", "|---|---|---|---|")
        required = node.get("required", [])
        for key, inner in node["properties"].items():
            if key not in COMMON:
                default = "**required**" if key in required else cell(default_of(inner))
                said = " ".join(str(inner.get("description", "")).split())
                shown = self._example(part, key)
                yield f"| `{key}` | {cell(self._value(inner))} | {default} | {cell(said)}{shown} |"
        yield ""

    def _example(self, part: str, key: str) -> str:
        shown = self.shown(part, key)
        if not shown:
            return ""
        written = yaml.safe_dump(
            shown,
            default_flow_style=True,
            width=10_000,
            allow_unicode=True,
            sort_keys=False,
        )
        line = written.strip()[1:-1]
        line = line if len(line) <= LONGEST else f"{line[:LONGEST]} …"
        return f"<br>`{cell(line)}`"

    def shown(self, part: str, key: str) -> dict[str, Any]:
        """Return a key with a value from an example: of this part, else of one that has the same key."""
        said = self._described(part, key)
        same = ((one, name) for one, name in self.seen if name == key and self._described(one, name) == said)
        found = (part, key) if (part, key) in self.seen else next(same, None)
        return {} if found is None else {key: self.seen[found]}

    def _described(self, part: str, key: str) -> str:
        node = self.schema if part == WHOLE else self._named(part)
        return str(node["properties"][key].get("description", ""))

    def _value(self, node: Mapping[str, Any]) -> str:
        """Return what may stand there, in words."""
        if "$ref" in node:
            path = self.paths[node["$ref"].rpartition("/")[2]]
            return f"[{path}](#{anchor(path)})"
        if "anyOf" in node:
            return either([self._value(each) for each in node["anyOf"] if each.get("type") != "null"])
        if "enum" in node or "const" in node:
            return ", ".join(f"`{each}`" for each in node.get("enum", [node.get("const")]))
        if node.get("type") == "array":
            return f"list of: {self._value(node.get('items', {}))}"
        if node.get("type") == "object":
            return self._object(node)
        return plain(node)

    def _object(self, node: Mapping[str, Any]) -> str:
        inner = node.get("additionalProperties")
        if isinstance(inner, Mapping):
            return f"name → {self._value(inner)}"
        keys = ", ".join(node.get("properties", {}))
        return f"`{{{keys}: …}}`" if keys else "name → value"


def references(node: Mapping[str, Any], ending: str = "") -> Iterator[tuple[str, str]]:
    """Yield each part that may stand there, with how it hangs there: `.NAME` in a mapping, `[]` in a list."""
    if "$ref" in node:
        yield node["$ref"].rpartition("/")[2], ending
    for each in node.get("anyOf", ()):
        yield from references(each, ending)
    if isinstance(node.get("items"), Mapping):
        yield from references(node["items"], f"{ending}[]")
    if isinstance(node.get("additionalProperties"), Mapping):
        yield from references(node["additionalProperties"], f"{ending}.NAME")


def parts_of(value: Any, ending: str) -> Iterator[Any]:
    """Yield what stands at an ending of a value."""
    if not ending:
        yield value
    elif ending.startswith("[]"):
        for each in value if isinstance(value, list) else ():
            yield from parts_of(each, ending[2:])
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from parts_of(each, ending.removeprefix(".NAME"))


def default_of(node: Mapping[str, Any]) -> str:
    """Return a default as it would be written; nothing where there is none to write."""
    found = node.get("default")
    if found is None or found in ("", [], {}):
        return ""
    return f"`{json.dumps(found, ensure_ascii=False)}`"


def plain(node: Mapping[str, Any]) -> str:
    """Return a plain value in words, with its bounds."""
    if "examples" in node:
        return ", ".join(f"`{each}`" for each in node["examples"])
    kind = node.get("type", "anything")
    words = {"integer": "whole number", "number": "number", "boolean": "`true`, `false`", "string": "text"}
    if isinstance(kind, list):
        return "name" if set(kind) == {"string", "integer"} else "quantity"
    low, high = node.get("minimum"), node.get("maximum")
    bounds = f" from {low}" * (low is not None) + f" to {high}" * (high is not None)
    return f"{words.get(kind, kind)}{bounds}"


def either(words: list[str]) -> str:
    """Return alternatives; the families of distributions in one word."""
    found = ["a [distribution](../language.md)" if each.startswith("`{pert") else each for each in words]
    kept = [each for each in found if not re.fullmatch(r"`\{\w+: …\}`", each)]
    return " or ".join(dict.fromkeys(kept))


def cell(text: str) -> str:
    """Return text as it may stand in a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def anchor(path: str) -> str:
    """Return the anchor that a heading gets."""
    return re.sub(r"[^\w-]", "", path.casefold().replace(" ", "-"))


def languages() -> dict[str, Language]:
    """Return name of a page → the language that it tells."""
    whole = ROOT / "tests" / "sim" / "scenario" / "every_key.yaml"
    every_row = ROOT / "tests" / "exercises" / "script" / "every-row.yaml"
    scripts = (ROOT / "docs" / "scripts.md").read_text("utf-8")
    opening = (
        "Every key, as the schema has it. The language by example is [{}]({}). Under each key stands a line "
        "from a file that the tests check. Of a key without default, leaving it out means what the words say."
    )
    return {
        "scenario.md": Language(
            "Reference: scenarios",
            opening.format("here", "../language.md"),
            scenario_schema(),
            [read(whole.read_text("utf-8")), bare_plan()],
        ),
        "script.md": Language(
            "Reference: scripts of exercises",
            opening.format("here", "../scripts.md"),
            script_schema(),
            [read(each) for each in (*blocks(scripts), every_row.read_text("utf-8"))],
        ),
    }


def bare_plan() -> Any:
    """Return a bare plan of the language's page: its steps stand where no operation's do."""
    page = (ROOT / "docs" / "language.md").read_text("utf-8")
    return next(each for each in map(read, blocks(page)) if "steps" in each)


def blocks(page: str) -> list[str]:
    """Return the examples of a page."""
    return re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)


def read(text: str) -> Any:
    """Return YAML as plain data."""
    return read_text(text, "example").data


def main() -> None:
    """Write all pages that are made."""
    (ROOT / "docs" / "glossary.md").write_text(glossary.page(), encoding="utf-8")
    for name, language in languages().items():
        (REFERENCE / name).write_text(language.page(), encoding="utf-8")


if __name__ == "__main__":
    main()
