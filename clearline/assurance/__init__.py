"""What accountable people decided and said: departures with reasons, legal views, texts confirmed."""
