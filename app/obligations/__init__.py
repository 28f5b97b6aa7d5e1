"""What posts require: courses, days to complete, validity; who owes what, since when and until when."""
