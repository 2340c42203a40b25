"""What a number looks like in YAML: each scalar of the language as a type with its parser.

`sim.quantities` reads the text; this room wraps it for pydantic and says, inside a distribution,
which element was wrong. No meaning across fields lives here (that is `checking`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sim import quantities
from sim.adding import added
from sim.distributions import (
    Constant,
    Discrete,
    Distribution,
    Exponential,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
    Weibull,
    empirical,
)
from sim.errors import BadQuantity, nearest, quote

Parser = Callable[[Any], float]

EVIDENCE = ("source", "memory", "derived", "judgement")


def fault(
    message: str, *, allowed: str = "", suggestion: str = "", at: tuple[str | int, ...] = ()
) -> PydanticCustomError:
    """Return an error that carries what is allowed, the nearest spelling and where inside the value."""
    context = {"message": message, "allowed": allowed, "suggestion": suggestion, "at": list(at)}
    return PydanticCustomError("scrs", "{message}", context)  # noqa: RUF027  pydantic fills it in


def refuse(
    message: str, *, allowed: str = "", suggestion: str = "", at: tuple[str | int, ...] = ()
) -> NoReturn:
    """Raise what `fault` returns."""
    raise fault(message, allowed=allowed, suggestion=suggestion, at=at)


def wrapped(parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a parser for pydantic: what it cannot read becomes a fault with its advice."""

    def validate(value: Any) -> Any:
        try:
            return parse(value)
        except BadQuantity as error:
            raise fault(error.message, allowed=error.allowed, suggestion=error.suggestion) from error

    return validate


def number(value: Any) -> float:
    """Read a plain finite number; text and truth values are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"{quote(value)} is not a number"
        raise BadQuantity(message, allowed="a plain number")
    if not math.isfinite(value):
        message = f"{quote(value)} is not a finite number"
        raise BadQuantity(message, allowed="a plain number")
    return float(value)


def share(value: Any) -> float:
    """Read a number from 0 to 1: a chance, a share or a condition."""
    found = number(value)
    if not 0.0 <= found <= 1.0:
        message = f"{quote(value)} is not between 0 and 1"
        raise BadQuantity(message, allowed="0 to 1")
    return found


def factor(value: Any) -> float:
    """Read a number of 0 or more that multiplies."""
    found = number(value)
    if found < 0.0:
        message = f"{quote(value)} is negative"
        raise BadQuantity(message, allowed="0 or more")
    return found


def count(value: Any) -> int:
    """Read a whole number of 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"{quote(value)} is not a whole number"
        raise BadQuantity(message, allowed="0, 1, 2 …")
    if not 0 <= value <= 10**9:
        message = f"{quote(value)} is out of range"
        raise BadQuantity(message, allowed="0 to 1,000,000,000")
    return value


@dataclass(frozen=True, slots=True)
class Amount:
    """What a step needs of a pool (heads) or of a fund (whole dollars)."""

    value: int
    money: bool


def amount(value: Any) -> Amount:
    """Read `4` (people or things) or `5 M USD` (money)."""
    if isinstance(value, str):
        return Amount(quantities.dollars(value), money=True)
    return Amount(count(value), money=False)


def pledged(value: Any) -> Amount:
    """Read `4 k` (people) or `5 M USD` (money)."""
    if isinstance(value, str) and value.rstrip().upper().endswith("USD"):
        return Amount(quantities.dollars(value), money=True)
    return Amount(quantities.people(value), money=False)


def text(value: Any) -> str:
    """Read text; a plain number stands for itself, so that `source: 12` works."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        message = f"{quote(value)} is not text"
        raise BadQuantity(message, allowed="text")
    return str(value)


FAMILIES: dict[str, tuple[type[Distribution], tuple[str, ...]]] = {
    "pert": (Pert, ("low", "mode", "high")),
    "triangular": (Triangular, ("low", "mode", "high")),
    "uniform": (Uniform, ("low", "high")),
    "lognormal": (Lognormal, ("p10", "p90")),
    "exponential": (Exponential, ("mean",)),
    "normal": (Normal, ("mean", "sd")),
    "gamma": (Gamma, ("mean", "sd")),
    "weibull": (Weibull, ("shape", "scale")),
    "quantiles": (Quantiles, ("p10", "p50", "p90")),
}
"""Family → class and the names of its numbers; the first three are written as lists."""
SPECIAL = ("discrete", "empirical")
UNITLESS = ("shape",)
STEEPEST = (0.1, 100.0)
"""Shapes between which Weibull draws stay finite."""
PAIR = 2
"""A value and its weight."""


def law_parser(unit: Parser) -> Callable[[Any], Distribution]:
    """Return the parser of a distribution whose numbers carry one unit."""

    def parse(value: Any) -> Distribution:
        if not isinstance(value, Mapping):
            return Constant(_within(unit, value, ()))
        family, inner = _family(value)
        if family == "discrete":
            return _discrete(inner, unit)
        if family == "empirical":
            return _observed(inner, unit)
        return _checked(family, _numbers(family, inner, unit))

    return parse


def _family(value: Mapping[str, Any]) -> tuple[str, Any]:
    names = (*FAMILIES, *SPECIAL)
    if len(value) != 1:
        refuse("a distribution has exactly one family", allowed=", ".join(names))
    ((family, inner),) = value.items()
    if family not in names:
        refuse(
            f"{quote(family)} is not a distribution",
            allowed=", ".join(names),
            suggestion=nearest(family, names),
            at=(family,),
        )
    return family, inner


def _within(unit: Parser, value: Any, at: tuple[str | int, ...]) -> float:
    try:
        return unit(value)
    except BadQuantity as error:
        raise fault(error.message, allowed=error.allowed, suggestion=error.suggestion, at=at) from error


def _numbers(family: str, inner: Any, unit: Parser) -> list[float]:
    names = FAMILIES[family][1]
    if isinstance(inner, Mapping):
        items = _named(family, inner, names)
    elif isinstance(inner, Sequence) and not isinstance(inner, str):
        items = dict(enumerate(inner))
    else:
        refuse(f"{family} takes {', '.join(names)}", at=(family,))
    if len(items) != len(names):
        refuse(
            f"{family} takes {len(names)} numbers, found {len(items)}",
            allowed=", ".join(names),
            at=(family,),
        )
    return [
        _within(factor if name in UNITLESS else unit, value, (family, where))
        for name, (where, value) in zip(names, items.items(), strict=True)
    ]


def _named(family: str, inner: Mapping[str, Any], names: tuple[str, ...]) -> dict[str | int, Any]:
    for key in inner:
        if key not in names:
            refuse(
                f"{quote(key)} is not a number of {family}",
                allowed=", ".join(names),
                suggestion=nearest(key, names),
                at=(family, key),
            )
    return {name: inner[name] for name in names if name in inner}


def _checked(family: str, numbers: list[float]) -> Distribution:
    kind = FAMILIES[family][0]
    if family in {"pert", "triangular", "uniform", "lognormal", "quantiles"}:
        _rising(family, numbers)
    if family in {"lognormal", "quantiles"} and numbers[0] <= 0.0:
        refuse(f"{family} needs numbers above 0", at=(family,))
    if family in {"exponential", "weibull", "gamma"} and min(numbers) <= 0.0:
        refuse(f"{family} needs numbers above 0", at=(family,))
    if family == "gamma":
        mean, sd = numbers
        return Gamma((mean / sd) ** 2, sd * sd / mean)
    if family == "weibull" and not STEEPEST[0] <= numbers[0] <= STEEPEST[1]:
        refuse(f"a shape of {numbers[0]:g} is out of range", allowed="0.1 to 100", at=(family,))
    law = kind(*numbers)
    if isinstance(law, Quantiles) and not law.rises:
        refuse("no smooth curve passes through these three quantiles", at=(family,))
    return law


def _rising(family: str, numbers: list[float]) -> None:
    names = FAMILIES[family][1]
    for first, second, left, right in zip(names, names[1:], numbers, numbers[1:], strict=False):
        if left > right:
            refuse(f"{first} is above {second}", allowed=f"{' ≤ '.join(names)}", at=(family,))


def _discrete(inner: Any, unit: Parser) -> Discrete:
    pairs = list(inner.items()) if isinstance(inner, Mapping) else inner
    if not isinstance(pairs, Sequence) or isinstance(pairs, str) or not pairs:
        refuse("discrete takes [[value, weight], …]", at=("discrete",))
    values, weights = [], []
    for index, pair in enumerate(pairs):
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != PAIR:
            refuse("discrete takes pairs of a value and a weight", at=("discrete", index))
        values.append(_within(unit, pair[0], ("discrete", index, 0)))
        weights.append(_within(factor, pair[1], ("discrete", index, 1)))
    if added(weights) <= 0.0:
        refuse("the weights add up to 0", at=("discrete",))
    return Discrete(tuple(values), tuple(weights))


def _observed(inner: Any, unit: Parser) -> Distribution:
    """Read a list of observed values (`observed` has put it there where a file was named)."""
    if not isinstance(inner, Sequence) or isinstance(inner, str) or not inner:
        refuse("empirical takes observed values: a file beside the scenario, or a list", at=("empirical",))
    return empirical(tuple(_within(unit, value, ("empirical", index)) for index, value in enumerate(inner)))


QUANTITY = {"type": "string"}
LAW_SCHEMA = {
    "anyOf": [
        {"type": ["string", "number"], "description": "a plain quantity is a constant"},
        *(
            {
                "type": "object",
                "properties": {name: {"type": ["array", "object", "string"]}},
                "required": [name],
                "additionalProperties": False,
            }
            for name in (*FAMILIES, *SPECIAL)
        ),
    ]
}

Days = Annotated[
    float,
    BeforeValidator(wrapped(quantities.days)),
    WithJsonSchema({**QUANTITY, "examples": ["10 d", "6 w", "48 h"]}),
]
Dollars = Annotated[
    int,
    BeforeValidator(wrapped(quantities.dollars)),
    WithJsonSchema({**QUANTITY, "examples": ["5 M USD", "250 k USD"]}),
]
Rate = Annotated[
    float,
    BeforeValidator(wrapped(quantities.dollars_per_person_year)),
    WithJsonSchema({**QUANTITY, "examples": ["1 M USD / person y"]}),
]
Yearly = Annotated[
    float,
    BeforeValidator(wrapped(quantities.per_year)),
    WithJsonSchema({**QUANTITY, "examples": ["0.025 / y"]}),
]
People = Annotated[
    int,
    BeforeValidator(wrapped(quantities.people)),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["400 k", 12]}),
]
Moment = Annotated[
    str,
    BeforeValidator(wrapped(text)),
    WithJsonSchema({**QUANTITY, "examples": ["D+90", "2006-01-15"]}),
]
Number = Annotated[float, BeforeValidator(wrapped(number)), WithJsonSchema({"type": "number"})]
Share = Annotated[
    float,
    BeforeValidator(wrapped(share)),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
Factor = Annotated[float, BeforeValidator(wrapped(factor)), WithJsonSchema({"type": "number", "minimum": 0})]
Count = Annotated[int, BeforeValidator(wrapped(count)), WithJsonSchema({"type": "integer", "minimum": 0})]
Text = Annotated[str, BeforeValidator(wrapped(text))]
Truth = Annotated[bool, Field(strict=True)]
Needed = Annotated[
    Amount,
    PlainValidator(wrapped(amount)),
    WithJsonSchema({"type": ["integer", "string"], "examples": [4, "5 M USD"]}),
]
Pledged = Annotated[
    Amount,
    PlainValidator(wrapped(pledged)),
    WithJsonSchema({"type": ["integer", "string"], "examples": [1640, "4 k", "5 M USD"]}),
]
Indicators = Annotated[
    tuple[int, int],
    BeforeValidator(wrapped(quantities.share)),
    WithJsonSchema({**QUANTITY, "examples": ["3 of 5"]}),
]
Reviews = Annotated[
    int,
    BeforeValidator(wrapped(quantities.count_reviews)),
    WithJsonSchema({**QUANTITY, "examples": ["3 reviews"]}),
]
DaysLaw = Annotated[
    Distribution,
    PlainValidator(law_parser(quantities.days)),
    WithJsonSchema(LAW_SCHEMA),
]
ShareLaw = Annotated[Distribution, PlainValidator(law_parser(share)), WithJsonSchema(LAW_SCHEMA)]
FactorLaw = Annotated[Distribution, PlainValidator(law_parser(factor)), WithJsonSchema(LAW_SCHEMA)]


def _name(value: str) -> str:
    if not value.replace("_", "a").replace("-", "a").isalnum() or not value[0].isalnum():
        refuse(f"{quote(value)} is not a name", allowed="letters, digits, _ and -, a letter or digit first")
    return value


def named(value: Any) -> Any:
    """Read `after: [1]` as the step named 1: a whole number, where a name is asked for, is one."""
    return str(value) if is_name(value) else value


def is_name(value: Any) -> bool:
    """Whether a value may be the name of something: text, or a whole number."""
    return isinstance(value, str | int) and not isinstance(value, bool)


Name = Annotated[str, AfterValidator(_name)]
Reference = Annotated[str, BeforeValidator(named)]
"""The name of something that stands elsewhere."""
