"""A page of a tagged PDF, written by hand: no package that the tests have tags what it draws."""

from collections.abc import Sequence

# x, y from the foot of the page, size, text; perhaps the number of marked content on the second page that is of the same element
Words = tuple[float, float, float, str] | tuple[float, float, float, str, int]
Element = tuple[str, "Sequence[Element] | Words | None"]


class Tagged:
    """Draws a page of words in marked content, and writes the tree of its structure."""

    def __init__(self) -> None:
        blank = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
        self.objects: list[bytes] = [b"", b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>", b"", b"", b"", blank]
        self.drawing = b""
        self.marked: list[int] = []  # by number of marked content, the element that it belongs to

    def element(self, kind: str, inside: Sequence[Element] | Words | None, parent: int) -> int:
        """Write an element and all in it; the number of its object."""
        self.objects.append(b"")
        number = len(self.objects)
        if isinstance(inside, tuple):
            x, y, size, text, *elsewhere = inside
            kids = " ".join([f"{len(self.marked)}", *(f"<< /Type /MCR /Pg 6 0 R /MCID {number} >>" for number in elsewhere)])
            marks = f"/{kind} << /MCID {len(self.marked)} >> BDC BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET EMC\n"
            self.drawing += marks.encode()
            self.marked.append(number)
        else:
            kids = " ".join(f"{self.element(*child, number)} 0 R" for child in inside or ())
        self.objects[number - 1] = f"<< /Type /StructElem /S /{kind} /P {parent} 0 R /Pg 3 0 R /K [{kids}] >>".encode()
        return number

    def written(self, elements: Sequence[Element]) -> bytes:
        """The file."""
        root = len(self.objects) + 1
        self.objects.append(b"")
        whole = self.element("Document", elements, root)
        parents = " ".join(f"{number} 0 R" for number in self.marked)
        self.objects[root - 1] = f"<< /Type /StructTreeRoot /K {whole} 0 R /ParentTree << /Nums [0 [{parents}]] >> >>".encode()
        self.objects[0] = f"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot {root} 0 R >>".encode()
        self.objects[2] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents 0 /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        )
        self.objects[3] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(self.drawing), self.drawing)
        self.objects[4] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        out, offsets = b"%PDF-1.7\n", []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        return out + end % (len(offsets) + 1, table, len(offsets) + 1, len(out))
