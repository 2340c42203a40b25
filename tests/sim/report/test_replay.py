"""The replay: a map without holes, who is where on which day, and a page that loads nothing."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import sim
from dashboards.cli import app
from sim.report.replay import render
from sim.report.replay.mapping import HEIGHT, WIDTH, grid, theatres
from sim.report.replay.page import told
from sim.report.replay.story import CAPITAL, HOME, LEGS, PROVINCE, events, money, teams, waits
from sim.report.replay.tiles import STEPS, land, spread


class Ground:
    """A stand-in for a province: only its people and neighbours matter here."""

    def __init__(self, population: int, neighbours: tuple[int, ...]) -> None:
        self.population, self.neighbours = population, neighbours


@pytest.fixture(scope="module")
def outcome():
    return sim.simulate(sim.load("quick-start"))


@settings(deadline=None, max_examples=60)
@given(st.data(), st.lists(st.integers(0, 10_000_000), min_size=1, max_size=14))
def test_every_province_is_one_piece_and_no_tile_lies_twice(data, populations):
    """Whatever their people and neighbours."""
    places = st.integers(0, len(populations) - 1)
    provinces = [Ground(each, tuple(data.draw(st.lists(places, max_size=3)))) for each in populations]
    found = spread(provinces)
    every = [cell for cells in found for cell in cells]
    assert len(every) == len(set(every))
    assert all(in_one_piece(cells) for cells in found)


def in_one_piece(cells) -> bool:
    reached, waiting = set(), [cells[0]]
    while waiting:
        q, r = waiting.pop()
        reached.add((q, r))
        waiting += [
            (q + a, r + b) for a, b in STEPS if (q + a, r + b) in cells and (q + a, r + b) not in reached
        ]
    return reached == set(cells)


@given(st.integers(1, 12))
def test_theatres_lie_side_by_side_within_the_map(count):
    """No box leaves the map or covers another."""
    boxes = grid(count)
    for i, (left, top, width, height) in enumerate(boxes):
        assert left >= 0
        assert top >= 0
        assert left + width <= WIDTH + 0.1
        assert top + height <= HEIGHT + 0.1
        for x, y, wide, high in boxes[i + 1 :]:
            assert x >= left + width or x + wide <= left or y >= top + height or y + high <= top


def test_tiles_stay_within_their_box():
    """Their middles, and by a tile's size their corners."""
    found = land(spread([Ground(900_000, ()), Ground(400_000, (0,))]), (10.0, 20.0, 300.0, 200.0))
    for each in found:
        assert all(10.0 <= x <= 310.0 and 20.0 <= y <= 220.0 for x, y in each.centres)


def test_more_people_have_more_tiles(outcome):
    """The coast has more than twice the highlands' people."""
    coast, highlands = theatres(outcome)[0]["provinces"]
    assert len(coast["tiles"]) > len(highlands["tiles"])


def test_a_team_goes_from_home_by_the_capital_to_its_province(outcome):
    """Legs follow each other, and the first team's people are those that it declares."""
    field = next(each for each in teams(outcome) if "field.highlands" in each["label"])
    assert (field["province"], field["people"]) == (1, 8)
    assert [leg[2:4] for leg in field["legs"]][:6] == [
        [HOME, HOME],
        [HOME, HOME],
        [HOME, HOME],
        [HOME, CAPITAL],
        [CAPITAL, CAPITAL],
        [CAPITAL, PROVINCE],
    ]
    for one, other in zip(field["legs"], field["legs"][1:], strict=False):
        assert one[0] <= one[1] <= other[0] + 0.01
        assert one[4] in {words for _, _, words in LEGS.values()}


def test_money_that_is_shown_is_the_money_that_was_paid(outcome):
    """Disbursements for operations add up to those of the ledger."""
    shown = sum(sum_ for _, _, sum_, what in money(outcome) if what == "disbursed")
    assert shown == sum(each.dollars for each in sim.measures.payments(outcome) if each.operation)


def test_waits_and_events_are_those_of_the_run(outcome):
    """Every wait has its reasons; events come in order and name what passed."""
    assert len(waits(outcome)) == len(sim.measures.all_waits(outcome))
    assert all(reasons and reasons[0][2] for *_, reasons in waits(outcome))
    found = events(outcome)
    assert [day for day, _ in found] == sorted(day for day, _ in found)
    assert any("all sectors under military lead" in text for _, text in found)


@pytest.mark.parametrize("name", ["three-operations", "watch-list", "timor-leste-policing-2009"])
def test_any_scenario_can_be_replayed(name):
    """With operations that never came, many provinces or no money; the page stays JSON and small."""
    found = sim.simulate(sim.load(name))
    assert json.loads(json.dumps(told(found), allow_nan=False))["end"] > 0
    assert len(render(found)) < 400_000


def test_the_page_loads_nothing_and_no_text_becomes_markup(outcome):
    """No address but the name of SVG; a title that would end the script does not."""
    text = render(outcome)
    assert set(re.findall(r"https?://[^\s\"']+", text)) == {"http://www.w3.org/2000/svg"}
    model = sim.load("quick-start", patches=[sim.scenario.patches.Patch({"title": "</script><b>x"})])
    assert "</script><b>x" not in render(sim.simulate(model))


def test_the_command_writes_the_replay(tmp_path):
    """Beside the report, and says where."""
    file = tmp_path / "replay.html"
    arguments = ["run", "quick-start", "--quiet", "--out", str(tmp_path / "out"), "--replay", str(file)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "Replay:" in result.output
    assert file.read_text("utf-8").startswith("<!doctype html>")
