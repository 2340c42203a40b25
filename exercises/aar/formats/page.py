"""A paper as one HTML file that opens offline and loads nothing; what stands in it is not known here."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import jinja2

from exercises.aar.formats.plain import shown
from sim.report.theme import FONT, PAGE_LIGHT, css_variables

if TYPE_CHECKING:
    from exercises.aar.paper import Paper, Picture

TEMPLATE = "paper.html.j2"


def to_html(paper: Paper) -> str:
    """Return the paper as a page; the banner stands above and below, and on every page that is printed."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("exercises.aar.formats", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"shown": shown, "kind": _kind, "source": _source}
    style = {"font": FONT, "colours": css_variables(PAGE_LIGHT)}
    return environment.get_template(TEMPLATE).render(paper=paper, style=style)


def _kind(block: object) -> str:
    return type(block).__name__


def _source(picture: Picture) -> str:
    return f"data:image/png;base64,{b64encode(picture.png).decode()}"
