"""Valid Word files, PDFs and Markdown files, mutated at random, each read and checked within limits; those that end badly are kept.

    python benchmarks/fuzz.py [--minutes 20] [--seed 1] [--keep FOLDER] [FOLDER...]

A file ends badly when its worker is killed, when seclint fails on it, or when it is read as nothing. Damage that is told as damage is
well. The folders hold the files to begin with, by default samples/. One of each kind of end is kept.
"""

import argparse
import random
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import partial
from io import BytesIO
from pathlib import Path

import msgspec
from lxml import etree

from seclint import readers, recognise
from seclint.library import Library
from seclint.model import Document
from seclint.processes.isolate import Failure, Limits, Workers
from seclint.readers.docx.package import Package
from seclint.records import Reading, Record, Settings, Task
from seclint.rulebook import Rulebook
from seclint.run import worker

_LARGEST = 300_000
_CHECKED = 0.2  # the share of the files that are checked as well as read
_LIMITS = Limits(seconds=60, megabytes=1024)
_VALUES = ("", "0", "-1", "1", "99999999999", "65536", "x", "true", "none", "%1.%9", "\ud7ff", "../../x", "#", "a" * 5000)
_NUMBERS = (b"0", b"-1", b"1", b"2147483648", b"-99999999", b"0.00001", b"1e9", b"65536", b"NaN")
_MARKS = (
    *(
        b"# ",
        b"* ",
        b"- ",
        b"1. ",
        b"10) ",
        b"(a) ",
        b"(iv) ",
        b"> ",
        b"|",
        b"|---",
        b"```",
        b"~~~",
        b"**",
        b"_",
        b"[",
        b"](",
        b")",
        b"[^1]",
        b"[^1]: ",
    ),
    *(
        b"<table>",
        b"<td colspan=9>",
        b"</td>",
        b"<sup>1</sup>",
        b"<br>",
        b"<!--",
        b"{++",
        b"++}",
        b"{>>",
        b"<<}",
        b"&nbsp;",
        b"&#0;",
        b"\\",
        b"\t",
    ),
    *(b"\0", b"\xff", b"\xe2\x80\xae", b"=====", b"-----", b"+--+", b":--", b"....... 7", b"Table 1: "),
)
_TOKEN = re.compile(rb"-?\d+(?:\.\d+)?|/[A-Za-z][\w+,-]*|\b[A-Za-z]{1,3}\b")
_Change = Callable[[random.Random, etree._Element], None]


def mutated(random_: random.Random, data: bytes) -> bytes:
    """The file with a few things about it changed."""
    if random_.random() < 0.1:
        return _bytes_changed(random_, data)
    return _MUTATIONS[_ending(data)](random_, data)


def _ending(data: bytes) -> str:
    """What the name of the file ends with."""
    return ".docx" if data.startswith(b"PK") else ".pdf" if b"%PDF-" in data[:1024] else ".md"


def _bytes_changed(random_: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random_.randint(1, 20)):
        changed[random_.randrange(len(changed))] = random_.randrange(256)
    return bytes(changed[: random_.randint(1, len(changed))] if random_.random() < 0.2 else changed)


def _word(random_: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    wanted = random_.sample(names, min(len(names), random_.randint(1, 3)))
    if random_.random() < 0.7:
        wanted.append("word/document.xml")
    for name in wanted:
        if name in parts:
            parts[name] = _part(random_, parts[name], list(parts.values()))
    if random_.random() < 0.1:
        del parts[random_.choice(list(parts))]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _part(random_: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    chance = random_.random()
    if chance < 0.03:
        return random_.choice(others)
    if chance < 0.06:
        return data[: random_.randint(0, len(data))]
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(random_.choice((1, 1, 2, 4, 8, 30))):
        random_.choice(_CHANGES)(random_, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _any(random_: random.Random, root: etree._Element) -> etree._Element:
    return random_.choice([element for element in root.iter() if isinstance(element.tag, str)])


def _remove(random_: random.Random, root: etree._Element) -> None:
    element = _any(random_, root)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat(random_: random.Random, root: etree._Element) -> None:
    element, place = _any(random_, root), _any(random_, root)
    if element is not root:
        place.insert(random_.randint(0, len(place)), deepcopy(element))


def _wrap(random_: random.Random, root: etree._Element) -> None:
    """Nest an element in copies of its parent's tag."""
    element = _any(random_, root)
    for _ in range(random_.choice((1, 3, 40))):
        parent = element.getparent()
        if parent is None:
            return
        outer = etree.Element(_any(random_, root).tag)
        parent.replace(element, outer)
        outer.append(element)


def _rename(random_: random.Random, root: etree._Element) -> None:
    _any(random_, root).tag = _any(random_, root).tag


def _set(random_: random.Random, root: etree._Element) -> None:
    element, other = _any(random_, root), _any(random_, root)
    if element.attrib:
        name = random_.choice(list(element.attrib))
        element.set(name, random_.choice((*_VALUES, *other.attrib.values())))


def _forget(random_: random.Random, root: etree._Element) -> None:
    element = _any(random_, root)
    if element.attrib:
        del element.attrib[random_.choice(list(element.attrib))]


def _say(random_: random.Random, root: etree._Element) -> None:
    _any(random_, root).text = random_.choice((*_VALUES, " ", "\u202e", "1.", "(a)\t", "…… 7", "Table 1"))


_CHANGES: tuple[_Change, ...] = (_remove, _repeat, _wrap, _rename, _set, _forget, _say)


def _pdf(random_: random.Random, data: bytes) -> bytes:
    for _ in range(random_.choice((1, 1, 2, 4, 8, 30))):
        chance = random_.random()
        at = random_.randrange(max(1, len(data)))
        if chance < 0.75 and (found := _TOKEN.search(data, at)):
            other = _TOKEN.search(data, random_.randrange(len(data)))
            new = random_.choice(_NUMBERS) if found[0][0] not in b"/" and random_.random() < 0.5 else (other or found)[0]
            data = data[: found.start()] + new + data[found.end() :]
        elif chance < 0.85:
            data = data[:at] + data[at + random_.randint(1, 400) :]
        elif chance < 0.95:
            data = data[:at] + data[at : at + random_.randint(1, 400)] + data[at:]
        else:
            data = data[:at] + bytes([random_.randrange(256)]) + data[at + 1 :]
    return data


def _markdown(random_: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    for _ in range(random_.choice((1, 2, 4, 8, 30))):
        at, other = random_.randrange(len(lines)), random_.choice(lines)
        chance = random_.random()
        if chance < 0.4:
            cut = random_.randint(0, len(lines[at]))
            lines[at] = lines[at][:cut] + random_.choice(_MARKS) * random_.choice((1, 1, 2, 40)) + lines[at][cut:]
        elif chance < 0.7:
            lines.insert(at, random_.choice((b"", b"    ", b"> ", b"- ", b"\t")) + other)
        elif chance < 0.85:
            lines[at] = b" ".join((lines[at], other))
        elif len(lines) > 1:
            del lines[at]
    return b"\n".join(lines)


_MUTATIONS = {".docx": _word, ".pdf": _pdf, ".md": _markdown}


def unpacked(data: bytes) -> bytes:
    """A PDF with its streams and objects in the clear, where qpdf is installed."""
    if _ending(data) != ".pdf" or shutil.which("qpdf") is None:
        return data
    command = ["qpdf", "--qdf", "--object-streams=disable", "--warning-exit-0", "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=False).stdout or data


def read_and_checked(path: str, rulebook: Rulebook | None) -> bytes:
    """How it ends, in words; nothing where it ends well. Without a rulebook it is read only."""
    reading = msgspec.msgpack.decode(worker.read(path), type=Reading)
    if reading.error:
        return reading.error.encode() if "seclint failed" in reading.error else b""
    document = msgspec.msgpack.decode(reading.document, type=Document)
    if not document.text.strip() or not document.blocks:
        return b"read as nothing"
    if rulebook is None:
        return b""
    record = msgspec.msgpack.decode(worker.check(Task(path, Settings()), reading, rulebook), type=Record | str)
    if isinstance(record, str):
        return record.encode()
    return "; ".join((record.checked.error or "", *record.crashes)).strip("; ").encode()


def main() -> None:
    """Mutate, read, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(__file__).parent.parent / "samples"])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"))
    options = parser.parse_args()
    options.keep.mkdir(exist_ok=True, parents=True)
    files = [
        file
        for folder in options.folders
        for file in sorted(folder.rglob("*"))
        if file.suffix in (".docx", ".pdf", ".docm", ".dotx", ".md")
    ]
    seeds = [unpacked(file.read_bytes()) for file in files if 0 < file.stat().st_size <= _LARGEST]
    seeds = [data for data in seeds if not data.startswith(b"PK") or _is_package(data)]
    readers.preload(["a.docx", "a.pdf", "a.md"])
    recognise.load()
    _run(options, seeds, Rulebook(Library([])))


def _is_package(data: bytes) -> bool:
    try:
        Package(data)
    except Exception:
        return False
    return True


def _run(options: argparse.Namespace, seeds: Sequence[bytes], rulebook: Rulebook) -> None:
    random_ = random.Random(options.seed)
    end = time.monotonic() + options.minutes * 60
    ends: dict[str, int] = {}
    count = 0
    while time.monotonic() < end:
        data = mutated(random_, random_.choice(seeds))
        path = options.keep / f"now{_ending(data)}"
        path.write_bytes(data)
        count += 1
        with Workers[str](_LIMITS, 1) as workers:
            workers.add("now", partial(read_and_checked, str(path), rulebook if random_.random() < _CHECKED else None))
            _, result = next(workers.results())
        words = result.reason if isinstance(result, Failure) else result.decode("utf-8", "replace")
        if words:
            kind = re.sub(r"\d+|'[^']*'", "#", words)[:160]
            ends[kind] = ends.get(kind, 0) + 1
            if ends[kind] == 1:
                kept = options.keep / f"{len(ends)}{path.suffix}"
                kept.write_bytes(data)
                print(f"{kept}: {words}", flush=True)
        path.unlink(missing_ok=True)
    print(f"{count} files from {len(seeds)}; ends that are not well: {ends or 'none'}")


if __name__ == "__main__":
    main()
