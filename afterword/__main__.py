"""The launcher: puts the folder that holds `core/` first on the path, then runs the command line.

The sources import each other literally (`from core.model import Event`). In a checkout they lie beside this
package; in a wheel they lie inside it, so that no module named `core` ever lands in site-packages.
"""

import sys
from pathlib import Path


def main() -> None:
    """Run the command line of the sources that belong to this launcher, whatever else is installed."""
    here = Path(__file__).resolve().parent
    root = here if (here / "core").is_dir() else here.parent
    sys.path.insert(0, str(root))
    from cli import main as run

    run()


if __name__ == "__main__":
    main()
