"""What is asked of the database: sessions, and figures."""
