"""The commands, grouped; `cli.py` mounts them."""
