"""What a scalar of a script looks like: moments, lengths, amounts that a player fills in."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from exercises import times
from sim import quantities
from sim.scenario.values import count, number, wrapped

ASKED = re.compile(r"\{[a-z0-9_-]+\}")
"""What stands for a value that whoever decides fills in: `{amount}`."""


def is_asked(value: Any) -> bool:
    """Whether a value stands for what is asked of whoever decides."""
    return isinstance(value, str) and ASKED.fullmatch(value) is not None


def _or_asked(parse: Any) -> Any:
    def read(value: Any) -> Any:
        return value if is_asked(value) else parse(value)

    return wrapped(read)


Moment = Annotated[
    times.Moment,
    PlainValidator(wrapped(times.moment)),
    WithJsonSchema({"type": "string", "examples": ["STARTEX+00:45", "day 2 09:30", "D+12 14:00"]}),
]
Lasting = Annotated[
    float,
    BeforeValidator(wrapped(times.length)),
    WithJsonSchema({"type": "string", "examples": ["30 s", "20 min", "1 h 30 min"]}),
]
DollarsAsked = Annotated[
    int | str,
    PlainValidator(_or_asked(quantities.dollars)),
    WithJsonSchema({"type": "string", "examples": ["5 M USD", "{amount}"]}),
]
CountAsked = Annotated[
    int | str,
    PlainValidator(_or_asked(count)),
    WithJsonSchema({"type": ["integer", "string"], "examples": [40, "{people}"]}),
]
NumberAsked = Annotated[
    float | str,
    PlainValidator(_or_asked(number)),
    WithJsonSchema({"type": ["number", "string"], "examples": [-0.1, "{change}"]}),
]
