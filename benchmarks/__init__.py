"""Time and memory of the program, each beside a yardstick of the same run."""
