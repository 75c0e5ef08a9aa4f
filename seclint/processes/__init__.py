"""Processes: how work is bounded in time and memory, and how it is shared out."""
