"""Text of players and scripts is shown as it stands: no page of ours lets it be read as Markdown or HTML."""

import ast
import re
from pathlib import Path

import pytest
from playing import EMBASSY
from seating import table_in

from dashboards.widgets.escaping import plain
from exercises.play.commands import Answer, Start, Write
from exercises.roles import Role

ROOM = Path(__file__).parents[2] / "dashboards"
READS_MARKDOWN = {
    "markdown", "write", "caption", "button", "metric", "toast", "error", "warning", "info", "success",
    "badge", "title", "header", "subheader", "popover", "expander", "tabs", "radio", "checkbox", "toggle",
}  # fmt: skip
HOSTILE = (
    "# Big ![x](http://example.org/a.png) <img src=x onerror=alert(1)> :red[ALERT] [a](javascript:x) **b**"
)


def calls():
    for file in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield file, node


def unescaped(node):
    """Yield the parts of f-strings that are neither escaped nor numbers in a format."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"plain", "len", "say_scenario"}:
        return
    is_value = isinstance(node, ast.FormattedValue) and not node.format_spec
    if is_value and not isinstance(node.value, ast.Call | ast.BinOp | ast.IfExp):
        yield ast.unparse(node.value)
    for each in ast.iter_child_nodes(node):
        yield from unescaped(each)


OURS = {
    "mark", "word", "late", "each.hour", "view.hour", "copy", "rated", "each.waiting", "each.status",
    "view.left", "view.answered", "view.sent", "view.held", "letter", "claims.role", "speed", "new",
    "view.SIGNS[standing.word]", "ROOT", "sign", "TOOLS", "READING", "head", "place",
}  # fmt: skip
"""Words of our own that stand in labels: statuses, hours, counts, ratings, signs, our folder."""


def test_no_label_holds_text_that_was_not_escaped():
    """Every f-string in a call that reads Markdown is made of our own words or of `plain(...)`."""
    loose = [
        f"{file.name}:{node.lineno}: {name}"
        for file, node in calls()
        if node.func.attr in READS_MARKDOWN
        for argument in [
            *node.args[:3],
            *(each.value for each in node.keywords if each.arg in {"help", "label"}),
        ]
        for name in unescaped(argument)
        if name not in OURS
    ]
    assert not loose, loose


def test_nothing_unsafe_is_switched_on():
    """No page writes HTML of its own but the room of the style sheet; no thread tricks."""
    text = "\n".join(each.read_text("utf-8") for each in ROOM.rglob("*.py"))
    for word in (
        "unsafe_allow_html",
        "unsafe_allow_javascript",
        "add_script_run_ctx",
        "get_instance",
        "components.v1",
    ):
        assert word not in text, word
    pages = [file.name for file, node in calls() if node.func.attr == "html"]
    assert set(pages) == {"style.py"}


def test_escaped_text_has_no_mark_that_markdown_reads():
    """Each mark stands behind a backslash."""
    assert not re.search(r"(?<!\\)[*_`\[\]()<>#!:$~|]", plain(HOSTILE))


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.CELL, Role.OBSERVER, Role.EVALUATOR])
def test_hostile_text_reaches_no_markdown(tmp_path, monkeypatch, role):
    """Of a script and of a player, on every page: wherever it is read as Markdown it is escaped."""
    row = {
        "uid": "a",
        "title": HOSTILE,
        "body": HOSTILE,
        "from": HOSTILE,
        "to": "embassy",
        "trigger": "STARTEX",
    }
    table = table_in(tmp_path, monkeypatch, rows=(row,), title=HOSTILE)
    table.do(Start())
    table.pass_(1)
    table.do(Write(cell="embassy", to=("",), text=HOSTILE), EMBASSY)
    page = table.sit(role, "embassy" if role is Role.CELL else "")
    if role is Role.CELL:
        page.button(key="letter_a").click().run()
    table.do(Answer(row="a", cell="embassy", text=HOSTILE), EMBASSY)
    page.run()
    assert not page.exception
    read = [each.value for each in (*page.markdown, *page.caption)] + [each.label for each in page.button]
    loose = re.compile(r"(?<!\\)(!\[|<img|:red\[|\[a\])")
    assert read
    assert not [each for each in read if loose.search(each)]
