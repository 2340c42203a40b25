"""A table with seats for the tests of pages."""

import pytest
import seating


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Return a small exercise that has not begun, with pages in this process."""
    yield seating.table_in(tmp_path, monkeypatch)
    seating.house.house.clear()
