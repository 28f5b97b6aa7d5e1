"""`make bench`: a database of 100,000 people, served as in production, measured beside a bare page."""
