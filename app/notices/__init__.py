"""Letters to people: a letter is a row that goes with the commit; a job sends it."""
