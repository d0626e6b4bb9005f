"""Where sign-ins are kept: in the operating system's keyring where one works, else in files for their owner only.

A secret is one text that only its connector understands. It is never in the state, the logs or a message (P6).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from core import files
from core.errors import SourceError
from core.vocabulary import AccountName

SERVICE = "afterword"
TRUSTED = 1.0
"""The least priority of a keyring that encrypts: those that keep plain text rank below (keyring, `recommended`)."""


class Keyring(Protocol):
    """What is asked of the operating system's store of secrets."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the secret of that name, None where there is none."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret under that name."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret of that name."""
        ...


def system_keyring() -> Keyring | None:
    """Return the keyring of this system, None where there is none that encrypts."""
    try:
        import keyring

        found = keyring.get_keyring()
        priority = float(getattr(found, "priority", 0))
    except Exception:  # a broken backend raises whatever its system does, and the file still serves
        return None
    return found if priority >= TRUSTED else None


class TokenStore:
    """The secrets of one home, one text for each account. `folder` takes those that no keyring keeps."""

    def __init__(self, folder: Path, *, keyring: Callable[[], Keyring | None] = system_keyring) -> None:
        self._folder = folder
        self._find_keyring = keyring

    def load(self, account: AccountName) -> str | None:
        """Return the secret, None where there is none; raise SourceError where it cannot be read.

        The file goes first: it is only there where the keyring could not keep the secret, and costs no import.
        """
        try:
            return self._path(account).read_text(encoding="utf-8")
        except FileNotFoundError:
            return self._from_keyring(account)
        except (OSError, UnicodeDecodeError) as err:
            raise SourceError(
                f"{account}: the sign-in kept in {self._path(account)} cannot be read",
                next_step="Check its permissions, or connect the account again.",
            ) from err

    def save(self, account: AccountName, secret: str) -> str:
        """Keep the secret and return where: "keyring" or "file"; raise SourceError where neither takes it."""
        if self._into_keyring(account, secret):
            self._drop_file(account)
            return "keyring"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name != "nt":
                self._folder.chmod(0o700)
                with suppress(FileNotFoundError):
                    self._path(account).chmod(0o600)
            files.replace(self._path(account), secret.encode(), mode=0o600)
        except OSError as err:
            message, next_step = files.explain(err, self._path(account))
            raise SourceError(f"{account}: {message}", next_step=next_step) from err
        # One that an earlier run left in the keyring would come back once the file is gone.
        self._drop_keyring(account)
        return "file"

    @contextmanager
    def trial(self, account: AccountName, secret: str) -> Iterator[None]:
        """Keep the secret if the block inside the `with` succeeds; else what was kept before stands again.

        One from before that cannot be read is none: signing in again is how it is replaced.
        """
        before = None
        with suppress(SourceError):
            before = self.load(account)
        self.save(account, secret)
        try:
            yield
        except BaseException:  # an interrupt too: a secret that was not seen to work replaces none that did
            if before is None:
                self.remove(account)
            else:
                self.save(account, before)
            raise

    def remove(self, account: AccountName) -> None:
        """Forget the secret, wherever it is; absent is success; raise SourceError where the file stays."""
        self._drop_file(account)
        self._drop_keyring(account)

    def _path(self, account: AccountName) -> Path:
        return self._folder / f"{account}.token"

    def _name(self, account: AccountName) -> str:
        # Two homes may each have an account of the same name.
        return f"{account} in {self._folder.parent}"

    def _from_keyring(self, account: AccountName) -> str | None:
        ring = self._find_keyring()
        if ring is None:
            return None
        try:
            return ring.get_password(SERVICE, self._name(account))
        except Exception as err:  # each backend has kinds of its own
            raise SourceError(
                f"{account}: the system's keyring does not give out the sign-in",
                next_step="Unlock it, and run it again; or connect the account again.",
            ) from err

    def _into_keyring(self, account: AccountName, secret: str) -> bool:
        """Tell whether the keyring took it; a locked one, or one with a limit on lengths, refuses in its own way."""
        with suppress(Exception):
            ring = self._find_keyring()
            if ring is not None:
                ring.set_password(SERVICE, self._name(account), secret)
                return ring.get_password(SERVICE, self._name(account)) == secret
        return False

    def _drop_file(self, account: AccountName) -> None:
        try:
            files.remove(self._path(account))
        except OSError as err:
            message, next_step = files.explain(err, self._path(account))
            raise SourceError(f"{account}: {message}", next_step=next_step) from err

    def _drop_keyring(self, account: AccountName) -> None:
        with suppress(Exception):
            ring = self._find_keyring()
            if ring is not None and ring.get_password(SERVICE, self._name(account)) is not None:
                ring.delete_password(SERVICE, self._name(account))
