"""Mock-trial walkthroughs for one person: a branching case, its state, its runs and what is learned from them."""
