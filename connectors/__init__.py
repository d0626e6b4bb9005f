"""One outside system each: they know protocols, not follow-ups."""
