"""Arrays as bare addresses: what the compiled loop reads and writes, without a count of who holds them.

An array of Numba carries a count of its users and takes indices from behind; for a loop that does nothing
but read and write single numbers both cost more than the work. Whoever makes a pointer keeps the array.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from numba import carray, types
from numba.extending import intrinsic, overload

if TYPE_CHECKING:
    from numpy.typing import NDArray

Array = TypeVar("Array", bound="NDArray[Any]")


def pointer(array: Array) -> Array:
    """Return an array as an address, in compiled code; elsewhere as it is."""
    return array


def stretch(array: Array, begin: int, count: int, step: int) -> Any:  # noqa: PLR0917  Numba binds by place
    """Return a view of numbers that stand `step` places apart."""
    return array[begin : begin + count * step : step]


def as_float(bits: Any) -> float:
    """Return the float that has the same bits as a whole number."""
    return float(bits.view("float64"))


@intrinsic  # type: ignore[untyped-decorator]  # Numba's own types are not read
def _same_bits(_: Any, bits: Any) -> Any:  # noqa: ARG001  as Numba calls it
    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:  # noqa: PLR0917  as above
        return builder.bitcast(values[0], context.get_value_type(signature.return_type))

    return types.float64(types.int64), generate


@overload(as_float, strict=False)  # type: ignore[untyped-decorator]  # Numba's own types are not read
def _as_float(bits: Any) -> Any:  # noqa: ARG001  Numba asks with the type of the argument
    def number(bits: Any) -> Any:
        return _same_bits(bits)

    return number


@intrinsic  # type: ignore[untyped-decorator]  # as above
def _address(_: Any, array: Any) -> Any:
    """Return the address of an array's first number."""

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:  # noqa: PLR0917  as Numba calls it
        return context.make_array(signature.args[0])(context, builder, values[0]).data

    return types.CPointer(array.dtype)(array), generate


@overload(pointer, strict=False)  # type: ignore[untyped-decorator]  # as above
def _pointer(array: Any) -> Any:  # noqa: ARG001  Numba asks with the type of the argument
    def address(array: Any) -> Any:
        return _address(array)

    return address


@overload(stretch, strict=False)  # type: ignore[untyped-decorator]  # as above
def _stretch(array: Any, begin: Any, count: Any, step: Any) -> Any:  # noqa: ARG001, PLR0917  as above
    def view(array: Any, begin: Any, count: Any, step: Any) -> Any:  # noqa: PLR0917  as above
        end = begin + count * step
        return carray(array, (end,))[begin:end:step]

    return view
