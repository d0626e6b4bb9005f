"""What is asked for in which cloud, and a sign-in that meets trouble on its way."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.outlook.sign_in import Registration, SignIn
from core.errors import SignInNeeded, SourceError
from tests.connectors.anything import ANYTHING, spoiled
from tests.servers.graph import Entra
from tests.servers.graph.entra import refusal


@pytest.mark.parametrize(
    ("endpoint", "scope"),
    [
        (None, "Calendars.ReadWrite"),
        ("https://graph.microsoft.com/v1.0/", "Calendars.ReadWrite"),
        ("https://graph.microsoft.us/v1.0", "https://graph.microsoft.us/Calendars.ReadWrite"),
        ("https://dod-graph.microsoft.us/v1.0", "https://dod-graph.microsoft.us/Calendars.ReadWrite"),
        ("https://microsoftgraph.chinacloudapi.cn/v1.0", "https://microsoftgraph.chinacloudapi.cn/Calendars.ReadWrite"),
        ("http://127.0.0.1:8000/v1.0", "Calendars.ReadWrite"),
    ],
)
def test_another_cloud_is_asked_with_its_own_host(endpoint: str | None, scope: str) -> None:
    assert Registration.of({"client_id": "c", "graph_endpoint": endpoint}).scopes == [scope]


@pytest.fixture
def entra() -> Entra:
    return Entra(tls=False)


def sign_in(entra: Entra, now: float = 0.0) -> SignIn:
    registration = Registration.of({"client_id": "c", "authority": entra.address})
    return SignIn(registration, name="job", clock=lambda: now, sleep=lambda _: None)


def test_a_code_that_is_entered_later_is_waited_for(entra: Entra) -> None:
    entra.pending = 2
    shown: list[str] = []
    signed = sign_in(entra).with_code(lambda *told: shown.extend(told))
    assert shown == ["https://microsoft.example/devicelogin", "ABCD-EFGH"]
    assert (signed.identity, signed.tenant) == (entra.user, entra.tenant)
    entra.close()


def test_a_token_is_used_until_shortly_before_its_end(entra: Entra) -> None:
    secret = sign_in(entra).with_code(lambda *_: None).secret
    assert sign_in(entra, now=3000).access_token(secret) == "access-1"
    assert sign_in(entra, now=3400).access_token(secret) is None
    assert sign_in(entra).access_token("{}") is None
    assert sign_in(entra).access_token("no json") is None
    entra.close()


def test_a_refresh_gives_a_new_token_and_a_new_secret(entra: Entra) -> None:
    one = sign_in(entra)
    secret = one.with_code(lambda *_: None).secret
    token, renewed = one.refreshed(secret)
    assert token == "access-2"  # noqa: S105 - of the test's own server
    assert one.refreshed(renewed)[0] == "access-3"
    with pytest.raises(SignInNeeded, match="has ended"):
        one.refreshed(secret)
    entra.close()


@pytest.mark.parametrize("secret", ["{}", "no json", json.dumps({"cache": "no json"})])
def test_a_secret_that_says_nothing_needs_a_new_sign_in(entra: Entra, secret: str) -> None:
    with pytest.raises(SignInNeeded) as caught:
        sign_in(entra).refreshed(secret)
    assert caught.value.next_step == "Run: afterword connect outlook --name job"
    entra.close()


def test_conditional_access_at_a_refresh_says_whom_to_ask_and_needs_a_sign_in(entra: Entra) -> None:
    one = sign_in(entra)
    secret = one.with_code(lambda *_: None).secret
    entra.refuses = refusal("invalid_grant", 53003, "Access has been blocked by Conditional Access policies.")
    with pytest.raises(SignInNeeded, match="conditional access"):
        one.refreshed(secret)
    entra.close()


def test_a_service_that_is_out_of_reach_is_no_end_of_the_sign_in(entra: Entra) -> None:
    one = sign_in(entra)
    secret = one.with_code(lambda *_: None).secret
    entra.close()
    with pytest.raises(SourceError) as caught:
        one.refreshed(secret)
    assert not isinstance(caught.value, SignInNeeded)


def test_nobody_who_comes_back_from_the_browser_is_not_waited_for_forever(entra: Entra) -> None:
    with pytest.raises(SourceError, match="nobody signed in"):
        sign_in(entra).in_browser(lambda _: None, patience=0.1)
    entra.close()


def test_whatever_a_refresh_is_answered_ends_in_one_sentence_at_worst(entra: Entra) -> None:
    one = sign_in(entra)
    secret = one.with_code(lambda *_: None).secret
    (refresh,) = entra.refresh
    names = ("access_token", "expires_in", "refresh_token", "error", "id_token", "client_info", "scope")

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(ANYTHING, spoiled({"access_token": "a", "expires_in": 3600}, names=names)))
    def said(wrong: object) -> None:
        entra.refresh.add(refresh)
        entra.instead = lambda _: wrong
        try:
            token = one.refreshed(secret)[0]
        except SourceError as err:
            token = err.message.partition(":")[0]
        assert token.isascii()

    said()
    entra.close()
