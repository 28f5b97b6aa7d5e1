"""Questions, tests and attempts: reading banks, drawing, keeping answers, grading."""
