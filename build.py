"""The door to the generator: `python build.py --help`."""

from jiazhu.cli import run

if __name__ == "__main__":
    run("build.py")
