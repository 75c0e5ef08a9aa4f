"""Zip archives with some entries written anew: every other entry is copied as it stands, byte for byte, header and all."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from seclint.errors import UnreadableDocument

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_OFFSET_AT = 42  # where an entry of the directory says where its data begin
_UTF8, _DEFLATED, _VERSION = 0x800, 8, 20
_DAY_ONE = (0, 0x21)  # 1 January 1980, midnight: new entries bear no date
_LARGE = 0xFFFFFFFF


class _Entry(NamedTuple):
    name: str
    record: bytes
    start: int


def rewritten(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The archive with the contents of some entries changed, and new entries behind the others."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = list(_directory(data, archive))
    ends = dict(
        zip(sorted(entry.start for entry in entries), [*sorted(entry.start for entry in entries)[1:], archive.start_dir], strict=True)
    )
    out = bytearray()
    records = []
    left = dict(changed)
    for entry in entries:
        start = len(out)
        if entry.name in left:
            local, record = _written(entry.name, left.pop(entry.name), start)
        else:
            local = data[entry.start : ends[entry.start]]
            record = entry.record[:_OFFSET_AT] + struct.pack("<L", start) + entry.record[_OFFSET_AT + 4 :]
        out += local
        records.append(record)
    for name, content in left.items():
        local, record = _written(name, content, len(out))
        out += local
        records.append(record)
    directory = b"".join(records)
    end = _END.pack(b"PK\5\6", 0, 0, len(records), len(records), len(directory), len(out), len(archive.comment))
    return bytes(out) + directory + end + archive.comment


def _directory(data: bytes, archive: zipfile.ZipFile) -> Iterator[_Entry]:
    at = archive.start_dir
    for info in archive.infolist():
        fields = _CENTRAL.unpack_from(data, at)
        size = _CENTRAL.size + sum(fields[10:13])
        if fields[0] != b"PK\1\2" or fields[16] == _LARGE:
            raise UnreadableDocument("the Word file is packed in a way that seclint cannot write to", "open it in Word and save it again")
        yield _Entry(info.filename, data[at : at + size], info.header_offset)
        at += size


def _written(name: str, content: bytes, start: int) -> tuple[bytes, bytes]:
    """The bytes of an entry, and its record in the directory."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    encoded = name.encode()
    flags = 0 if name.isascii() else _UTF8
    about = (flags, _DEFLATED, *_DAY_ONE, zlib.crc32(content), len(packed), len(content), len(encoded), 0)
    local = _LOCAL.pack(b"PK\3\4", _VERSION, *about) + encoded + packed
    return local, _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *about, 0, 0, 0, 0, start) + encoded
