"""Build hook: a standard wheel carries `core`, `connectors`, `commands` and `cli.py` inside `afterword/`.

An editable wheel does not: there the launcher finds them in the checkout.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("core", "connectors", "commands", "cli.py", "examples")


class CarrySources(BuildHookInterface):  # type: ignore[type-arg]
    """Force-includes the literal layout under the one package that is installed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the sources to a standard wheel; `version` is the build's kind, not the project's version."""
        if version == "editable":
            return
        for name in CARRIED:
            build_data["force_include"][name] = f"afterword/{name}"
