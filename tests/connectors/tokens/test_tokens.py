"""Sign-ins are kept where the system keeps secrets, else in a file for its owner only, and never in both."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from connectors.tokens import SERVICE, TokenStore
from core.errors import SignInNeeded, SourceError
from core.vocabulary import AccountName

NAME = AccountName("google")


class Ring:
    """A keyring in memory; `limit` characters are all it takes, as Windows has one."""

    priority = 5.0

    def __init__(self, limit: int = 10_000) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.limit = limit

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password) > self.limit:
            raise OSError("too long")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Locked(Ring):
    """A keyring that nobody has unlocked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("locked")


def store(tmp_path: Path, ring: Ring | None) -> TokenStore:
    return TokenStore(tmp_path / "home" / "tokens", keyring=lambda: ring)


def test_a_keyring_takes_the_secret_and_no_file_is_made(tmp_path: Path) -> None:
    ring = Ring()
    assert store(tmp_path, ring).save(NAME, "secret") == "keyring"
    assert store(tmp_path, ring).load(NAME) == "secret"
    assert not (tmp_path / "home" / "tokens").exists()
    assert [service for service, _ in ring.kept] == [SERVICE]


def test_a_keyring_that_is_locked_is_no_sign_in_that_ended(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="keyring does not give out the sign-in") as caught:
        store(tmp_path, Locked()).load(NAME)
    assert not isinstance(caught.value, SignInNeeded)


@pytest.mark.parametrize("ring", [None, Locked(), Ring(limit=3)], ids=["none", "locked", "too small"])
def test_without_a_keyring_that_works_a_file_for_its_owner_only_takes_it(tmp_path: Path, ring: Ring | None) -> None:
    assert store(tmp_path, ring).save(NAME, "secret") == "file"
    (path,) = (tmp_path / "home" / "tokens").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert store(tmp_path, ring).load(NAME) == "secret"


def test_a_file_that_others_could_read_is_closed_when_it_is_written_again(tmp_path: Path) -> None:
    store(tmp_path, None).save(NAME, "one")
    (path,) = (tmp_path / "home" / "tokens").iterdir()
    path.chmod(0o644)
    store(tmp_path, None).save(NAME, "two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_never_stays_where_it_was_kept_before(tmp_path: Path) -> None:
    ring = Ring()
    store(tmp_path, None).save(NAME, "old")
    store(tmp_path, ring).save(NAME, "new")
    assert list((tmp_path / "home" / "tokens").iterdir()) == []
    small = Ring(limit=3)
    small.kept.update(ring.kept)
    store(tmp_path, small).save(NAME, "longer than it takes")
    assert small.kept == {}
    assert store(tmp_path, small).load(NAME) == "longer than it takes"


def test_two_homes_do_not_share_a_secret(tmp_path: Path) -> None:
    ring = Ring()
    TokenStore(tmp_path / "one" / "tokens", keyring=lambda: ring).save(NAME, "of one")
    assert TokenStore(tmp_path / "two" / "tokens", keyring=lambda: ring).load(NAME) is None


@pytest.mark.parametrize("ring", [None, Ring()], ids=["file", "keyring"])
def test_what_is_removed_is_gone_and_absent_is_success(tmp_path: Path, ring: Ring | None) -> None:
    store(tmp_path, ring).save(NAME, "secret")
    store(tmp_path, ring).remove(NAME)
    store(tmp_path, ring).remove(NAME)
    assert store(tmp_path, ring).load(NAME) is None


def test_a_folder_that_cannot_be_made_is_one_sentence_with_the_account_in_it(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the home should be")
    with pytest.raises(SourceError, match="google") as told:
        store(tmp_path, None).save(NAME, "secret")
    assert told.value.next_step
    assert "secret" not in told.value.sentence()


@pytest.mark.parametrize("ring", [None, Ring()], ids=["file", "keyring"])
@pytest.mark.parametrize("before", [None, "old"])
@pytest.mark.parametrize("err", [SourceError("no answer", next_step="Try later."), KeyboardInterrupt()])
def test_a_secret_that_was_not_seen_to_work_replaces_none(
    err: BaseException, before: str | None, ring: Ring | None, tmp_path: Path
) -> None:
    kept = store(tmp_path, ring)
    kept.remove(NAME)
    if before:
        kept.save(NAME, before)

    def tried() -> None:
        with kept.trial(NAME, "new"):
            assert kept.load(NAME) == "new"
            raise err

    with pytest.raises(type(err)):
        tried()
    assert kept.load(NAME) == before


def test_a_secret_that_works_is_kept_also_where_the_one_before_cannot_be_read(tmp_path: Path) -> None:
    kept = store(tmp_path, None)
    kept.save(NAME, "old")
    (tmp_path / "home" / "tokens" / f"{NAME}.token").write_bytes(b"\xff\xfe")
    with kept.trial(NAME, "new"):
        pass
    assert kept.load(NAME) == "new"
