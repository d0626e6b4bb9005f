"""The launcher: puts the folder that holds `core/` first on the path, then runs the command line.

The sources import each other literally (`from core.model import Event`). In a checkout they lie beside this
package; in a wheel they lie inside it, so that no module named `core` ever lands in site-packages.
"""

import sys
from os import path


def main() -> None:
    """Run the command line of the sources that belong to this launcher, whatever else is installed."""
    # os.path and not pathlib: loading that alone is a tenth of the time that `--version` takes.
    here = path.dirname(path.realpath(__file__))  # noqa: PTH120
    root = here if path.isdir(path.join(here, "core")) else path.dirname(here)  # noqa: PTH112, PTH118, PTH120
    sys.path.insert(0, root)
    from cli import main as run

    run()


if __name__ == "__main__":
    main()
