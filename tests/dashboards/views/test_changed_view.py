"""The sheet of what each decision changed becomes lines for the screen: what is clear, and what is not."""

from dashboards.views.changed import read_sheet

HEAD = (
    "cause,kind,title,cell,scenario_day,measure,unit,mean_change,low,high,futures,share_less,share_more,"
    "share_beyond_horizon,change_as_played"
)
ROWS = (
    "all of play,control,all of play,,0.2,opened,d,-4,-6,-2,100,0.9,0.05,0,-3",
    "storm,inject,A storm,,0.2,opened,d,4,2,6,100,0,1,0,4",
    "storm,inject,A storm,,0.2,cost,USD,-2000000,-5000000,1000000,100,0.5,0.5,0,",
    "pay,choice,Pay?: Yes,crew,0.4,opened,d,0,0,0,100,0,0,0,0",
)


def test_only_what_is_clear_is_a_line_and_the_rest_is_named(tmp_path):
    """An interval that holds 0 is not clear; a cause without a clear line is told below."""
    path = tmp_path / "counterfactual.csv"
    path.write_text("\r\n".join([HEAD, *ROWS]), "utf-8")
    sheet = read_sheet(path)
    assert [(each.what, each.who, each.measure, each.by, each.between) for each in sheet.lines] == [
        ("everything that play did", "", "opened, days", "−4.0", "−6.0 to −2.0"),
        ("A storm", "inject", "opened, days", "+4.0", "+2.0 to +6.0"),
    ]
    assert [each.share for each in sheet.lines] == [95.0, 100.0]
    assert sheet.unclear == ("Pay?: Yes",)
    assert sheet.futures == 100


def test_an_empty_sheet_has_no_lines(tmp_path):
    path = tmp_path / "counterfactual.csv"
    path.write_text(HEAD, "utf-8")
    assert read_sheet(path).lines == ()
