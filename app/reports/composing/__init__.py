"""The sections of an institution's report, from their queries to tables in words: a file for a few of them."""
