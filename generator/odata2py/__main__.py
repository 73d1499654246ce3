"""Where the command line starts."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; an interruption while it is still loading ends it too."""
    try:
        from odata2py.cli.main import run

        sys.exit(run())
    except KeyboardInterrupt:
        print("error: interrupted; what stood there before is intact", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
