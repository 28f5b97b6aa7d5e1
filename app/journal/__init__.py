"""Who did what, about which thing, when, from where and why; the record only grows."""
