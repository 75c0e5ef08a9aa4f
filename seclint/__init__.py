"""seclint: a compliance linter for Smart Energy Code artefacts."""

__version__ = "0.1.0"
