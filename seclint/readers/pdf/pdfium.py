"""The functions of pdfium that are called. pypdfium2 brings the library; its own declarations of all of them take long to import.

Handles are plain addresses, None where there is none; the names are those of pdfium's own headers, which say what each function does.
"""

import ctypes
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

_TYPES: dict[str, Any] = {
    "-": None,
    "p": ctypes.c_void_p,  # a handle, or the address of what is read or written
    "s": ctypes.c_char_p,
    "i": ctypes.c_int,
    "u": ctypes.c_ulong,
    "z": ctypes.c_size_t,
}
# What each function gives, and what it takes.
_SIGNATURES = {
    "FPDFAction_GetType": "u p",
    "FPDFAction_GetURIPath": "u pppu",
    "FPDFAnnot_GetLink": "p p",
    "FPDFAnnot_GetRect": "i pp",
    "FPDFAnnot_GetStringValue": "u pspu",
    "FPDFAnnot_GetSubtype": "i p",
    "FPDFAnnot_HasKey": "i ps",
    "FPDFBookmark_GetFirstChild": "p pp",
    "FPDFBookmark_GetNextSibling": "p pp",
    "FPDFBookmark_GetTitle": "u ppu",
    "FPDFCatalog_GetLanguage": "u ppu",
    "FPDFCatalog_IsTagged": "i p",
    "FPDFFont_GetBaseFontName": "z ppz",
    "FPDFFont_GetWeight": "i p",
    "FPDFLink_GetAction": "p p",
    "FPDFPageObj_GetBounds": "i ppppp",
    "FPDFPageObj_GetFillColor": "i ppppp",
    "FPDFPageObj_GetMatrix": "i pp",
    "FPDFPageObj_GetType": "i p",
    "FPDFPage_CloseAnnot": "- p",
    "FPDFPage_CountObjects": "i p",
    "FPDFPage_Flatten": "i pi",
    "FPDFPage_GetAnnot": "p pi",
    "FPDFPage_GetAnnotCount": "i p",
    "FPDFPage_GetObject": "p pi",
    "FPDFPage_GetRotation": "i p",
    "FPDFPage_RemoveAnnot": "i pi",
    "FPDFPath_CountSegments": "i p",
    "FPDFPath_GetDrawMode": "i ppp",
    "FPDFText_ClosePage": "- p",
    "FPDFText_CountChars": "i p",
    "FPDFText_GetText": "i piip",
    "FPDFText_LoadPage": "p p",
    "FPDF_CloseDocument": "- p",
    "FPDF_ClosePage": "- p",
    "FPDF_GetFormType": "i p",
    "FPDF_GetLastError": "u",
    "FPDF_GetMetaText": "u pspu",
    "FPDF_GetPageBoundingBox": "i pp",
    "FPDF_GetPageCount": "i p",
    "FPDF_GetPageLabel": "u pipu",
    "FPDF_InitLibrary": "-",
    "FPDF_LoadMemDocument64": "p pzs",
    "FPDF_LoadPage": "p pi",
    "FPDF_StructTree_Close": "- p",
    "FPDF_StructTree_CountChildren": "i p",
    "FPDF_StructTree_GetChildAtIndex": "p pi",
    "FPDF_StructTree_GetForPage": "p p",
}

FLAT_NORMALDISPLAY = 0
FPDF_ANNOT_TEXT, FPDF_ANNOT_LINK, FPDF_ANNOT_FREETEXT = 1, 2, 3
FPDF_ANNOT_HIGHLIGHT, FPDF_ANNOT_UNDERLINE, FPDF_ANNOT_SQUIGGLY, FPDF_ANNOT_STRIKEOUT = 9, 10, 11, 12
FPDF_ANNOT_STAMP, FPDF_ANNOT_CARET, FPDF_ANNOT_INK, FPDF_ANNOT_WIDGET = 13, 14, 15, 20
FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY = 4, 5
FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_SHADING, FPDF_PAGEOBJ_FORM = 2, 3, 4, 5
FPDF_SEGMENT_LINETO = 0
FPDF_TEXTRENDERMODE_FILL_STROKE, FPDF_TEXTRENDERMODE_INVISIBLE = 2, 3
PDFACTION_URI = 3

_TOP_PAD, _KEPT = -2, 4 << 20  # the option of malloc.h, and bytes: about what a page takes


class Rectangle(ctypes.Structure):
    """``FS_RECTF``."""

    _fields_ = [(edge, ctypes.c_float) for edge in ("left", "top", "right", "bottom")]


class Matrix(ctypes.Structure):
    """``FS_MATRIX``."""

    _fields_ = [(name, ctypes.c_float) for name in "abcdef"]


def _library() -> Any:
    """The library, beside pypdfium2's declarations; a pypdfium2 that was built for another one knows where that is."""
    found = PathFinder.find_spec("pypdfium2_raw")
    for folder in (found and found.submodule_search_locations) or ():
        for name in ("libpdfium.so", "libpdfium.dylib", "pdfium.dll"):
            if (path := Path(folder, name)).exists():
                return ctypes.CDLL(str(path))
    from pypdfium2_raw import bindings

    return bindings._libs["pdfium"]


library = _library()
if hasattr(library, "mallopt"):  # glibc, which gives back what a page took as soon as it is closed, only to ask for it again
    library.mallopt(_TOP_PAD, _KEPT)


def __getattr__(name: str) -> Any:
    """A function, declared when it is first asked for."""
    if name not in _SIGNATURES:
        raise AttributeError(name)
    function = library[name]
    result, _, arguments = _SIGNATURES[name].partition(" ")
    function.restype, function.argtypes = _TYPES[result], [_TYPES[argument] for argument in arguments]
    return globals().setdefault(name, function)
