"""Other languages: every text of every record, its catalogue, and records with translated texts."""
