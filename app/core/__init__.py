"""Pure vocabulary shared by every room: who asks, texts in two languages, bundles, problems, refusals, tables."""
