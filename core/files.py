"""Replaces a file in one step, so that a kill or a full disk at any instant leaves the old one or the new one (P7).

The order is that of Radicale's storage: a temporary file in the same folder, fsync, replace, fsync of the folder.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_STALE_SECONDS = 3600

Pieces = Iterable[bytes | memoryview]


def replace(
    path: Path, content: bytes | Pieces, *, mode: int = 0o600, before: Callable[[], None] | None = None
) -> None:
    """Put `content`, or pieces of it in their order, at `path` in one step; where that is a symbolic link, at what it
    points to.

    An existing file keeps its permissions, and its owner where the system allows; a new one gets `mode`. `before` is
    called with everything on disk and only the last step to do: what it raises leaves the old file as it was. Raises
    OSError (see `explain`), also for a file that is marked read-only although its folder is not; no temporary file
    stays behind.
    """
    target = Path(os.path.realpath(path))
    old = _writable(target)
    descriptor, name = tempfile.mkstemp(prefix=_prefix(target), suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines([content] if isinstance(content, bytes) else content)
            stream.flush()
            os.fsync(stream.fileno())
        _dress(temporary, old, mode)
        written = temporary.stat().st_mtime
        if before is not None:
            before()
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    settle(target.parent)
    _sweep(target, older_than=written - _STALE_SECONDS)


def at_home(path: str) -> Path:
    """Return the path that `path` means, a `~` in front read as the user's home; one of nobody's stays as it is."""
    return Path(os.path.expanduser(path))  # noqa: PTH111  # that of pathlib raises where there is no such user


def remove(path: Path) -> None:
    """Delete the file at `path` for good; absent is success. Raises OSError, also for one marked read-only."""
    if _writable(path) is None and not path.is_symlink():
        return
    path.unlink(missing_ok=True)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in `folder` survive a power cut, where the system has that."""
    if os.name == "nt":
        return
    # The new file already stands: a file system that cannot sync a folder must not turn success into an error.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def explain(error: OSError, path: Path) -> tuple[str, str]:
    """Return what went wrong with `path` and the next step, each as one sentence for the user."""
    code = error.errno
    if code in _FULL:
        return f"There is no room left to write {path}", "Free some disk space and run it again."
    if code in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{path} cannot be used: it or its folder is read-only or belongs to somebody else", (
            "Give yourself permission to read and write it, or choose another place, and run it again."
        )
    if code == errno.ENOENT and not path.parent.is_dir():
        return f"There is no folder {path.parent}", "Make it, or name another place, and run it again."
    if code == errno.ENOENT:
        return f"{path} does not exist", "Put it back, or connect the place where it is now."
    if code in {errno.EISDIR, errno.ENOTDIR}:
        return f"{path} cannot be used: a file is where a folder should be, or a folder where a file should be", (
            "Check the path and run it again."
        )
    return f"{path} could not be used: {error.strerror or error}", "Check the disk and the path, and run it again."


def _writable(target: Path) -> os.stat_result | None:
    """Return the state of the file at `target`, None where there is none; raise OSError where it must not change."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(old.st_mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file", str(target))
    # A replace asks only the folder for permission: whoever wrote-protects a file means the file.
    if not old.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return old


def _dress(temporary: Path, old: os.stat_result | None, mode: int) -> None:
    """Give the new file the owner and permissions of the old one."""
    if old is not None and hasattr(os, "chown"):
        # Only root may give a file away; who else can replace it at least keeps its group where they are in it.
        for owner in (old.st_uid, -1):
            with suppress(OSError):
                os.chown(temporary, owner, old.st_gid)
                break
    temporary.chmod(mode if old is None else stat.S_IMODE(old.st_mode))


def _prefix(target: Path) -> str:
    # Dot files ending in .tmp are what the vdir format tells its readers to pass over. Names have 255 bytes at most.
    return f".{target.name[:40]}."


def _sweep(target: Path, *, older_than: float) -> None:
    """Remove what killed runs left of this file, an hour or more ago: a younger one may still be written."""
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if entry.name.startswith(_prefix(target)) and entry.name.endswith(".tmp"):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < older_than:
                        Path(entry.path).unlink()
