"""Bytes to Document. The format is told by the content, never by the extension alone."""

import hashlib
import os
import stat
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path, PurePath

from seclint.errors import UnreadableDocument
from seclint.model import Document
from seclint.processes.sharing import Sharing

# What folders are searched for; Markdown and text only when asked, because folders hold many that are no formal documents.
SUFFIXES = (".docx", ".docm", ".pdf")
_TEXT_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", "")
LARGEST = 200 << 20  # bytes

_ANOTHER = "give seclint a Word file (.docx), a PDF, Markdown or plain text"
_LFS = b"version https://git-lfs.github.com/spec/"
_KNOWN: tuple[tuple[bytes, str, str], ...] = (
    (_LFS, "the file is a Git LFS pointer, not the document itself", "run `git lfs pull`, then check again"),
    (b"{\\rtf", "the file is Rich Text (RTF)", "open it in Word and save it as .docx"),
    (b"\x89PNG", "the file is a picture", _ANOTHER),
    (b"\xff\xd8\xff", "the file is a picture", _ANOTHER),
    (b"GIF8", "the file is a picture", _ANOTHER),
    (b"\x1f\x8b", "the file is a gzip archive", "unpack it and check the documents inside"),
    (b"7z\xbc\xaf", "the file is a 7-Zip archive", "unpack it and check the documents inside"),
    (b"Rar!", "the file is a RAR archive", "unpack it and check the documents inside"),
)


def read(path: str, data: bytes | None = None, sharing: Sharing | None = None) -> Document:
    """The document at the path; ``data`` are its bytes where they are loaded already. Raises UnreadableDocument.

    ``sharing`` says how many processes may read a format whose pages can be read one without the other.
    """
    data = load(path) if data is None else data
    name = format_of(data, path)
    reader = import_module(f"seclint.readers.{name}")
    document: Document = reader.read(data, path, sharing) if name == "pdf" else reader.read(data, path)
    return document


def load(path: str) -> bytes:
    """The bytes of a regular file of at most ``LARGEST`` bytes. Raises UnreadableDocument."""
    _refuse_names(path)
    try:
        # Not blocking, so that a pipe somebody calls a document cannot hold the run up.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise UnreadableDocument("there is no such file", "check the path; quote names with spaces in them") from None
    except OSError as error:
        raise UnreadableDocument(
            f"the file cannot be opened: {error.strerror}", "check that you may read it and that it is not in use"
        ) from None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableDocument("this is not a regular file", _ANOTHER)
        if about.st_size > LARGEST:
            raise UnreadableDocument(
                f"the file has {about.st_size >> 20} MB; seclint reads up to {LARGEST >> 20} MB", "compress its pictures or split it"
            )
        data = file.read(LARGEST + 1)
    if not data:
        raise UnreadableDocument("the file is empty", "check that it was saved or downloaded completely")
    return data


def _refuse_names(path: str) -> None:
    """Refuse what can be told from the name alone."""
    if any("\ud800" <= character <= "\udfff" for character in path):
        raise UnreadableDocument("the name of the file is not UTF-8", "give the file another name")
    if path == "-":
        raise UnreadableDocument("seclint reads files, not standard input", "write it to a file and name that")
    if os.path.isdir(path):  # noqa: PTH112 - which Path asks without leave
        _refuse_folder(path)


def _refuse_folder(path: str) -> None:
    try:
        os.scandir(path).close()
    except OSError as error:
        raise UnreadableDocument(f"the folder cannot be searched: {error.strerror}", "check that you may read it, or exclude it") from None
    raise UnreadableDocument("this is a folder", "name a document in it")


def sha256(data: bytes) -> str:
    """The digest by which documents are known, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def is_document(head: bytes) -> bool:
    """Whether a file that begins with these bytes (some 1000) is a PDF or a Word file; of text nobody can tell."""
    return bool(_told_by(head))


def _told_by(head: bytes) -> str:
    """The reader for a file that begins so, or "" where that says nothing."""
    if b"%PDF-" in head:
        return "pdf"
    return "docx" if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")) else ""


def format_of(data: bytes, path: str) -> str:
    """The reader for the bytes: "docx", "pdf" or "markdown". Raises UnreadableDocument that names what the file is instead."""
    head = data[:1024]
    if told := _told_by(head):
        return told
    for start, what, hint in _KNOWN:
        if head.startswith(start):
            raise UnreadableDocument(what, hint)
    suffix = PurePath(path).suffix.lower()
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableDocument("the file is a web page", "save or download the document itself; a login page may have come instead")
    if suffix in (".docx", ".docm", ".dotx", ".dotm", ".pdf", ".doc"):
        kind = "PDF" if suffix == ".pdf" else "Word file"
        raise UnreadableDocument(
            f"the file is called {suffix} but is no {kind}; it may be damaged or cut short", "save, export or download it again"
        )
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in data[: 1 << 16]:
        raise UnreadableDocument("the file is neither a document nor text", _ANOTHER)
    if suffix not in _TEXT_SUFFIXES:
        raise UnreadableDocument(f"seclint does not read {suffix} files", _ANOTHER)
    return "markdown"


def preload(paths: Iterable[str]) -> None:
    """Import what reading these paths takes, once, before processes are forked. A wrong guess costs time only."""
    suffixes = {Path(path).suffix.lower() for path in paths}
    if ".pdf" in suffixes:
        import_module("seclint.readers.pdf.compose")
    if suffixes & {".docx", ".docm", ".dotx"}:
        import_module("seclint.readers.docx")
    if suffixes & set(_TEXT_SUFFIXES):
        import_module("seclint.readers.markdown.blocks")
