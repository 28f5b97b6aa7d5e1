"""Content on its way to a release: for now the commands that check and import what is shipped as files."""
