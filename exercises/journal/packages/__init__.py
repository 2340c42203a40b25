"""An exercise as one file: script, scenario and journal, which any installation takes in to the same digest.

What is in the parts, and how large they may be, is in `parts`; no database is known here.
"""

from exercises.journal.packages.packing import export_package
from exercises.journal.packages.parts import Bounds, Contents
from exercises.journal.packages.unpacking import import_package

__all__ = ["Bounds", "Contents", "export_package", "import_package"]
