"""Work that is done later: the queue, the outbox, mail. Knows nothing of the domain."""
