"""Every page of the panel as a picture, light and dark: an exercise played to a known moment, and a browser.

`python -m docs.building.pictures` writes them to `docs/images/pages`; names of pages write only those, and
`--size 1920x1080 --into FOLDER` looks at another size elsewhere. Each page is held against the rules of
axe-core on the way; what breaks one seriously is told, and the exit code is 1. Which pages there are, and
what is done on them first, is `docs.building.shots`; how the exercise comes to its moment, `staging`.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from benchmarks.served import PASSWORDS
from dashboards.app import PAGES
from docs.building.shots import SHOTS, SOON, Shot
from docs.building.staging import UNDER_WAY, Moment, staged

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from benchmarks.served import Served

PICTURES = Path(__file__).resolve().parents[1] / "images" / "pages"
FIRST = {names[0] for names in PAGES.values()}
"""Pages that stand at the root of the address for whoever has them first."""
TONES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZE = (1366, 768)
LARGEST = 200_000
"""Bytes of a picture."""
COLOURS = 256
QUIET = 1_500
"""Milliseconds until the charts of a page have come to rest."""
DRAWN = """() => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning"
  && !document.querySelector('[data-testid="stSkeleton"]')
  && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].every(
    each => each.offsetParent === null || each.querySelector("svg.marks, canvas"))
  && [...document.querySelectorAll('[data-testid="stDataFrame"]')].every(
    each => each.offsetParent === null || each.querySelector("canvas")?.width > 300)"""
"""Whether all that a page holds is drawn, in the page's own words."""
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")


STUDIES = (
    ("batch", "quick-start", "-n", "400", "--out", "scrs-runs/quick-start-seed1", "--seed", "1"),
    ("exercise", "rehearse", "first-72-hours", "-n", "60", "--out", "scrs-rehearsals/first-72-hours-seed1"),
)
"""What the labs find in their folder, as the command line makes it."""


def name_of(page: str, tone: str) -> str:
    """Return the file of a picture."""
    return f"{page}-{tone}.png"


@dataclass(frozen=True)
class Camera:
    """Takes pictures of pages. `into`: the folder they come to; `size`: pixels across and down.

    `faults`: rules of accessibility that a page broke, as they are found.
    """

    browser: Browser
    into: Path
    size: tuple[int, int] = SIZE
    faults: list[str] = field(default_factory=list)

    def take(self, served: Served, shots: list[Shot]) -> Iterator[Path]:
        """Yield each picture as it is written: seat by seat, light and dark."""
        for tone in TONES:
            for seat in dict.fromkeys(each.seat for each in shots):
                with self._seated(served, seat, tone) as context:
                    for shot in (each for each in shots if each.seat == seat):
                        yield self._one(context, served, shot, tone=tone)

    @contextmanager
    def _seated(self, served: Served, seat: str, tone: Literal["light", "dark"]) -> Iterator[BrowserContext]:
        """Return a browser of its own in which somebody has a seat."""
        across, down = self.size
        context = self.browser.new_context(viewport={"width": across, "height": down}, color_scheme=tone)
        page = context.new_page()
        page.goto(served.links[seat])
        password = PASSWORDS.get(f"SCRS_PANEL_{seat.upper()}_PASSWORD")
        if password:
            page.get_by_label("Password").fill(password)
            page.get_by_role("button", name="Take the seat").click()
        expect(page.locator(".st-key-header")).to_be_visible(timeout=SOON)
        page.close()
        yield context
        context.close()

    def _one(self, context: BrowserContext, served: Served, shot: Shot, *, tone: str) -> Path:
        page = context.new_page()
        path = "" if shot.page in FIRST else shot.page
        page.goto(f"{served.origin}/{path}?seat={shot.seat}")
        expect(page.get_by_test_id("stAppViewContainer")).to_be_visible(timeout=SOON)
        shot.ready(page)
        page.mouse.move(0, 0)
        page.wait_for_function(DRAWN, timeout=SOON)
        page.wait_for_timeout(QUIET)
        file = self.into / name_of(shot.page, tone)
        file.write_bytes(reduced(page.screenshot()))
        self.faults.extend(f"{file.stem}: {each}" for each in broken_rules(page))
        page.close()
        return file


def broken_rules(page: Page) -> list[str]:
    """Return the rules of axe-core that a page breaks seriously, each with the elements that do."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def reduced(content: bytes) -> bytes:
    """Return a picture with as few colours as keep it below its size."""
    colours = COLOURS
    whole = Image.open(io.BytesIO(content)).convert("RGB")
    while True:
        out = io.BytesIO()
        few = whole.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST or colours <= 16:  # noqa: PLR2004  fewer would be another picture
            return out.getvalue()
        colours //= 2


def taken(shots: list[Shot], camera_of: Callable[[Browser], Camera]) -> Iterator[Path]:
    """Yield the pictures as they are written."""
    moments: Mapping[bool, Moment] = {False: Moment(UNDER_WAY), True: Moment("")}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        camera = camera_of(stack.enter_context(_browser()))
        for ended, moment in moments.items():
            some = [each for each in shots if each.ended is ended]
            if not some:
                continue
            home = folder / f"ended-{ended}"
            home.mkdir()
            if any(each.page in {"batch-lab", "rehearsal-lab"} for each in some):
                _study(home)
            served = staged(home, moment)
            stack.callback(served.kill)
            yield from camera.take(served, some)


@contextmanager
def _browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as drive:
        made = drive.chromium.launch(executable_path=found, args=list(FLAGS))
        yield made
        made.close()


def _study(folder: Path) -> None:
    """Have the studies made that the labs show."""
    for arguments in STUDIES:
        command = [sys.executable, "-c", "from dashboards.cli import main; main()", *arguments]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603  our own command


def main() -> None:
    """Take the pictures that are asked for."""
    known = {each.page: each for each in SHOTS}
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("pages", nargs="*", help=f"of {', '.join(known)}; without any, all")
    reader.add_argument("--size", default="x".join(map(str, SIZE)), help="pixels across and down")
    reader.add_argument("--into", type=Path, default=PICTURES, help="folder that they come to")
    asked = reader.parse_args()
    unknown = set(asked.pages) - set(known)
    if unknown:
        reader.error(f"there is no page {', '.join(sorted(unknown))}")
    across, down = (int(each) for each in asked.size.split("x"))
    asked.into.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    shots = [known[each] for each in asked.pages or known]
    for file in taken(shots, lambda browser: Camera(browser, asked.into, (across, down), faults)):
        sys.stdout.write(f"{file}\n")
        sys.stdout.flush()
    sys.exit("\n".join(faults) or 0)


if __name__ == "__main__":
    main()
