"""`connect`: add an account, once; again refreshes its sign-in. One module for each kind."""

from __future__ import annotations

import click

from commands.context import global_options
from commands.lazy import LazyGroup

KINDS = {
    "google": ("commands.connect.google:connect_google", "A Google account, signed in to in the browser."),
    "ics": ("commands.connect.ics:connect_ics", "A calendar file, a folder with one .ics per event, or an address."),
    "outlook": ("commands.connect.outlook:connect_outlook", "Outlook, Microsoft 365: signs in in your browser."),
    "linkedin": ("commands.connect.linkedin:connect_linkedin", "Your LinkedIn data archive, or a token for it."),
}


@click.group(cls=LazyGroup, known=KINDS)
@global_options
def connect() -> None:
    """Add a calendar, once."""
