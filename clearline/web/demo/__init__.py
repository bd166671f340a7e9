"""The demonstration: Northmoor, a made-up council, at work."""
