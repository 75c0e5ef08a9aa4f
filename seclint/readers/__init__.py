"""Bytes to Document. The format is told by the content, never by the extension alone."""
