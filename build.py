"""The door to the generator: `python build.py --help`."""

from jiazhu.cli import main

if __name__ == "__main__":
    main(prog_name="build.py")
