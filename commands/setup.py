"""`init`: who the user is, asked or guessed, kept in config.toml."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import click

from commands.context import Session, global_options, session_of
from commands.output import emit, json_option, say, talk
from core.config import Config, check_config, parse, render_config
from core.errors import ConfigError, UsageProblem
from core.model import Me

WAIT = 10.0


@click.command()
@click.option("--name", help="Your name, as you sign.")
@click.option(
    "--email", "emails", multiple=True, help="An address under which you are invited, private or at work; repeatable."
)
@click.option("--timezone", help="Such as America/Toronto.")
@click.option("--country", help="Two letters, for public holidays; subdivision with a hyphen: CA-ON.")
@click.option("--yes", is_flag=True, help="Take what can be guessed; ask nothing.")
@json_option
@global_options
@click.pass_context
def init(
    ctx: click.Context,
    *,
    name: str | None,
    emails: tuple[str, ...],
    timezone: str | None,
    country: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Say who you are; writes config.toml and keeps what else stands in it."""
    session = session_of(ctx)
    before = session.config
    asking = not yes and sys.stdin.isatty()
    given = _Given(name=name, emails=emails, timezone=timezone, country=country)
    values = _asked(given, before.me) if asking else _guessed(given, before.me)
    try:
        me = parse({"me": values}, where="init").me
    except ConfigError as err:
        complaint = err.message.replace("init: [me] ", "")
        raise UsageProblem(complaint, next_step="Give it again with: afterword init") from err
    config = replace(before, me=replace(me, language=before.me.language))
    if not session.home.config.exists():
        config = replace(config, discreet=False)
    for complaint in check_config(config):
        if country or before.me.country == me.country:
            raise UsageProblem(complaint, next_step="Give it again with: afterword init --country XX")
        config = replace(config, me=replace(config.me, country="", subdivision=""))
    write_config(session, config)
    if as_json:
        emit({"config": str(session.home.config), "me": values})
        return
    say(f"Wrote {session.home.config} for {me.name or 'you'} ({', '.join(me.emails) or 'no address yet'}, {me.zone}).")
    if not me.emails:
        talk("afterword: without your addresses it is harder to tell whose interview it is; add --email ADDRESS.")
    say("Next: afterword connect ics PATH-or-URL")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What the options say."""

    name: str | None
    emails: Sequence[str]
    timezone: str | None
    country: str | None


def _guessed(given: _Given, known: Me) -> dict[str, Any]:
    """Return the `[me]` section from the options, what was known, and what can be guessed."""
    zone = given.timezone or known.zone
    country, _, subdivision = (given.country or known.country or guessed_country(zone)).partition("-")
    return {
        "name": given.name or known.name or _guessed_name(),
        "emails": list(given.emails or known.emails),
        "timezone": zone,
        "country": country,
        "subdivision": subdivision or ("" if given.country else known.subdivision),
    }


def _asked(given: _Given, known: Me) -> dict[str, Any]:
    """Return the `[me]` section as the user answers; what the options say is not asked."""
    name = given.name or _ask("Your name", known.name or _guessed_name(), "name")
    emails = given.emails or _addresses(
        _ask("Your e-mail addresses, with commas between", ", ".join(known.emails), "emails")
    )
    zone = given.timezone or _ask("Your time zone", known.zone, "timezone")
    country = given.country or _ask(
        "Your country, two letters, for its public holidays; with its part as in CA-ON",
        "-".join(filter(None, (known.country or guessed_country(zone), known.subdivision))),
        "country",
    )
    return _guessed(_Given(name=name, emails=emails, timezone=zone, country=country), known)


def _ask(question: str, default: str, key: str) -> str:
    """Return the answer; one that the setting `key` cannot take is asked for again."""

    def checked(answer: str) -> str:
        answer = answer.strip()
        try:
            config = parse({"me": _setting(key, answer)}, where="init")
        except ConfigError as err:
            raise click.BadParameter(err.message.replace(f"init: [me] {key}: ", "")) from err
        if key == "country" and (complaint := next(iter(check_config(config)), "")):
            raise click.BadParameter(complaint)
        return answer

    answer: str = click.prompt(question, default=default, show_default=bool(default), value_proc=checked, err=True)
    return answer


def _setting(key: str, answer: str) -> dict[str, Any]:
    if key == "country":
        country, _, subdivision = answer.partition("-")
        return {"country": country, "subdivision": subdivision}
    return {key: _addresses(answer) if key == "emails" else answer}


def _addresses(answer: str) -> list[str]:
    return [address.strip() for address in answer.split(",") if address.strip()]


def _guessed_name() -> str:
    """Return the full name of this machine's account, if it has one."""
    try:
        import os
        import pwd

        full = pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0]
    except (ImportError, KeyError):
        return ""
    return full if " " in full.strip() else ""


def guessed_country(zone: str) -> str:
    """Return the country in which a time zone lies, by the zone database's own table; empty where it tells none."""
    from importlib.resources import files

    shipped = files("tzdata") / "zoneinfo" / "zone.tab"
    for line in shipped.read_text(encoding="utf-8").splitlines() if shipped.is_file() else ():
        code, _, rest = line.partition("\t")
        if not line.startswith("#") and rest.split("\t")[1:2] == [zone]:
            return code
    return ""


def write_config(session: Session, config: Config) -> None:
    """Write config.toml, what it held before beside it."""
    from core.files import replace as replace_file

    session.home.ensure()
    text = render_config(config).encode()
    path = session.home.config
    if path.exists() and path.read_bytes() != text:
        replace_file(path.with_suffix(".toml.bak"), path.read_bytes())
    replace_file(path, text)
