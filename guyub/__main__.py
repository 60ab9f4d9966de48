"""`python -m guyub`."""

import sys

from guyub.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
