"""Which interviews belong to one process: all rounds for one role at one company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from core.ids import derive
from core.model import Interview, Kind, Part, Person, ProcessId, Stage
from core.recognise.accents import plain_forms
from core.recognise.copies import domain_of
from core.recognise.jobs import is_one_job
from core.recognise.joining import Joining
from core.recognise.keys import company_key, role_key
from core.recognise.same_person import is_full, normal_name
from core.recognise.tokens import in_east

GAP = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Round:
    """An interview on its way into a process. `domains` are the employers' domains of who sent it or comes to it."""

    interview: Interview
    domains: frozenset[str]

    @property
    def emails(self) -> frozenset[str]:
        """Return the addresses of everybody named."""
        return frozenset(person.email.casefold() for person in self.interview.people if person.email)

    @property
    def people_signs(self) -> tuple[str, ...]:
        """Return what tells the people again in another event: addresses, then full names, each sorted."""
        names = {normal_name(person.name) for person in self.interview.people}
        return (*sorted(self.emails), *sorted(filter(is_full, names)))

    @property
    def people_domains(self) -> frozenset[str]:
        """Return the employers' domains of the people; who only sent the invitation may be the user."""
        return frozenset(filter(None, map(domain_of, self.emails)))

    @property
    def employers(self) -> frozenset[str]:
        """Return the domains of those who are met for more than a recruiter's talk: no agency's."""
        if self.interview.kind is Kind.RECRUITER:
            return frozenset()
        met = (
            person.email for person in self.interview.people if person.attended and person.part is not Part.RECRUITER
        )
        return frozenset(filter(None, map(domain_of, met)))

    @property
    def role(self) -> str:
        """Return the key of the role, empty where none was read."""
        return role_key(self.interview.role) if self.interview.role else ""


def assign(rounds: Iterable[Round], *, zone: tzinfo) -> list[Interview]:
    """Return the interviews with their processes, and with company and role filled in from these, by (start, id)."""
    ordered = _with_breaks(sorted(rounds, key=_by_time), zone)
    found: list[Interview] = []
    for sign, talks in _talks([r for r in ordered if r.interview.kind is Kind.NETWORKING]).items():
        found.extend(_filled(talks, ProcessId(derive("process", "networking", sign))))
    for place, members in _places(_in_full([r for r in ordered if r.interview.kind is not Kind.NETWORKING])).items():
        for number, cluster in enumerate(_roles(members)):
            # The first keeps its id when a second role turns up at the company.
            role = next((r.role for r in cluster if r.role), "") if number else ""
            for ordinal, stretch in enumerate(_stretches(cluster, zone), start=1):
                later = (str(ordinal),) if ordinal > 1 else ()
                found.extend(_filled(stretch, ProcessId(derive("process", place, role, *later))))
    return sorted(found, key=lambda interview: (interview.start, interview.id))


def _with_breaks(rounds: Sequence[Round], zone: tzinfo) -> list[Round]:
    """Return the rounds with those talks made rounds that stand among an employer's others of one day: lunch in a loop
    is no talk of somebody's own.
    """
    loops = {(r.interview.start.astimezone(zone).date(), domain) for r in rounds for domain in _rounds_of(r)}
    return [
        replace(r, interview=replace(r.interview, kind=Kind.INTERVIEW, stage=Stage.OTHER))
        if r.interview.kind is Kind.NETWORKING
        and any((r.interview.start.astimezone(zone).date(), domain) in loops for domain in r.domains)
        else r
        for r in rounds
    ]


def _rounds_of(r: Round) -> frozenset[str]:
    return r.domains if r.interview.kind is Kind.INTERVIEW else frozenset()


def _talks(talks: Sequence[Round]) -> dict[str, list[Round]]:
    """Group networking talks by whom they were held with: the address, else name and company."""
    hosts = [_host(r.interview) for r in talks]
    addresses: dict[str, set[str]] = {}
    for r, host in zip(talks, hosts, strict=True):
        if host and host.email:
            addresses.setdefault(_name_sign(host, r), set()).add(host.email.casefold())
    groups: dict[str, list[Round]] = {}
    for r, host in zip(talks, hosts, strict=True):
        sign = f"only:{r.interview.id}"
        if host:
            known = addresses.get(_name_sign(host, r), set())
            sign = host.email.casefold() or (next(iter(known)) if len(known) == 1 else _name_sign(host, r))
        groups.setdefault(sign, []).append(r)
    return groups


def _host(interview: Interview) -> Person | None:
    return next((p for p in interview.people if p.attended), next(iter(interview.people), None))


def _name_sign(host: Person, r: Round) -> str:
    company = company_key(r.interview.company) if r.interview.company else ""
    return f"{normal_name(host.name)}|{company}"


def _in_full(rounds: Sequence[Round]) -> list[Round]:
    """Return the rounds with the employer's name in full where one has no more of it than a mail domain says.

    Others of that domain name one employer: `Swu` is `Stadtwerke Ulm`, `Midori` is `株式会社みどり`.
    """
    named: dict[str, dict[frozenset[str], str]] = {}
    for r in sorted(rounds, key=lambda r: -r.interview.confidence):
        if (name := r.interview.company) and not any(_is_label(name, domain) for domain in r.domains):
            for domain in r.domains:
                named.setdefault(domain, {}).setdefault(plain_forms(company_key(name)), name)
    return [
        replace(r, interview=replace(r.interview, company=name)) if (name := _name_in_full(r, named)) else r
        for r in rounds
    ]


def _name_in_full(r: Round, named: Mapping[str, Mapping[frozenset[str], str]]) -> str:
    """Return the one name of the employer by whose domain a round is called; empty where there is none or several."""
    domain = next((each for each in sorted(r.domains) if _is_label(r.interview.company or "", each)), "")
    names = list(named.get(domain, {}).values())
    return names[0] if len(names) == 1 and _stands_for(domain, names[0], r.interview.kind) else ""


def _label(domain: str) -> str:
    """Return the name that a domain spells: `acme.example` may be the company `acme`."""
    return domain.partition(".")[0].replace("-", "")


def _is_label(name: str, domain: str) -> bool:
    return company_key(name) == _label(domain)


def _stands_for(domain: str, name: str, kind: Kind) -> bool:
    """Return whether a domain is short for a name: made of its letters, or written without them.

    Nobody can tell how a name in letters of the east is spelled: then it is asked that nobody who recruits, perhaps for
    others, speaks for themselves.
    """
    from core.recognise.spelling import resembles

    key, label = company_key(name), _label(domain)
    if any(form.startswith(label) for form in plain_forms(key)):
        return label in plain_forms(key)  # a name that goes on may be another's
    if in_east(name):
        return kind is Kind.INTERVIEW
    while (shorter := name.rpartition(" ")[0]) and company_key(shorter) == key:
        name = shorter  # without the legal form
    return resembles(domain, name)


def _places(rounds: Sequence[Round]) -> dict[str, list[Round]]:
    """Group rounds by company, and those without one by the only company that their people or senders point to."""
    companies = _company_names(rounds)
    pointers: dict[str, set[str]] = {}
    for r in rounds:
        if company := _company(r, companies):
            for sign in (*r.people_signs, *r.domains, *(f"{form}." for form in plain_forms(company))):
                pointers.setdefault(sign, set()).add(company)
    places: dict[str, list[Round]] = {}
    vague: list[Round] = []
    for r in rounds:
        company = _company(r, companies) or _only(pointers, r.people_signs) or _only(pointers, _with_labels(r.domains))
        if company:
            places.setdefault(company, []).append(r)
        else:
            vague.append(r)
    # An address that several companies share is an agency's, and tells nothing of which client this is about.
    shared = frozenset(sign for sign, several in pointers.items() if len(several) > 1)
    places.update(_unnamed(vague, shared))
    return places


def _company(r: Round, companies: dict[str, str]) -> str:
    return companies.get(company_key(r.interview.company), "") if r.interview.company else ""


def _with_labels(domains: Iterable[str]) -> frozenset[str]:
    """Return the domains, and each one's first label with a dot: `acme.example` is also the company `acme`."""
    return frozenset(sign for domain in domains for sign in (domain, f"{_label(domain)}."))


def _only(known: dict[str, set[str]], signs: Iterable[str]) -> str:
    found = {company for sign in signs for company in known.get(sign, ())}
    return found.pop() if len(found) == 1 else ""


def _company_names(rounds: Sequence[Round]) -> dict[str, str]:
    """Map each company key to the one that stands for it: "Acme" and "Acme Robotics" of one domain are one."""
    named: dict[str, list[Round]] = {}
    for r in rounds:
        if r.interview.company and (key := company_key(r.interview.company)):
            named.setdefault(key, []).append(r)
    keys = list(named)
    joining = Joining(len(keys))
    for i, j in sorted(_alike(keys, named)):
        if _is_one_company(keys[i], keys[j], named):
            joining.join(i, j)
    return {key: keys[joining.root(i)] for i, key in enumerate(keys)}


def _alike(keys: Sequence[str], named: Mapping[str, Sequence[Round]]) -> set[tuple[int, int]]:
    """Return the places of the names that may be one employer's, two by two, the later one first: one begins the other,
    or is its first letters. Of all others it need not be asked.
    """
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        for form in plain_forms(key) | {key}:
            places.setdefault(form, []).append(place)
    found: set[tuple[int, int]] = set()
    for place, key in enumerate(keys):
        begun = {form[:end] for form in plain_forms(key) for end in range(1, len(form) + 1)}
        letters = {_first_letters(r.interview.company or "") for r in named[key]}
        others = (other for sign in begun | letters for other in places.get(sign, ()))
        found |= {(max(place, other), min(place, other)) for other in others if other != place}
    return found


def _is_one_company(one: str, other: str, named: Mapping[str, Sequence[Round]]) -> bool:
    """Return whether two names are one employer's: both are written alike in plain letters; or one begins the other, or
    is its first letters, and something of the employer's own is the same, its domain or somebody met for the same job.

    An agency's domain and consultants speak for all of its clients, and so for none.
    """
    short, long = sorted((one, other), key=len)
    forms, longer = plain_forms(short), plain_forms(long)
    if not forms.isdisjoint(longer):
        return True
    lettered = any(_first_letters(r.interview.company or "") == short for r in named[long])
    if not (any(form.startswith(tuple(forms)) for form in longer) or lettered):
        return False
    ours, theirs = (_proofs(named[key], short, long) for key in (one, other))
    return not ours.isdisjoint(theirs)


def _proofs(rounds: Sequence[Round], short: str, long: str) -> frozenset[str]:
    """Return what proves an employer that goes by two names: its domains, and its people each with the job."""
    found: set[str] = set()
    for r in rounds:
        domains = r.domains | r.people_domains
        own = {domain for domain in domains if _is_domain_of(domain, short, long)} | r.employers
        found |= own
        # Without a job, somebody met for one company may be met for another.
        found |= {f"{sign}|{r.role}" for sign in r.people_signs if r.role and domains <= own}
    return frozenset(found)


def _is_domain_of(domain: str, short: str, long: str) -> bool:
    label = _label(domain)
    return label.startswith(tuple(plain_forms(short))) or any(form.startswith(label) for form in plain_forms(long))


def _first_letters(name: str) -> str:
    return "".join([word[0] for word in name.casefold().split() if word[0].isalpha()])


def _unnamed(rounds: Sequence[Round], shared: frozenset[str]) -> dict[str, list[Round]]:
    """Group rounds of which no company is known by what their people share: a domain, or else a person."""
    joining = Joining(len(rounds))
    first: dict[str, int] = {}
    for i, r in enumerate(rounds):
        for sign in (*sorted(r.people_domains - shared), *r.people_signs):
            joining.join(first.setdefault(sign, i), i)
    groups = [[rounds[i] for i in group] for group in joining.groups()]
    return {_unnamed_place(group, shared): group for group in groups}


def _unnamed_place(group: Sequence[Round], shared: frozenset[str]) -> str:
    domains = next((sorted(r.people_domains - shared) for r in group if r.people_domains - shared), [])
    signs = next((r.people_signs for r in group if r.people_signs), ())
    return next(iter([*domains, *signs]), f"only:{group[0].interview.id}")


def _roles(members: Sequence[Round]) -> list[list[Round]]:
    """Split the rounds at one company, which are in order of time, by role; the earliest role first.

    A round with no role, or one so vague that it fits several, goes to the role of the people it shares if that is
    only one, else to the one under way: the latest before it, or the first after it.
    """
    names = _role_names(sorted({r.role for r in members if r.role}))
    clusters: dict[str, list[Round]] = {}
    for r in members:
        if name := names.get(r.role, ""):
            clusters.setdefault(name, []).append(r)
    if not clusters:
        return [list(members)]
    people = {name: frozenset(e for r in cluster for e in r.emails) for name, cluster in clusters.items()}
    latest = next(names[r.role] for r in members if names.get(r.role))
    for r in members:
        if name := names.get(r.role, ""):
            latest = name
            continue
        acquainted = [name for name, emails in people.items() if emails & r.emails]
        latest = acquainted[0] if len(acquainted) == 1 else latest
        clusters[latest].append(r)
    return sorted((sorted(cluster, key=_by_time) for cluster in clusters.values()), key=lambda c: _by_time(c[0]))


def _by_time(r: Round) -> tuple[datetime, str]:
    return (r.interview.start, r.interview.id)


def _role_names(keys: Sequence[str]) -> dict[str, str]:
    """Map each role key to the most precise one of its kind; a key that fits several unlike ones is left out."""
    groups: list[list[str]] = []
    names: dict[str, str] = {}
    for key in sorted(keys, key=lambda key: (-len(key.split()), key)):
        fits = [group for group in groups if all(is_one_job(key, member) for member in group)]
        loosely = [group for group in groups if is_one_job(key, group[0])]
        if len(fits) > 1 or len(loosely) > 1:
            continue
        group = fits[0] if fits else []
        if not fits:
            groups.append(group)
        group.append(key)
        names[key] = group[0]
    return names


def _stretches(cluster: Sequence[Round], zone: tzinfo) -> list[list[Round]]:
    """Split where more than 180 local days lie between one round and the next."""
    stretches: list[list[Round]] = [[cluster[0]]]
    for before, after in pairwise(cluster):
        days = after.interview.start.astimezone(zone).date() - before.interview.start.astimezone(zone).date()
        if days > GAP:
            stretches.append([])
        stretches[-1].append(after)
    return stretches


def _filled(stretch: Sequence[Round], process: ProcessId) -> list[Interview]:
    sure = sorted((r.interview for r in stretch), key=lambda i: (-i.confidence, i.start, i.id))
    company = next((i.company for i in sure if i.company), None)
    role = next((i.role for i in sure if i.role), None)
    return [
        replace(
            r.interview,
            process=process,
            company=r.interview.company or company,
            role=r.interview.role or role,
        )
        for r in stretch
    ]
