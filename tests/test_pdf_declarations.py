"""The functions of pdfium as seclint declares them, held against the declarations that pypdfium2 brings."""

import ctypes
from typing import Any

import pytest
from pypdfium2_raw import bindings

from seclint.readers.pdf import pdfium

_CONSTANTS = [name for name in vars(pdfium) if name.startswith(("FLAT_", "FPDF_", "PDFACTION_")) and isinstance(getattr(pdfium, name), int)]
_NUMBERS = (ctypes.c_int, ctypes.c_ulong, ctypes.c_size_t, ctypes.c_uint)


def _passed(kind: Any) -> Any:
    """How a value of the type is passed: as a number of that type, or as an address; None for nothing."""
    return kind if kind is None or kind in _NUMBERS else "address"


@pytest.mark.parametrize("name", pdfium._SIGNATURES)
def test_functions_take_and_give_what_pdfium_declares(name: str) -> None:
    ours, theirs = getattr(pdfium, name), getattr(bindings, name)
    assert _passed(ours.restype) == _passed(theirs.restype)
    assert list(map(_passed, ours.argtypes)) == list(map(_passed, theirs.argtypes or ()))


@pytest.mark.parametrize("name", _CONSTANTS)
def test_constants_are_those_of_pdfium(name: str) -> None:
    assert getattr(pdfium, name) == getattr(bindings, name)


@pytest.mark.parametrize(("ours", "theirs"), [(pdfium.Rectangle, bindings.FS_RECTF), (pdfium.Matrix, bindings.FS_MATRIX)])
def test_structures_are_laid_out_as_in_pdfium(ours: Any, theirs: Any) -> None:
    assert list(map(tuple, ours._fields_)) == list(map(tuple, theirs._fields_))


def test_what_is_not_declared_is_no_function() -> None:
    with pytest.raises(AttributeError):
        _ = pdfium.FPDF_NoSuchFunction
