"""`people`: who was met or is in touch, who they are on LinkedIn, and the user's word on that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import click

from commands.context import Session, global_options, session_of
from commands.known import Known
from commands.naming import Candidate as Named
from commands.naming import choose, remember
from commands.output import emit, json_option, say, table, talk
from commands.steer import decide
from commands.views import people_json
from core.errors import UsageProblem
from core.linkedin import slugs
from core.linkedin.book import together
from core.linkedin.ladder import Index, Search
from core.linkedin.met import Met, signs_of
from core.linkedin.nudge import nudges
from core.linkedin.overlay import search_for
from core.linkedin.values import Candidate, Pair
from core.model import Person
from core.recognise.identity import people as everybody
from core.state import Decisions
from core.sync.outlook import met_in_calendars


class Acquaintances:
    """Everybody known as of one moment, and who they may be on LinkedIn."""

    def __init__(self, session: Session) -> None:
        self.known = Known(session)
        self.people = everybody(self.known.view.interviews)
        self.state, self.decisions = session.memory()
        self.session = session

    def documents(self) -> list[dict[str, Any]]:
        """Return everybody as JSON, each with whoever they may be."""
        unsure = self.unsure()
        found = people_json(self.known.view.interviews, self.people)
        for person, document in zip(self.people, found, strict=True):
            document["connected"] = person.connected
            document["suggestions"] = [_candidate_json(each) for each in unsure.get(person.id, ())]
        return found

    def unsure(self) -> Mapping[str, tuple[Candidate, ...]]:
        """Return the suggestions for each person who has any, by the person's id."""
        if not self.state.linkedin:
            return {}
        search, index = self._search()
        found = ((met, search.suggestions(met, index)) for met in search.people)
        return {met.id: candidates for met, candidates in found if candidates}

    def _search(self) -> tuple[Search, Index]:
        state, decisions = self.state, self.decisions
        met = met_in_calendars(
            state.sightings,
            standees=state.standees,
            decisions=decisions,
            config=self.session.config,
            now=self.session.now,
        )
        search = search_for(met, linked=decisions.linked, refused=decisions.refused)
        return search, Index.of(together(state.linkedin))

    def met(self, person: Person) -> tuple[Met | None, Candidate | None, tuple[Candidate, ...]]:
        """Return how a person is searched for, whom they are linked to, and whom they may be."""
        search, index = self._search()
        for met in search.people:
            if met.id == person.id or (person.email and met.email == person.email.casefold()):
                return met, search.link(met, index), search.suggestions(met, index)
        return None, None, ()

    def named(self, wanted: str) -> Person:
        """Return the person that `wanted` names: an id, a prefix, a name or an address; raise UsageProblem."""
        candidates = [
            Named(
                ids=(person.id,),
                names=(person.name, person.email, *person.name.split()[:1]),
                words=person.name or person.email,
                value=person,
            )
            for person in self.people
        ]
        numbered = self.known.numbered("people", [person.id for person in self.people])
        person: Person = choose(wanted, candidates, what="person", listing="people", numbered=numbered).value
        return person

    def signs(self, person: Person) -> tuple[str, ...]:
        """Return every id that the person may have."""
        theirs = [i for i in self.known.view.interviews if any(each.id == person.id for each in i.people)]
        return tuple(sorted(signs_of(person, [interview.company or "" for interview in theirs])))


@click.group(invoke_without_command=True)
@click.option("--suggestions", is_flag=True, help="Only those who may be somebody on LinkedIn, for you to confirm.")
@json_option
@global_options
@click.pass_context
def people(ctx: click.Context, suggestions: bool, as_json: bool) -> None:
    """List the people met or in touch."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    everyone = Acquaintances(session)
    documents = [each for each in everyone.documents() if each["suggestions"] or not suggestions]
    touchpoints = everyone.known.view.plan.touchpoints
    for nudge in nudges(everyone.state.linkedin, touchpoints, session.now.astimezone(session.zone).date()):
        talk(f"afterword: {nudge}")
    if as_json:
        emit(documents)
    elif suggestions:
        _print_suggestions(documents)
    elif not documents:
        say("Nobody is known yet. Read the calendars with: afterword sync")
    else:
        remember(session.home, "people", [document["id"] for document in documents])
        _print_people(documents)


def _print_people(documents: list[dict[str, Any]]) -> None:
    rows = [
        (
            str(number),
            p["name"] or "",
            p["email"] or "",
            ", ".join(p["companies"]),
            _linkedin_words(p),
            str(len(p["interviews"])),
        )
        for number, p in enumerate(documents, 1)
    ]
    title = "1 person" if len(documents) == 1 else f"{len(documents)} people"
    table(("#", "Name", "E-mail", "Company", "LinkedIn", "Talks"), rows, title=title)
    if any(p["suggestions"] for p in documents):
        say("Who they may be on LinkedIn: afterword people --suggestions")


def _linkedin_words(document: Mapping[str, Any]) -> str:
    if document["connected"]:
        return f"connected, wrote {document['last_contact']}" if document["last_contact"] else "connected"
    if document["linkedin"]:
        return "profile known"
    return "to confirm" if document["suggestions"] else ""


def _print_suggestions(documents: list[dict[str, Any]]) -> None:
    if not documents:
        say("Nobody is to be confirmed.")
        return
    for person in documents:
        say(f"{person['name'] or person['email']} ({', '.join(person['companies']) or 'unknown company'}) may be:")
        for each in person["suggestions"]:
            where = ", ".join(filter(None, (each["position"], each["company"])))
            say(f"  {each['name'] or '?'}{f', {where}' if where else ''}: {each['linkedin'] or 'no address known'}")
            say(f"    because: {each['why']}")
            say(f"    if so: afterword people link {person['id'][:8]} {each['key']}")
        say(f"  if not: afterword people unlink {person['id'][:8]}")


def _candidate_json(candidate: Candidate) -> dict[str, Any]:
    profile = candidate.profile
    return {
        "key": profile.key,
        "name": profile.name or None,
        "linkedin": profile.address or None,
        "company": profile.company or None,
        "position": profile.position or None,
        "connected": profile.connected,
        "why": candidate.why,
    }


@people.command("link")
@click.argument("person", metavar="PERSON")
@click.argument("profile", metavar="PROFILE")
@json_option
@global_options
@click.pass_context
def people_link(ctx: click.Context, person: str, profile: str, as_json: bool) -> int:
    """Say that PERSON has this profile: its address, or the last part of it."""
    session = session_of(ctx)
    everyone = Acquaintances(session)
    who = everyone.named(person)
    _, _, suggested = everyone.met(who)
    address = _address(profile, suggested)
    pair = Pair(person=who.id, profile=address, signs=everyone.signs(who))

    def change(decisions: Decisions) -> Decisions:
        wanted = slugs.key(address) or address
        refused = tuple(each for each in decisions.refused if not _about(each, pair) or each.profile != wanted)
        others = tuple(each for each in decisions.linked if not _about(each, pair))
        return replace(decisions, linked=(*others, pair), refused=refused)

    return _decided(session, who, change, as_json=as_json, told=f"{who.name} is now linked to {address}.")


def _address(profile: str, suggested: tuple[Candidate, ...]) -> str:
    """Return the full address that the user means, or the key of a suggestion that has none; raise UsageProblem."""
    for candidate in suggested:
        if profile in (candidate.profile.key, candidate.profile.address):
            return candidate.profile.address or candidate.profile.key
    found = slugs.link(profile) or (slugs.linked(profile) if slugs.is_slug(profile) and "." not in profile else "")
    if not found:
        raise UsageProblem(
            f'"{profile}" is no LinkedIn profile', next_step="Write it as https://www.linkedin.com/in/dana-whitfield."
        )
    return found


def _about(one: Pair, other: Pair) -> bool:
    return one.person == other.person or bool(set(one.signs) & set(other.signs))


@people.command("unlink")
@click.argument("person", metavar="PERSON")
@click.argument("profile", metavar="[PROFILE]", required=False)
@json_option
@global_options
@click.pass_context
def people_unlink(ctx: click.Context, person: str, profile: str | None, as_json: bool) -> int:
    """Say that PERSON is not who they are linked to, or none of those suggested; it is never proposed again."""
    session = session_of(ctx)
    everyone = Acquaintances(session)
    who = everyone.named(person)
    _, linked, suggested = everyone.met(who)
    wrong = _refused(who, profile, linked, suggested)
    if not wrong:
        raise UsageProblem(
            f"{who.name or person} is linked to no profile, and none is suggested", next_step="See: afterword people"
        )
    signs = everyone.signs(who)
    pairs = tuple(Pair(person=who.id, profile=key, signs=signs) for key in wrong)

    def change(decisions: Decisions) -> Decisions:
        kept = tuple(
            each
            for each in decisions.linked
            if not _about(each, pairs[0]) or (slugs.key(each.profile) or each.profile) not in wrong
        )
        return replace(decisions, linked=kept, refused=(*decisions.refused, *pairs))

    told = f"{who.name} and {', '.join(wrong)} are not the same; that is not proposed again."
    return _decided(session, who, change, as_json=as_json, told=told)


def _refused(who: Person, profile: str | None, linked: Candidate | None, suggested: tuple[Candidate, ...]) -> list[str]:
    """Return the keys of the profiles that the user means."""
    if profile is not None:
        address = _address(profile, (*((linked,) if linked else ()), *suggested))
        return [slugs.key(address) or address]
    own = [linked.profile.key] if linked else [slugs.key(who.linkedin)] if slugs.key(who.linkedin) else []
    return own or [candidate.profile.key for candidate in suggested]


def _decided(
    session: Session, who: Person, change: Callable[[Decisions], Decisions], *, as_json: bool, told: str
) -> int:
    status = decide(session, change)
    if as_json:
        after = Acquaintances(session).documents()
        emit(next((each for each in after if each["id"] == who.id), None))
    else:
        say(told)
    return status
