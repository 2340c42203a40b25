"""Files that leave the panel, by a route that asks who wants them; never by an address open to anybody."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from dashboards.house import House, house
from dashboards.seat import SEAT
from dashboards.views.feed import feed_view
from exercises.aar import files as aar_files
from exercises.aar import gather
from exercises.errors import NotAllowed, Refused
from exercises.journal.packages.packing import export_package
from exercises.roles import may
from sim.errors import ScrsError

if TYPE_CHECKING:
    from starlette.requests import Request

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of a cell that a spreadsheet would reckon with."""


def package(of: House) -> bytes:
    """Return the whole exercise as one file that any installation replays."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "exercise.zip"
        export_package(of.journal, of.director.exercise, file)
        return file.read_bytes()


def feed(of: House) -> bytes:
    """Return the feed as CSV, oldest first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["entry", "hour", "scenario", "who", "kind", "text"])
    for each in reversed(feed_view(of.director, most=1_000_000)):
        cells = [each.seq, each.hour, each.scenario, each.who, each.kind, each.text]
        writer.writerow([f"'{cell}" if str(cell).startswith(RISKY) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def paper(*formats: str) -> Callable[[House], bytes]:
    """Return what makes the after-action review in some format: its file, or its files as one archive."""

    def make(of: House) -> bytes:
        found = gather(of.journal, of.director.exercise, of.director.setting, living=of.living)
        made = aar_files(found, formats)
        if len(made) == 1:
            return next(iter(made.values()))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", compression=zipfile.ZIP_DEFLATED) as archive:
            for name, content in made.items():
                archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
        return out.getvalue()

    return make


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
EXPORTS: Mapping[str, tuple[Callable[[House], bytes], str, str]] = {
    "package": (package, ZIP, "scrs.zip"),
    "aar-docx": (paper("docx"), WORD, "aar.docx"),
    "aar-html": (paper("html"), "text/html; charset=utf-8", "aar.html"),
    "aar-md": (paper("md"), ZIP, "aar-markdown.zip"),
    "aar-csv": (paper("csv"), ZIP, "aar-tables.zip"),
    "feed": (feed, "text/csv; charset=utf-8", "feed.csv"),
}
"""Word in the address → what makes the file, its type, and the end of its name."""


async def export(request: Request) -> Response:
    """Hand out a file to whoever may have it."""
    seat = request.query_params.get(SEAT, "")
    of = house()
    try:
        claims = of.gate.admit(request.cookies.get(of.gate.cookie(seat), ""))
        if not may(claims.actor, "export"):
            of.gate.refused("an export", claims)
            raise NotAllowed(claims.name, claims.role.value, "export")
        make, kind, ending = EXPORTS[request.path_params["what"]]
        content = await run_in_threadpool(make, of)
    except Refused as refused:
        return PlainTextResponse(str(refused), status_code=403)
    except KeyError:
        return PlainTextResponse(f"there is {', '.join(EXPORTS)}", status_code=404)
    except ScrsError as error:
        return PlainTextResponse(str(error), status_code=409)
    name = f"{of.director.exercise}-{ending}"
    return Response(
        content,
        media_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
