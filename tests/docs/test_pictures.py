"""The pictures of the panel: each page of the menu has its two, small enough, and a document shows them."""

from pathlib import Path

import pytest
from PIL import Image

from dashboards.app import LABS, PAGES
from docs.building.pictures import LARGEST, PICTURES, SIZE, TONES, name_of
from docs.building.shots import SHOTS

DOCS = Path(__file__).parents[2] / "docs"
EVERY = sorted({*LABS, *(name for names in PAGES.values() for name in names)})


def test_each_page_of_the_menu_is_photographed():
    """A new page needs a shot, and a picture: `python -m docs.building.pictures NAME`."""
    assert sorted(each.page for each in SHOTS) == EVERY


def test_each_shot_is_by_somebody_who_has_the_page():
    """Or the browser would wait for what never comes."""
    for shot in SHOTS:
        roles = {role.value for role, names in PAGES.items() if shot.page in names}
        assert shot.page in LABS or shot.seat in roles or "cell" in roles, shot.page


@pytest.mark.parametrize("page", EVERY)
def test_each_page_has_its_two_pictures_and_the_documents_show_them(page):
    """Of the size of a laptop's screen, not too large to load."""
    shown = (DOCS / "pictures.md").read_text("utf-8")
    for tone in TONES:
        file = PICTURES / name_of(page, tone)
        assert f"(images/pages/{file.name})" in shown
        assert file.stat().st_size <= LARGEST
        with Image.open(file) as picture:
            assert picture.size == SIZE


def test_no_picture_lies_about_that_nobody_shows():
    """Nor one of a page that is gone."""
    assert {each.name for each in PICTURES.iterdir()} == {
        name_of(page, tone) for page in EVERY for tone in TONES
    }


def test_a_picture_with_many_colours_is_made_small(monkeypatch):
    """Noise is the worst there is; what covers most keeps its colour."""
    import io

    import numpy as np

    from docs.building import pictures

    monkeypatch.setattr(pictures, "LARGEST", 9_000)
    noise = np.random.default_rng(1).integers(0, 255, (100, 200, 3), dtype=np.uint8)
    noise[:60] = (238, 242, 247)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "PNG")
    made = pictures.reduced(out.getvalue())
    assert len(made) <= 9_000 < len(out.getvalue())
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (200, 100)
        assert picture.convert("RGB").getpixel((10, 10)) == (238, 242, 247)
