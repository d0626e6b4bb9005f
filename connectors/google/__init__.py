"""Google Calendar (Calendar API v3), read incrementally with sync tokens and written in batches.

https://developers.google.com/workspace/calendar/api/v3/reference. Nothing here imports Google's client before the first
request is made.
"""

from connectors.google.account import GoogleAccount

__all__ = ["GoogleAccount"]
