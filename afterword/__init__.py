"""afterword: follow-ups after interviews, planned and drafted in the calendar you already have."""

__version__ = "0.1.0"
