"""The attacker: works out what it can from what is published, knowing nothing of how it was made safe."""
