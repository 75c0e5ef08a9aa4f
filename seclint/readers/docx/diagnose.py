"""What a file is that is not a readable Word document, in words its author understands."""

from seclint.errors import UnreadableDocument

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "open it in Word, let Word repair it, and save it again; or fetch the file anew"
_SAVE_AS_DOCX = "save it as .docx in Word and check that"


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def not_a_package(data: bytes) -> UnreadableDocument:
    """Why bytes that are no zip file are no Word document."""
    if not data:
        return UnreadableDocument("the file is empty", "fetch the file anew, or save it again in Word")
    if data.startswith(_OLD_OFFICE):
        return _old_office(data)
    return UnreadableDocument("the file is not a Word document, or it is damaged", _DAMAGED)


def _old_office(data: bytes) -> UnreadableDocument:
    if _stream("EncryptedPackage") in data or _stream("EncryptionInfo") in data:
        return UnreadableDocument("the Word file is encrypted with a password", "save a copy without the password and check that")
    if _stream("WordDocument") in data:
        return UnreadableDocument("the file is in the old Word format (.doc)", _SAVE_AS_DOCX)
    return UnreadableDocument("the file is in an old Office format, not a .docx", _SAVE_AS_DOCX)


def no_word_document(names: set[str], mimetype: bytes | None) -> UnreadableDocument:
    """Why a zip file with parts of these names (lower case) holds no Word document."""
    if mimetype and b"opendocument" in mimetype:
        return UnreadableDocument("the file is an OpenDocument file, not a Word document", "save it as .docx and check that")
    for folder, what in (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation"), ("visio/", "a Visio drawing")):
        if any(name.startswith(folder) for name in names):
            return UnreadableDocument(f"the file is {what}, not a Word document", "give seclint the Word document or a PDF")
    return UnreadableDocument("the file is a zip archive without a Word document in it", "unpack it, and give seclint the document itself")


def damaged(error: Exception, part: str = "") -> UnreadableDocument:
    """A file that breaks off or contradicts itself."""
    where = f" in {part}" if part else ""
    return UnreadableDocument(f"the Word file is damaged{where} ({error or type(error).__name__})", _DAMAGED)
