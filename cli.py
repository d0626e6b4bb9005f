"""The command line: global options, the commands by name, and the one place where an error becomes a sentence.

Each command lives in `commands/` and is imported only when it is called, so that `--version` and completion stay fast.
"""

from __future__ import annotations

import gc
import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from afterword import __version__
from core.errors import AfterwordError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "demo": "commands.demo:demo",
    "init": "commands.setup:init",
    "connect": "commands.accounts:connect",
    "accounts": "commands.accounts:accounts",
    "calendars": "commands.accounts:calendars",
    "sync": "commands.sync:sync",
    "plan": "commands.sync:plan",
    "undo": "commands.undo:undo",
    "purge": "commands.undo:purge",
    "interviews": "commands.show:interviews",
    "touchpoints": "commands.show:touchpoints",
    "people": "commands.show:people",
    "show": "commands.show:show",
    "draft": "commands.draft:draft",
    "debrief": "commands.debrief:debrief",
    "outcome": "commands.steer:outcome",
    "done": "commands.steer:done",
    "skip": "commands.steer:skip",
    "snooze": "commands.steer:snooze",
    "mark": "commands.add:mark",
    "add": "commands.add:add",
    "explain": "commands.explain:explain",
}
SHORT = {
    "demo": "The whole loop on a sample calendar: no account, no questions.",
    "init": "Say who you are; writes config.toml.",
    "connect": "Add a calendar, once.",
    "accounts": "What is connected.",
    "calendars": "Which calendars are read, and which one is written to.",
    "sync": "Read the calendars, plan, write the reminders.",
    "plan": "What a sync would do, and why; changes nothing.",
    "undo": "Take back what the last sync wrote.",
    "purge": "Remove every reminder that this program ever wrote.",
    "interviews": "The interviews found.",
    "touchpoints": "The follow-ups, by due time.",
    "people": "The people met.",
    "show": "One interview, touchpoint or person in full.",
    "draft": "One note, ready to send.",
    "debrief": "After a talk: what you talked about, and what was promised.",
    "outcome": "Say how a process ended.",
    "done": "Tick a touchpoint off.",
    "skip": "Take a touchpoint away for good.",
    "snooze": "Put a touchpoint off.",
    "mark": "Correct the recogniser, for good.",
    "add": "An interview or a recruiter met that is on no calendar.",
    "explain": "For every event of a file: recognised or not, and why.",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the contract."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands without importing any."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=SHORT[name]) for name in self.list_commands(ctx) if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SHORT.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", metavar="DIR", envvar="AFTERWORD_HOME", help="The folder with everything of one user.")
@click.option("--now", metavar="ISO8601", help="Answer as of that moment: previews, tests.")
@click.option("-v", "--verbose", count=True, help="Say more on stderr.")
@click.version_option(__version__, prog_name="afterword", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, home: str | None, now: str | None, verbose: int) -> None:
    """Follow up after every interview, from the calendar you already have.

    Start with: afterword demo. Then: afterword init, afterword connect ics PATH, afterword sync.
    """
    ctx.obj = {"home": home, "now": now, "verbose": verbose}


def calm_collector() -> None:
    """Look for dead cycles less often: a run is short, and its many small values live to its end. Saves a tenth."""
    gc.set_threshold(100_000, 50, 100)


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit: every failure is one sentence on stderr, never a traceback (P8)."""
    calm_collector()
    status: Any = 1
    try:
        status = cli.main(args=argv, prog_name="afterword", standalone_mode=False)
    except click.exceptions.Exit as err:
        status = err.exit_code
    except click.Abort:
        click.echo("\nStopped; nothing more was changed.", err=True)
    except click.ClickException as err:
        err.show()
        status = err.exit_code
    except AfterwordError as err:
        click.echo(f"afterword: {err.sentence()}", err=True)
        if "--json" in (sys.argv[1:] if argv is None else argv):
            click.echo(json.dumps({"status": "failed", "error": err.sentence()}, ensure_ascii=False, indent=2))
        status = err.exit_status
    except BrokenPipeError:
        sys.stderr.close()
        status = 0
    except Exception as err:
        status = _surprise(err)
    sys.exit(status if isinstance(status, int) else 0)


def _surprise(err: Exception) -> int:
    """Say an error that nobody foresaw in one sentence; `-v` adds where it happened."""
    if any(word in ("-v", "-vv", "--verbose") for word in sys.argv[1:]):
        import traceback

        traceback.print_exc()
    what = f"{type(err).__name__}: {err}".splitlines()[0]
    click.echo(
        f"afterword: something went wrong that should not ({what}). Nothing is lost; "
        "run the command again with -v and report what it prints.",
        err=True,
    )
    return 1


if __name__ == "__main__":
    main()
