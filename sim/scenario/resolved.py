"""A scenario as it was run: every change laid on, written as YAML again.

Places of values and evidence labels that patches gave are not in it; a patch with a time that came from
outside the file is not either. What was run is named by the hash of its Plan, not by this text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from sim.scenario.patches import patch_from

if TYPE_CHECKING:
    from sim.scenario.loading import Model
    from sim.scenario.reading import Document

WIDTH = 110


def resolved(model: Model) -> str:
    """Return the scenario with all changes laid on; its own patches that have been are left out."""
    document = model.document
    whole = {**document.data}
    if "patches" in whole:
        whole["patches"] = [each for i, each in enumerate(whole["patches"]) if _waits(document, i)]
    return str(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=WIDTH))


def _waits(document: Document, place: int) -> bool:
    patch = patch_from(document, ("patches", place))
    return patch.start is not None or patch.until is not None
