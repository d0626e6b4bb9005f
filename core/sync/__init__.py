"""Plan against calendar: marks, reconciliation, and the one straight line of a sync."""
