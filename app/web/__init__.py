"""What every room's pages share: who may come in, forms, transactions, languages, errors, base templates."""
