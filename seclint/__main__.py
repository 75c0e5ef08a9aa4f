"""``python -m seclint``."""

from seclint.cli import main

main(prog_name="seclint")
