"""What those who work on the project run; nothing here is part of the program."""
