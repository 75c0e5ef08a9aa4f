"""How much work a call is, told by what it does and not by a clock."""

import sys


def effort(call, *arguments):
    """How many instructions of Python the call takes."""
    count = 0

    def traced(frame, event, argument):
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        call(*arguments)
    finally:
        sys.settrace(before)
    return count
