"""The drafted texts: templates per language, drafting, and the reminder's description."""
