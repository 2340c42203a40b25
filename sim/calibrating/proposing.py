"""A fit as a change of a scenario: which path it is for, whether a scenario has and takes it, its patch.

How a law is fitted is `fitting`, how a patch file is written `patching`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.calibrating.patching import PatchFile, patch_text
from sim.errors import BadInput, Place
from sim.scenario.doctrines import path_of
from sim.scenario.loading import load, opened
from sim.scenario.patch_files import read_patch_text
from sim.scenario.patches import Patch, apply, touched

if TYPE_CHECKING:
    from sim.calibrating.fitting import Fit

STEP = "--step"
"""What the place of a path is called in errors, unless told."""


def path_in(step: str, scenario: str = "") -> str:
    """Return the path of the duration of a step; '' where none is named.

    Parameters: `scenario`: in which it is, '' for any. Raises: `BadInput` where that cannot be opened.
    """
    if not step:
        return ""
    return path_of(step, bare=bool(scenario) and "doctrine" not in opened(scenario).data)


def check_path(path: str, scenario: str, *, asked: str = STEP) -> str:
    """Refuse a path that a scenario does not have; return what to know of it, '' where there is nothing.

    Parameters: `asked`: what the place of the path is called.
    Raises: `BadInput` with the nearest spelling.
    """
    document = opened(scenario)
    place = Place(asked, 1, 1, text=path, width=len(path))
    apply(document, [Patch(scale={path: 1.0}, place=place)])
    holder = path.rpartition(".")[0]
    if list(touched(document, Patch(scale={f"{holder}.calendar": 1.0}))):
        return f"{holder} counts working days on a calendar: the durations must be working days too."
    return ""


def proposal(fit: Fit, path: str, scenario: str = "", *, asked: str = STEP) -> str:
    """Return a fit as the text of a patch file, after the scenario that was named has taken it.

    Raises: `BadInput` where it does not.
    """
    if scenario:
        load(scenario, patches=[Patch({path: fit.written}, place=Place(asked, path=path))])
    name = fit.chosen.name if fit.chosen is not None else "empirical"
    return patch_text(
        PatchFile(
            title=f"{path}: {name} from {fit.observed.n} observed durations",
            why=f"Observed: {fit.observed.n} durations",
            source=fit.says,
            set={path: fit.written},
            notes=("Laid over any scenario that has this path: --set @FILE, or as a side of scrs compare.",),
        )
    )


def why_not(text: str, scenario: str, *, name: str) -> str:
    """Return why a scenario does not take a patch file, '' where it does.

    Parameters: `text`: of the file; `name`: what it is called.
    """
    try:
        load(scenario, patches=[read_patch_text(text, name)])
    except BadInput as error:
        return str(error)
    return ""
