"""What the program knows about following up: no protocol, no terminal, and almost no world."""
