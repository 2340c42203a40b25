"""Evidence labels: each names a field that is there, and a source says which."""

import pytest

LABELS = (
    pytest.param(
        """\
        pools: {p: {size: 1, evidence: source}}
        steps: {a: {needs: {p: 1}}}
        """,
        ["6:32: pools.p.evidence: the label is 'source', and no source is named"],
        id="a source without its name",
    ),
    pytest.param(
        """\
        pools:
          p: {size: 1, kind: team, yields: 1, evidence: {size: source, yields: source}, source: {size: F 3}}
        steps: {a: {needs: {p: 1}}}
        """,
        ["7:72: pools.p.evidence.yields: the label is 'source', and no source is named"],
        id="a source of one field without its name",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1, evidence: {siz: memory}}}
        steps: {a: {needs: {p: 1}}}
        """,
        ["6:33: pools.p.evidence.siz: 'siz' is not a key of a pool"],
        id="a label for a key that is not there",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1, source: {sizes: F 3}}}
        steps: {a: {needs: {p: 1}}}
        """,
        ["6:31: pools.p.source.sizes: 'sizes' is not a key of a pool"],
        id="a source for a key that is not there",
    ),
)


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_a_label_names_a_field_and_its_source(first_lines, text, expected):
    assert first_lines(text) == expected
