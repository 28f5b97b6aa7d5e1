"""What the start page reads, by part: one's own studying, one's units, the machine."""
