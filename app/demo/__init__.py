"""The demonstration world: invented people and three years of their studying, from a fixed seed."""
