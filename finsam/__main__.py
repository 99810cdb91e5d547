"""`python -m finsam` is the same as `finsam`."""

from finsam.command import main

main()
