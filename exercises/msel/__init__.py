"""Master Scenario Events Lists as spreadsheets: read, judged, compared, written; scripts are another room."""
