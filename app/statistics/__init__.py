"""How tests and their questions behave: figures that anyone can compute again from the raw scores."""
