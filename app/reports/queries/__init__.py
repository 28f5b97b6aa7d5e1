"""What reports are counted from: the roster of a day, and the facts known by its end."""
