"""The contingency plan as a document: its sections in order, as a page and as a DOCX file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.files import write_file
from sim.report import word
from sim.report.contingency import declared, reckoned
from sim.report.html import SHORT_HASH, laid_out, version
from sim.report.words import date_text

if TYPE_CHECKING:
    from pathlib import Path

    from sim.report.contingency.gathering import Gathered, Section

TEMPLATE = "contingency/plan.html.j2"
ORDER = (
    reckoned.summary,
    declared.situation,
    declared.mission,
    declared.phases,
    declared.resources,
    reckoned.synchronisation,
    reckoned.decisions,
    reckoned.handover,
    declared.risks,
    declared.assumptions,
    reckoned.owed,
)


def sections(gathered: Gathered) -> tuple[Section, ...]:
    """Return the sections of the document that have something to say, in order."""
    return tuple(each for each in (make(gathered) for make in ORDER) if each.tables)


def write(gathered: Gathered, folder: Path) -> Path:
    """Write plan.docx and plan.html; return the DOCX.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    write_file(folder / "plan.html", to_html(gathered).encode())
    write_file(folder / "plan.docx", to_docx(gathered))
    return folder / "plan.docx"


def facts(gathered: Gathered) -> list[str]:
    """Return what the document rests on."""
    plan, results = gathered.plan, gathered.results
    return [
        f"D+0 is {date_text(0.0, plan.start)}",
        f"horizon D+{plan.horizon:.0f}",
        f"{len(results)} futures, seed {results.seed}",
        f"plan {plan.hash[:SHORT_HASH]}",
        f"scrs {version()}",
    ]


def to_html(gathered: Gathered) -> str:
    """Return the document as a page that opens offline."""
    found = sections(gathered)
    shown: dict[str, Any] = {
        "title": f"Contingency plan: {gathered.plan.title}",
        "facts": facts(gathered),
        "badges": [],
        "risks": [],
        "figures": {},
        "sections": [(f"s{place}", each) for place, each in enumerate(found)],
        "footer": [("scenario", gathered.plan.title), ("scrs", version())],
    }
    return laid_out(TEMPLATE, shown)


def to_docx(gathered: Gathered) -> bytes:
    """Return the document as a DOCX file; the summary has the first page to itself."""
    title = f"Contingency plan: {gathered.plan.title}"
    document = word.blank(title)
    document.add_heading(title, level=0)
    word.lay_muted(document, " · ".join(facts(gathered)))
    for place, section in enumerate(sections(gathered)):
        if place == 1:
            document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx says no types here
        document.add_heading(f"{place}. {section.title}" if place else section.title, level=1)
        if section.lead:
            word.lay_muted(document, section.lead)
        for name, table in section.tables:
            if name:
                document.add_heading(name, level=2)
            word.lay_table(document, table)
    return word.saved(document)
