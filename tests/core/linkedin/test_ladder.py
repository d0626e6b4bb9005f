"""Certain evidence links, weak evidence only suggests, and what was refused never comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.linkedin.names import alike, same, variant, words
from core.linkedin.slugs import key, link
from core.linkedin.values import Pair
from tests.core.linkedin.people import looked_up, met, profile

DANA = profile("Dana Whitfield", "Acme, Inc.")


def test_the_profile_in_the_invitation_is_certain_whatever_the_names() -> None:
    address = "https://ca.linkedin.com/in/Dana-Whitfield/?originalSubdomain=ca"
    found, _ = looked_up(met("D. W.", linkedin=address, company=None), DANA)
    assert found is not None
    assert (found.profile, found.certain, found.why) == (DANA, True, "the invitation names this profile")


def test_the_same_address_is_certain() -> None:
    other = profile("Dana Smith-Whitfield", emails=("dana@acme.example",))
    found, _ = looked_up(met("Dana Whitfield", email="Dana@acme.example"), other)
    assert found is not None
    assert found.profile == other


@pytest.mark.parametrize(
    ("company", "email"),
    [("Acme", ""), ("ACME Inc.", ""), (None, "dana@mail.acme.example"), ("Talent Agency", "dana@acme.example")],
)
def test_the_same_full_name_at_the_same_company_is_certain(company: str | None, email: str) -> None:
    found, _ = looked_up(met("Dana Whitfield", company=company, email=email), DANA)
    assert found is not None
    assert found.why == "the same name, at Acme, Inc."


@pytest.mark.parametrize(
    ("name", "theirs", "company"),
    [
        ("Dana Whitfield", "Dana Whitfield", "Zenith"),
        ("Dana Whitfield", "Dana Whitfield", ""),
        ("Bob Smith", "Robert Smith", "Acme"),
        ("Jose Garcia", "José García", "Acme"),
        ("Dana M. Whitfield", "Dana Whitfield", "Acme"),
        ("D. Whitfield", "Dana Whitfield", "Acme"),
        ("Anna Mueller", "Anna Müller", "Acme"),
        ("Dana Whitfeild", "Dana Whitfield", "Acme"),
        ("Dana Whitfield", "Dana Whitfield", "Acme Dental Care"),
    ],
)
def test_weaker_evidence_only_suggests(name: str, theirs: str, company: str) -> None:
    found, suggested = looked_up(met(name, email="x@gmail.com"), profile(theirs, company))
    assert found is None
    assert [candidate.certain for candidate in suggested] == [False]


@pytest.mark.parametrize(
    ("name", "theirs", "company"),
    [
        ("Bob Smith", "Robert Smith", "Zenith"),
        ("Dana Whitfeild", "Dana Whitfield", ""),
        ("Na Li", "Na Liu", "Acme"),
        ("Dana", "Dana Whitfield", "Acme"),
        ("Dana Whitfield", "Dana Park", "Acme"),
    ],
)
def test_what_is_weaker_still_is_nothing(name: str, theirs: str, company: str) -> None:
    assert looked_up(met(name, email=""), profile(theirs, company)) == (None, ())


def test_two_of_one_name_at_one_company_are_a_question() -> None:
    other = profile("Dana Whitfield", "Acme", key="dana-2")
    found, suggested = looked_up(met("Dana Whitfield"), DANA, other)
    assert found is None
    assert {candidate.profile.key for candidate in suggested} == {"dana-whitfield", "dana-2"}


def test_a_namesake_elsewhere_does_not_make_the_one_at_the_company_less_certain() -> None:
    found, _ = looked_up(met("Dana Whitfield"), DANA, profile("Dana Whitfield", "Zenith", key="dana-2"))
    assert found is not None
    assert found.profile == DANA


def test_free_mail_and_hiring_tools_are_no_employer() -> None:
    for email in ("dana@gmail.com", "dana@mail.greenhouse.io"):
        found, suggested = looked_up(
            met("Dana Whitfield", company=None, email=email),
            profile("Dana Whitfield", "Gmail"),
            profile("Dana Whitfield", "Greenhouse", key="dana-2"),
        )
        assert found is None
        assert len(suggested) == 2


def test_the_users_word_goes_before_all_evidence() -> None:
    one = met("Dana Whitfield")
    (who,) = one.people
    other = profile("D. Somebody", key="d-somebody")
    found, _ = looked_up(one, DANA, other, linked=(Pair(person=who.id, profile=other.address),))
    assert found is not None
    assert found.profile == other
    refused = (Pair(person=who.id, profile=DANA.key),)
    assert looked_up(one, DANA, refused=refused) == (None, ())
    renamed = profile("Dana Whitfield", "Acme", key="dana-new", former=(DANA.key,))
    assert looked_up(one, renamed, refused=refused) == (None, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Okafor, Ines", "Ines Okafor, PhD"),
        ("Dr. Ines Okafor", "INES OKAFOR"),
        ("Ines Okafor (she/her)", "Ines Okafor | Hiring at Acme"),
        ("王小明", "小明 王"),
        ("Ines Okafor 🚀", "Ines  Okafor MBA"),
        ("Anne-Marie O’Neil", "Anne Marie O'Neil"),
    ],
)
def test_titles_order_and_credentials_do_not_tell_two_names_apart(one: str, other: str) -> None:
    assert same(words(one), words(other))


@pytest.mark.parametrize("double", ["Maria Lopez-Hill", "Maria Lopez Hill", "María López García"])
def test_a_second_family_name_is_a_variant_as_by_marriage_or_in_spain(double: str) -> None:
    assert variant(words("Maria Lopez"), words(double))
    assert variant(words(double), words("Maria Lopez"))
    assert not same(words("Maria Lopez"), words(double))
    assert not variant(words("Maria Lopez"), words("Maria Hill"))


@pytest.mark.parametrize(("one", "other"), [("Jane Dolan", "Jane Dolen"), ("John Smith", "Jon Smith")])
def test_alike_is_never_the_same(one: str, other: str) -> None:
    assert alike(words(one), words(other)) or variant(words(one), words(other))
    assert not same(words(one), words(other))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (
            "https://www.linkedin.com/in/jos%C3%A9-garc%C3%ADa-77",
            "https://www.linkedin.com/in/jos%C3%A9-garc%C3%ADa-77",
        ),
        ("linkedin.com/in/josé-garcía-77/", "https://www.linkedin.com/in/jos%C3%A9-garc%C3%ADa-77"),
        ("http://uk.linkedin.com/in/Jo-Park?trk=x#y", "https://www.linkedin.com/in/Jo-Park"),
        ("https://www.linkedin.com/comm/in/jo-park?midToken=secret", "https://www.linkedin.com/in/jo-park"),
        ("https://www.linkedin.com/mwlite/in/jo-park", "https://www.linkedin.com/in/jo-park"),
        ("https://www.linkedin.com/in/jo-park/en", "https://www.linkedin.com/in/jo-park"),
        ("https://www.linkedin.com/in/ACoAAB1cD_e-F", "https://www.linkedin.com/in/ACoAAB1cD_e-F"),
        ("https://linkedin.com.evil.example/in/jo-park", ""),
        ("https://evil-linkedin.com/in/jo-park", ""),
        ("https://www.linkedin.com/pub/jo-park/1/2/3", ""),
        ("https://www.linkedin.com/company/acme", ""),
        ("https://www.linkedin.com/in/../../etc", ""),
        ("https://www.linkedin.com/in/a%2Fb%2Fc", ""),
        ("javascript:alert(1)//linkedin.com/in/jo-park", ""),
        ("https://www.linkedin.com/in/jo\nInjected: yes", ""),
    ],
)
def test_a_link_is_built_from_a_sound_slug_in_the_documented_form_or_not_at_all(written: str, address: str) -> None:
    assert link(written) == address


@given(st.text(max_size=60))
def test_no_text_at_all_makes_another_link(text: str) -> None:
    for made in (link(text), link(f"https://www.linkedin.com/in/{text}")):
        assert not made or made.startswith("https://www.linkedin.com/in/")
        assert made.isascii()
        assert link(made) == made
        assert key(made) == key(text if link(text) else f"https://www.linkedin.com/in/{text}") or not made
