"""Settings and credentials: what is read, and that every complaint names its key."""

from __future__ import annotations

import json
import tomllib
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config import Config, check_config, check_credentials, load_config, load_credentials, parse, render_config
from core.errors import ConfigError
from core.model import Me, Policy

EXAMPLE: dict[str, Any] = json.loads((Path(__file__).parents[3] / "credentials.example.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('[policy]\nwaking_hours = "9-20"', '[policy] waking_hours: expected two times such as ["09:00", "20:00"]'),
        ('[me]\ntimezone = "America/Torronto"', 'did you mean "America/Toronto"?'),
        ("[policy]\nhorizon_day = 3", '[policy] horizon_day: no such key; did you mean "horizon_days"?'),
        ("[policy]\nhorizon_days = true", "[policy] horizon_days: expected a whole number"),
        ("[policy]\nkeep_in_touch_days = []", "[policy] keep_in_touch_days: expected a list"),
        ('[policy]\ncheck_in_time = "25:00"', "[policy] check_in_time: expected a time"),
        ('[me]\nemails = ["robin"]', '[me] emails: "robin" is no e-mail address'),
        ('[me]\ncountry = "Canada"', "[me] country: expected two letters"),
        ("[reminders]\ndiscreet = 1", "[reminders] discreet: expected true or false"),
        ("[polisy]\n", '"polisy" is no section; did you mean "policy"?'),
    ],
)
def test_a_complaint_names_its_key(toml: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(tomllib.loads(toml), where="config.toml")
    assert caught.value.message.startswith("config.toml: ")
    assert complaint in caught.value.message


@given(st.text(), st.integers(1, 366), st.booleans())
def test_what_is_rendered_is_read_back(name: str, days: int, discreet: bool) -> None:
    policy = Policy(waking_end=time(18, 30), horizon_days=days, check_in_business_days=(3, 4))
    me = Me(name=name.strip(), emails=("a@b.example",), zone="America/Toronto", country="CA")
    config = Config(me=me, policy=policy, discreet=discreet)
    assert parse(tomllib.loads(render_config(config)), where="config.toml") == config


def test_a_missing_file_gives_defaults_and_a_syntax_error_its_line(tmp_path: Path) -> None:
    assert load_config(tmp_path / "config.toml").policy == Policy()
    (tmp_path / "config.toml").write_text("[me]\nname = \n")
    with pytest.raises(ConfigError, match="line 2"):
        load_config(tmp_path / "config.toml")


def test_an_unknown_country_is_found_by_the_full_check() -> None:
    assert check_config(Config(me=Me(country="CA", subdivision="ON"))) == ()
    assert "XX" in check_config(Config(me=Me(country="XX")))[0]


def test_the_example_is_told_from_real_credentials(tmp_path: Path) -> None:
    complaints = check_credentials(EXAMPLE)
    assert len(complaints) == 5
    assert all("still the example" in complaint for complaint in complaints)
    assert load_credentials(tmp_path / "credentials.json") == {}


@pytest.mark.parametrize(
    ("mapping", "complaint"),
    [
        ({"googel": {}}, "googel: no such key"),
        ({"google": {"web": {}}}, "Desktop app"),
        ({"installed": {}}, 'belongs inside "google"'),
        ({"microsoft": {"client_id": "abc"}}, "microsoft.client_id"),
        ({"linkedin": {"client_id": "a", "client_secret": "b", "api_endpoint": "http://x.example"}}, "api_endpoint"),
    ],
)
def test_a_wrong_credential_is_named(mapping: dict[str, Any], complaint: str) -> None:
    assert complaint in check_credentials(mapping)[0]


def test_loopback_end_points_may_be_plain_http() -> None:
    here = "http://127.0.0.1:9/x"
    assert check_credentials({"microsoft": {"client_id": "t", "authority": here, "graph_endpoint": here}}) == ()
