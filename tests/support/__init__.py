"""What tests make documents with: Markdown set as a Word file or as a PDF."""
