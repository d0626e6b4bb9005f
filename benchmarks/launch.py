"""Starts one command and says on stdout how long it took and how much memory it had at its peak.

A child's peak counts the pages of the process that forked it, so the measuring process has to be smaller than what is
measured: this file runs as `python -I -S launch.py OUT ERR COMMAND...` and imports next to nothing. POSIX only.
"""

import os
import sys
import time


def main() -> None:
    """Run the command and print `SECONDS CPU_SECONDS PEAK_KIB STATUS`; its output goes to the files OUT and ERR."""
    out, err, command = sys.argv[1], sys.argv[2], sys.argv[3:]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, out, flags, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, err, flags, 0o600),
    ]
    began = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    seconds = time.perf_counter() - began
    peak = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    print(seconds, used.ru_utime + used.ru_stime, peak, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
