"""Text about an untrusted document, made in a process of its own within limits, as documents are read and checked."""

from collections.abc import Callable
from functools import partial

import msgspec

from seclint.errors import SeclintError, UnreadableDocument, in_one_line
from seclint.processes import isolate
from seclint.processes.isolate import Failure, Limits, Workers


def text(make: Callable[[], str], name: str, limits: Limits) -> str:
    """What ``make`` gives; ``name`` is the document's. Raises UnreadableDocument when the limits are met, SeclintError as ``make`` does.

    Where processes cannot be forked it is made in this one.
    """
    if not isolate.CAN_FORK:
        return make()
    with Workers[str](limits, 1) as workers:
        workers.add(name, partial(_told, make))
        _, result = next(workers.results())
    if isinstance(result, Failure):
        raise UnreadableDocument(f"{name}: {result.reason}", result.hint)
    made, message, hint = msgspec.msgpack.decode(result, type=tuple[str, str, str])
    if message:
        raise SeclintError(message, hint)
    return made


def _told(make: Callable[[], str]) -> bytes:
    """The text, or else why there is none and what to do, encoded."""
    told = ("", "", "")
    try:
        told = (make(), "", "")
    except SeclintError as error:
        told = ("", error.message, error.hint)
    except MemoryError:
        raise
    except Exception as error:
        told = ("", f"seclint failed: {in_one_line(error)}", "please report this as a fault of seclint")
    return msgspec.msgpack.encode(told)
