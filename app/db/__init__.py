"""The base class of tables, column types, the session and how its transactions begin."""
