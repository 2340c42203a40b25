"""The after-action review of an exercise as papers, made offline from its journal.

gathering   journal → everything that the review says; the numbers are `exercises.evaluation`'s
review      its parts in order, as plain content (paper, sections, swimlanes, simulation)
writing     content → files: DOCX, Markdown, HTML, CSV (formats)
"""

from exercises.aar.gathering import Gathered, gather
from exercises.aar.paper import Paper
from exercises.aar.review import review
from exercises.aar.sections.overview import findings
from exercises.aar.writing import FORMATS, check_formats, files, write

__all__ = ["FORMATS", "Gathered", "Paper", "check_formats", "files", "findings", "gather", "review", "write"]
