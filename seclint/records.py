"""What crosses the borders between processes, and what the cache keeps: data, encoded with msgspec."""

import msgspec

from seclint.model import Checked, Finding, Severity, Span, Stage, Unchecked


class Settings(msgspec.Struct, frozen=True):
    """What a run is to do with each document.

    ``select`` and ``ignore`` are rule ids, names or families; ``severity`` gives some rules another severity; ``packs`` are folders of
    further rule packs; ``as_of`` is an ISO day.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    stage: Stage = "publish"
    kind: str | None = None
    as_of: str | None = None
    packs: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """What reading gave: an encoded Document, or why there is none and what to do; and how many seconds it took.

    ``mentions`` are the encoded Mentions of its text where they were wanted.
    """

    document: bytes = b""
    mentions: bytes = b""
    error: str = ""
    hint: str = ""
    seconds: float = 0
    recognising: float = 0


class Filing(msgspec.Struct, frozen=True):
    """What decides to which dossier a document belongs: the document under consultation, whether this is its draft, and what it cites.

    ``status`` is the cover's word for it; ``cites`` are pairs of "draft" or "final" and a version, as numbers: (2, 1) for 2.1;
    ``is_release_on_cover``: whether the cover names the document's Release; ``releases`` are the months that the text below the cover names
    as SEC Releases, that which it names most first. ``words`` is a digest of the text.
    """

    artefact: str = ""
    draft: bool | None = None
    status: str = ""
    title: str = ""
    cites: tuple[tuple[str, tuple[int, ...]], ...] = ()
    is_release_on_cover: bool = False
    releases: tuple[str, ...] = ()
    words: str = ""


class Record(msgspec.Struct, frozen=True):
    """The result for one document; ``crashes`` are checks that failed, with where and why, ``unwaivable`` rules that its profile
    protects, ``filing`` what it is sorted into a dossier by.
    """

    checked: Checked
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    crashes: tuple[str, ...] = ()
    unwaivable: tuple[str, ...] = ()
    filing: Filing = Filing()


class Filed(msgspec.Struct, frozen=True):
    """A document of a dossier to check: its role, its kind, what reading it gave, and the settings that hold for it."""

    role: str
    kind: str
    reading: Reading
    settings: Settings = Settings()


class Folder(msgspec.Struct, frozen=True):
    """A dossier to check: its name and its documents. ``beside`` are the names of all files of the run, each with its title."""

    name: str
    documents: tuple[Filed, ...]
    beside: tuple[str, ...] = ()


class Crossing(msgspec.Struct, frozen=True):
    """What checking a dossier gave; every finding bears the path of its document."""

    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    crashes: tuple[str, ...] = ()


class Task(msgspec.Struct, frozen=True):
    """What a process that was not forked is to do: read the document and, if there are ``settings``, check it.

    With ``spans``, it is to show the parts of the document around them instead; with a ``folder``, to check that dossier.
    """

    path: str
    settings: Settings | None = None
    spans: tuple[Span, ...] | None = None
    folder: Folder | None = None


def unreadable(path: str, error: str, hint: str) -> Record:
    """The record of a document that could not be read."""
    return Record(Checked(path, "unreadable", error=error, hint=hint))
