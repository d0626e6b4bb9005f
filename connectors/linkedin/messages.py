"""The last one-to-one exchange with each person, from `messages.csv` of every era; no text is ever kept.

A table has no side: who of two is the user must be told first. Threads of more than two, drafts, spam and
advertisements say nothing about personal contact. Before 2023 recipients have a name only, before 2020 senders too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from connectors.linkedin.days import moment
from connectors.linkedin.people import HIDDEN, Gathering
from connectors.linkedin.tables import Table, mended
from core.linkedin.names import stands_alone, words
from core.linkedin.slugs import key
from core.linkedin.values import MESSAGES

_AD = '<p class="spinmail'
_NEARLY = 0.8
"""Share of all threads that one side must be in to be the user's, where nothing else tells."""


@dataclass(slots=True)
class Thread:
    """Who takes part in one conversation. `sent` maps each sender, key and name, to their last message."""

    sent: dict[tuple[str, str], datetime] = field(default_factory=dict)
    to: set[tuple[str, str]] = field(default_factory=set)
    """Recipients by key and name; several without an address are one, with their names joined."""
    crowd: bool = False

    def profiles(self) -> set[str]:
        """Return everybody known by their profile."""
        return {person for person, _ in (*self.sent, *self.to) if person}

    def names(self) -> set[str]:
        """Return everybody's name, as far as names stand alone."""
        return {name for _, name in (*self.sent, *self.to) if name}


@dataclass(slots=True)
class Threads:
    """All conversations of one reading, and who is on which side where the table says so."""

    known: dict[str, Thread] = field(default_factory=dict)
    own_names: Counter[str] = field(default_factory=Counter)
    """Whom a DIRECTION column, which only the oldest exports have, puts on the user's side."""

    def read(self, table: Table, found: Gathering) -> None:
        """Take in one table."""
        conversation, sender, recipients = table.place("conversationid"), table.place("from"), table.place("to")
        url, urls, when = table.place("senderprofileurl"), table.place("recipientprofileurls"), table.place("date")
        content, folder, direction = table.place("content"), table.place("folder"), table.place("direction")
        drafts = table.place("ismessagedraft"), table.place("isconversationdraft")
        addressed = table.has("senderprofileurl")
        count = 0
        for row in table.rows:
            name = mended(row[sender])
            why = _passed_over(
                row[url], row[content], row[folder], [row[place] for place in drafts], addressed=addressed
            )
            if not why and name == HIDDEN and not row[url]:
                why = "from members who hid their profile"
            if why:
                found.skip(table.name, why)
                continue
            at = moment(row[when])
            if at is None:
                found.fail(table.name, "with a date that could not be read")
                continue
            count += 1
            to = mended(row[recipients])
            if row[direction].upper() in ("INCOMING", "OUTGOING"):
                self.own_names[name if row[direction].upper() == "OUTGOING" else to] += 1
            thread = self._thread(row[conversation] or "\n".join(sorted((name, to))))
            addresses = _addresses(row[urls])
            keys = [key(address) for address in addresses]
            own = key(row[url])
            _take(thread, (own, name), at, keys, to)
            found.known_by(own, row[url], name)
            for person, address in zip(keys, addresses, strict=True):
                # Names are joined with the sign that they contain: only one that stands alone is surely one's own.
                found.known_by(person, address, to if len(addresses) == 1 else "")
        found.count(MESSAGES, count)

    def _thread(self, name: str) -> Thread:
        thread = self.known.get(name)
        if thread is None:
            thread = self.known[name] = Thread()
        return thread

    def owner(self, found: Gathering, own_name: str) -> tuple[str, frozenset[tuple[str, ...]]]:
        """Return the user's own key, empty where no address is theirs, and names; both empty where nothing tells."""
        names = [*found.own_names, *(name for name, _ in self.own_names.most_common(1))]
        names = names or ([own_name] if own_name else [])
        known = {words(name) for name in names if name}
        mine = _most(found.inviters)
        if not any(mine in thread.profiles() for thread in self.known.values()):
            # Who has changed their address since may have another one in their messages.
            mine = self._of_name(known) or mine or self._in_nearly_all()
        if not mine and not known & {words(name) for thread in self.known.values() for name in thread.names()}:
            known = {words(self._name_in_nearly_all())}
            mine = self._of_name(known)
        everybody = ((p, name) for t in self.known.values() for p, name in (*t.sent, *t.to))
        theirs = {words(name) for person, name in everybody if mine and person == mine}
        return mine, frozenset({name for name in known | theirs if name})

    def _of_name(self, names: set[tuple[str, ...]]) -> str:
        return _most(
            Counter(p for t in self.known.values() for p, name in (*t.sent, *t.to) if p and words(name) in names)
        )

    def _in_nearly_all(self) -> str:
        return self._nearly_all(thread.profiles() for thread in self.known.values())

    def _name_in_nearly_all(self) -> str:
        return self._nearly_all(thread.names() for thread in self.known.values())

    def _nearly_all(self, sides: Iterable[set[str]]) -> str:
        counted = Counter(side for each in sides for side in each).most_common(2)
        most = len(self.known)
        if most < 2 or not counted or counted[0][1] < _NEARLY * most:
            return ""
        return "" if len(counted) > 1 and counted[1][1] == counted[0][1] else counted[0][0]

    def settle(self, found: Gathering, own_name: str) -> str | None:
        """Give everybody in `found` their last exchange, and return the user's own key, empty where it is not known.

        None where it cannot be told which side of the messages is the user's: nothing is then made of them.
        """
        mine, names = self.owner(found, own_name)
        if not mine and not names and self.known:
            return None
        by_name = found.by_name()
        for thread in self.known.values():
            if not thread.crowd:
                _settle(thread, found, mine=mine, names=names, by_name=by_name)
        return mine


def _passed_over(url: str, content: str, folder: str, drafts: list[str], *, addressed: bool) -> str:
    if any(flag != "No" and flag.strip().lower() in ("yes", "true") for flag in drafts):
        return "drafts that were never sent"
    if folder.strip().upper() == "SPAM":
        return "spam"
    if content.startswith(_AD) or (addressed and not url.strip()):
        return "advertisements, or from members who left"
    return ""


def _addresses(joined: str) -> list[str]:
    return [each for each in joined.split(",") if each.strip()]


def _take(thread: Thread, sender: tuple[str, str], at: datetime, keys: list[str], to: str) -> None:
    known = thread.sent.get(sender)
    if known is None or known < at:
        thread.sent[sender] = at
    if len(keys) > 1:
        thread.crowd = True
    elif keys:
        thread.to.add((keys[0], to))
    elif to:
        thread.to.add(("", to))


def _settle(
    thread: Thread,
    found: Gathering,
    *,
    mine: str,
    names: frozenset[tuple[str, ...]],
    by_name: dict[tuple[str, ...], list[str]],
) -> None:
    """Give the one counterpart of a thread its last exchange; a thread of more, or of nobody known, gives nothing."""

    def is_mine(person: str, name: str) -> bool:
        return person == mine if person and mine else words(name) in names

    sent_by = {name for _, name in thread.sent}
    if any(not person and name not in sent_by and not stands_alone(name) for person, name in thread.to):
        return  # names joined with the sign that they may contain: more than one
    others = {person for person, name in thread.sent if person and not is_mine(person, name)}
    others |= {person for person, _ in thread.to if person and person != mine}
    called = {words(name) for person, name in (*thread.sent, *thread.to) if not person and not is_mine(person, name)}
    theirs = {words(name) for person, name in thread.sent if person and not is_mine(person, name)}
    theirs |= {words(found.people[person].name) for person in others if person in found.people}
    strangers = {name for name in called if name and name not in theirs}
    if not others and len(strangers) == 1:
        others, strangers = set(by_name.get(next(iter(strangers)), ())), set()
    if len(others) != 1 or strangers:
        return
    sent = [at for (person, name), at in thread.sent.items() if is_mine(person, name)]
    received = [at for (person, name), at in thread.sent.items() if not is_mine(person, name)]
    found.exchanged(next(iter(others)), max(received, default=None), max(sent, default=None))


def _most(counted: dict[str, int] | Counter[str]) -> str:
    return max(counted, key=lambda each: (counted[each], each), default="")
