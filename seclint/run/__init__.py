"""A run over documents: finding them, checking each in a process of its own, comparing those that belong together, and the verdict."""
