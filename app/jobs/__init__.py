"""Work that takes longer than a page may: rows that a process of its own takes up, one after the other."""
