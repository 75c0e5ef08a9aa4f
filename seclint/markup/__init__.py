"""Findings written back into the documents: comments and tracked changes in Word files, highlights in PDFs, plain edits in text."""

AUTHOR = "seclint"
