"""Who holds what where, what a departure takes away, and how it is handed on."""
