"""Keys of companies, roles, people and domains."""

import pytest

from core.recognise.keys import company_key, is_free_mail, is_vendor, name_key, registrable, role_key, tenant_of


def test_legal_forms_and_ampersands_do_not_tell_companies_apart() -> None:
    assert company_key("Officine Brenna S.p.A.") == company_key("officine brenna")
    assert company_key("Weir & Stone GmbH") == company_key("Weir and Stone")
    assert company_key("株式会社みなと") == company_key("みなと")
    assert company_key("SAS") != ""


def test_ids_gender_marks_and_short_forms_do_not_tell_roles_apart() -> None:
    assert role_key("Sr. Eng (m/w/d)") == role_key("Senior Engineer")
    assert role_key("Analyst (R-20931)") == role_key("analyst")
    assert role_key("ML Eng") == role_key("Machine Learning Engineer")


def test_a_name_is_the_same_in_either_order() -> None:
    assert name_key("Paschke, Henning Dr.") == name_key("Dr. Henning Paschke")


def test_a_title_behind_a_name_of_the_east_is_no_part_of_it() -> None:
    assert name_key("王老师") == name_key("王先生") == name_key("王")
    assert name_key("先生") != ""


def test_a_mail_host_is_cut_to_the_registered_domain() -> None:
    assert registrable("dana@mail.acme.example") == "acme.example"
    assert registrable("dana@mail.acme.co.uk") == "acme.co.uk"
    assert registrable("localhost") == ""


def test_free_mail_and_tools_are_no_employers() -> None:
    assert is_free_mail("someone@gmail.com")
    assert is_free_mail("someone@yahoo.co.uk")
    assert is_free_mail("someone@hotmail.fr")
    assert not is_free_mail("dana@yahooinc.com")
    assert is_vendor("no-reply@us.greenhouse-mail.io")
    assert not is_vendor("dana@acme.example")


@pytest.mark.parametrize(
    "address",
    [
        "annlee@google.com",
        "bo@microsoft.com",
        "v-bo.ray@microsoft.com",
        "tim_berg@apple.com",
        "ann-lee2@linkedin.com",
        "bo.ray@zoom.us",
        "bo@calendly.com",
        "bo.ray@figma.com",
    ],
)
def test_somebody_of_the_maker_of_a_tool_is_no_tool(address: str) -> None:
    assert not is_vendor(address)
    assert is_vendor(registrable(address))


@pytest.mark.parametrize(
    "address",
    [
        "calendar-notification@google.com",
        "c_188f2h9t4k@group.calendar.google.com",
        "elm@resource.calendar.google.com",
        "7kukuqrfedlm2f9t9k3a1rqmqc@google.com",
        "unknownorganizer@calendar.google.com",
        "meetings-noreply@google.com",
        "no-reply@zoom.us",
        "zoom@zoom.us",
        "bo@acme.zoom.us",
        "linkedin@e.linkedin.com",
        "linkedin-jobs@linkedin.com",
        "hit-reply@linkedin.com",
        "messenger@webex.com",
        "notifications@calendly.com",
        "b64d494ed086737dc5d29632@calendly.com",
        "larkspur@myworkday.com",
        "larkspur@recruitee.com",
        "fred@fireflies.ai",
        "meet.google.com/abc-defg-hij",
        "meet.google.com",
    ],
)
def test_what_a_tool_sends_or_holds_by_itself_is_no_person(address: str) -> None:
    assert is_vendor(address.partition("/")[0])


def test_an_address_at_an_applicant_tracking_system_names_its_tenant() -> None:
    assert tenant_of("larkspur@myworkday.com") == "larkspur"
    assert tenant_of("https://jobs.lever.co/larkspur/1234") == "larkspur"
    assert tenant_of("no-reply@myworkday.com") == ""
    assert tenant_of("dana@acme.example") == ""


@pytest.mark.parametrize(
    "name", ["Larch Sp. z o.o.", "Larch sp z o o", "Larch e. V.", "Larch S. a r. l.", "Larch s.a.rl"]
)
def test_a_legal_form_of_several_letters_is_left_out_of_a_companys_key(name: str) -> None:
    assert company_key(name) == "larch"
