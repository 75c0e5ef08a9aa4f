"""``python -m seclint``."""

from seclint.cli import main

main()
