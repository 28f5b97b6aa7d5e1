"""The kinds of question, a file each; `kinds.py` names them all."""
