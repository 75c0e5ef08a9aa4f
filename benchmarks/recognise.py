"""How fast references, dates, versions and the rest are recognised in prose, and how long the grammars take to load.

python benchmarks/recognise.py [--megabytes 1] [--rounds 5]
"""

import argparse
import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_WORDS = [
    "the",
    "parties",
    "consider",
    "that",
    "devices",
    "tested",
    "by",
    "users",
    "under",
    "this",
    "approach",
    "shall",
    "meet",
    "every",
    "criterion",
    "before",
    "installation",
    "and",
    "commissioning",
    "of",
    "communications",
    "hubs",
    "may",
    "begin",
    "while",
    "suppliers",
    "and",
    "networks",
    "report",
    "defects",
    "to",
    "the",
    "panel",
    "which",
    "publishes",
    "a",
    "summary",
    "of",
    "each",
    "phase",
    "of",
    "testing",
    "together",
    "with",
    "evidence",
    "for",
    "review",
    "and",
    "decides",
    "whether",
    "the",
    "exit",
    "of",
    "that",
    "phase",
    "is",
    "sound",
    "given",
    "the",
    "risk",
    "that",
    "remains",
]
_MENTIONS = (
    lambda pick: f"Section {pick.choice('DEFGHJKL')}{pick.randint(1, 14)}.{pick.randint(1, 40)}",
    lambda pick: f"SEC Sections H{pick.randint(1, 14)}.{pick.randint(1, 9)} – H14.{pick.randint(10, 30)}",
    lambda pick: f"Section {pick.randint(1, 9)}.{pick.randint(1, 9)} of the TAD",
    lambda pick: f"section {pick.randint(1, 150)}({pick.randint(1, 9)}) of the Gas Act 1986",
    lambda pick: f"SEC Appendix A{pick.choice('BCDFGJ')}, Clause {pick.randint(1, 20)}.{pick.randint(1, 9)}",
    lambda pick: f"paragraph {pick.randint(1, 90)} and Table {pick.randint(1, 30)}",
)
_OTHERS = (
    lambda pick: f"on {pick.randint(1, 28)} {pick.choice(('June', 'March', 'November'))} {pick.randint(2015, 2024)}",
    lambda pick: f"GBCS v{pick.randint(1, 4)}.{pick.randint(0, 9)}",
    lambda pick: f"{pick.choice(('ten', 'five'))} Working Days",
    lambda pick: f"the {pick.choice(('June', 'November'))} {pick.randint(2020, 2024)} SEC Release",
)
_REFERENCES_A_MEGABYTE = 6_000


def prose(megabytes: float) -> str:
    """Made-up prose with about 6,000 references and 1,500 other mentions to the megabyte."""
    pick = random.Random(4)
    sentences, size = [], 0
    apart = 1_000_000 // _REFERENCES_A_MEGABYTE
    while size < megabytes * 1_000_000:
        words = [pick.choice(_WORDS) for _ in range(apart // 6)]
        kinds = _MENTIONS if pick.random() < 0.8 else _OTHERS
        words.insert(pick.randrange(1, len(words)), pick.choice(kinds)(pick))
        sentence = " ".join(words)
        sentence = sentence[0].upper() + sentence[1:] + ("." if pick.random() < 0.8 else ".\n")
        sentences.append(sentence)
        size += len(sentence) + 1
    return " ".join(sentences)


def speed(text: str) -> tuple[float, int]:
    """Seconds of one core for the text, with expressions compiled and nothing of the text remembered, and how many references it holds."""
    from seclint.recognise import recognise_text

    recognise_text("Section 1 of the TAD v2.0, Section D2.3, 4 June 2023, five days, the June 2023 SEC Release, paragraph 5, MP216, 5pm")
    gc.disable()  # as the program does
    start = time.process_time()
    found = recognise_text(text)
    return time.process_time() - start, len(found.references)


def load_time() -> float:
    """Seconds of one core until the grammars can be used, imports left out."""
    from seclint.recognise import load

    start = time.process_time()
    load()
    return time.process_time() - start


def in_new_process(code: str) -> list[float]:
    """What the code prints in a process of its own, with the folder of this file on its path."""
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path(__file__).parent, env=dict(os.environ)
    )
    return [float(word) for word in done.stdout.split()]


def main() -> None:
    """Measure in processes of their own, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SECLINT_CACHE_DIR"] = folder
        first = in_new_process("import recognise; print(recognise.load_time())")[0]
        loads = [in_new_process("import recognise; print(recognise.load_time())")[0] for _ in range(options.rounds)]
        code = f"import recognise; print(*recognise.speed(recognise.prose({options.megabytes})))"
        runs = [in_new_process(code) for _ in range(options.rounds)]
    speed_ = len(prose(options.megabytes)) / 1e6 / statistics.median(seconds for seconds, _ in runs)
    print(f"recognising   {speed_:.2f} MB/s ({runs[0][1]:.0f} references; goal: 3)")
    print(f"loading       {statistics.median(loads) * 1000:.1f} ms (goal: 15)")
    print(f"making the tables, once for a state of the grammars   {first * 1000:.0f} ms")


if __name__ == "__main__":
    main()
