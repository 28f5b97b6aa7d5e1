"""Reading what figures are made from: attempts that count, their marks, what was chosen."""
