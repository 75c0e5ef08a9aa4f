"""What the characters of symbol fonts look like, as Unicode."""

from lxml import etree

from seclint.patterns import compiled
from seclint.readers.docx.names import W

_SYMBOL = dict(
    zip(
        (
            *range(0x41, 0x5B), *range(0x61, 0x7B),
            0xA2, 0xA3, 0xA5, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xC5, 0xCE,
            0xD0, 0xD2, 0xD3, 0xD4, 0xD6, 0xD7, 0xDB, 0xDE, 0xE2, 0xE3, 0xE4,
        ),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ"
        "′≤∞↔←↑→↓°±″≥×•÷≠≡≈…⊕∈∠®©™√⋅⇔⇒®©™",
        strict=True,
    )
)  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x28: "☎", 0x2A: "✉",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_FIELD = compiled(r"\s*SYMBOL\s+(?P<code>0[xX][0-9a-fA-F]{1,6}|[1-9]\d{0,6})\b")
_FONT = compiled(r"\\f\s+\"?([^\"\\]+?)\"?\s*(?:\\|$)")


def symbol(element: etree._Element) -> str:
    """The character of a ``w:sym``; one of the private use area where its look is not known here."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return _looks(code, element.get(W + "font", ""))


def field_symbol(instruction: str) -> str:
    r"""The character of a SYMBOL field, for which Word keeps no words: "SYMBOL 147" is “, "SYMBOL 183 \f Symbol" a bullet."""
    match = _FIELD.match(instruction)
    if match is None:
        return ""
    code = int(match["code"], 0)
    font = _FONT.search(instruction)
    if font is not None and font[1].casefold() in _FONTS:
        return _looks(code, font[1])
    if code < 0x100 and "\\u" not in instruction:
        return bytes([code]).decode("cp1252", "replace")
    return _looks(code, "")


def _looks(code: int, font_name: str) -> str:
    """The character that stands in a font at the code."""
    if 0xF000 <= code <= 0xF0FF or code < 0x100:
        font = _FONTS.get(font_name.casefold())
        low = code & 0xFF
        if font is not None:
            return font.get(low, chr(low) if font is _SYMBOL and 0x20 <= low < 0x7F else chr(0xF000 + low))
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
