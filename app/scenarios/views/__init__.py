"""The pages of walkthroughs."""
