"""Evidence: an item, its versions, and what each is used to prove."""
