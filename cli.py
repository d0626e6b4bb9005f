"""The command line: global options, the commands by name, and the one place where an error becomes a sentence.

Each command lives in `commands/` and is imported only when it is called, so that `--version` and completion stay fast.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from errno import ENOSPC
from typing import Any

import click

from afterword import __version__
from commands.lazy import LazyGroup
from core.errors import AfterwordError

COMMANDS = {
    "demo": ("commands.demo:demo", "The whole loop on a sample calendar: no account, no questions."),
    "init": ("commands.setup:init", "Say who you are; writes config.toml."),
    "connect": ("commands.connect:connect", "Add a calendar, once."),
    "accounts": ("commands.accounts:accounts", "What is connected."),
    "calendars": ("commands.accounts:calendars", "Which calendars are read, and which one is written to."),
    "sync": ("commands.sync:sync", "Read the calendars, plan, write the reminders."),
    "plan": ("commands.sync:plan", "What a sync would do, and why; changes nothing."),
    "undo": ("commands.undo:undo", "Take back what the last sync wrote."),
    "purge": ("commands.undo:purge", "Remove every reminder that this program ever wrote."),
    "interviews": ("commands.show:interviews", "The interviews found."),
    "touchpoints": ("commands.show:touchpoints", "The follow-ups, by due time."),
    "people": ("commands.people:people", "The people met, and who they are on LinkedIn."),
    "show": ("commands.show:show", "One interview, touchpoint or person in full."),
    "draft": ("commands.draft:draft", "One note, ready to send."),
    "debrief": ("commands.debrief:debrief", "After a talk: what you talked about, and what was promised."),
    "outcome": ("commands.steer:outcome", "Say how a process ended."),
    "done": ("commands.steer:done", "Tick a touchpoint off."),
    "skip": ("commands.steer:skip", "Take a touchpoint away for good."),
    "snooze": ("commands.steer:snooze", "Put a touchpoint off."),
    "mark": ("commands.add:mark", "Correct the recogniser, for good."),
    "add": ("commands.add:add", "An interview or a recruiter met that is on no calendar."),
    "explain": ("commands.explain:explain", "For every event of a file: recognised or not, and why."),
    "schedule": ("commands.schedule:schedule", "Let the sync run by itself; see how it goes."),
    "status": ("commands.status:status", "How it is going: the last sync, the next, what is due."),
    "doctor": ("commands.doctor:doctor", "Check everything that a sync needs; say what to do."),
    "backup": ("commands.backup:backup", "Everything but sign-ins in one file."),
    "restore": ("commands.backup:restore", "Put a backup back; what is there is kept aside."),
    "forget": ("commands.forget:forget", "Take away what is known, for good."),
}
"""name -> (module:command, what it does), in the order of the contract."""


@click.group(cls=LazyGroup, known=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
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


def say_what_can_be_said() -> None:
    """Write a letter that the terminal or pipe has no code for as an escape: a name must not end a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit: every failure is one sentence on stderr, never a traceback (P8)."""
    calm_collector()
    say_what_can_be_said()
    status: Any = 1
    try:
        status = cli.main(args=argv, prog_name="afterword", standalone_mode=False)
    except click.exceptions.Exit as err:
        status = err.exit_code
    except click.Abort:
        click.echo("\nStopped; nothing more was changed.", err=True)
    except click.exceptions.NoArgsIsHelpError as err:
        err.show()
        status = err.exit_code
    except click.ClickException as err:
        status = _failed(_sentence(err), err.exit_code, argv)
    except AfterwordError as err:
        status = _failed(err.sentence(), err.exit_status, argv)
    except BrokenPipeError:
        sys.stderr.close()
        status = 0
    except OSError as err:
        status = _trouble_with_file(err, argv)
    except Exception as err:
        status = _surprise(err)
    sys.exit(status if isinstance(status, int) else 0)


def _failed(sentence: str, status: int, argv: list[str] | None) -> int:
    """Say what failed: in words, and as the one JSON document where that was asked for."""
    click.echo(f"afterword: {sentence}", err=True)
    if "--json" in (sys.argv[1:] if argv is None else argv):
        from commands.output import emit

        emit({"status": "failed", "error": sentence})
    return status


def _sentence(err: click.ClickException) -> str:
    """Return what click complains of as one line that ends with the help to ask for."""
    said = " ".join(err.format_message().split()).rstrip(".")
    said = said if said.endswith("?") else f"{said}."
    context = err.ctx if isinstance(err, click.UsageError) else None
    return f"{said} See: {context.command_path if context else 'afterword'} --help"


def _trouble_with_file(err: OSError, argv: list[str] | None) -> int:
    """Say in one sentence what the system refuses to do with a file or folder, or with the answer itself."""
    from pathlib import Path

    from core.files import explain

    if err.filename:
        message, next_step = explain(err, Path(os.fsdecode(err.filename)))
        return _failed(f"{message}. {next_step}", 1, argv)
    if err.errno != ENOSPC:
        return _surprise(err)
    click.echo("afterword: There is no room left to write the answer. Free some disk space and run it again.", err=True)
    sys.stdout = None  # nor is there room for what still waits to be written
    return 1


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
