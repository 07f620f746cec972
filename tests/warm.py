"""Arguments in, a list in JSON a line; the program run with each, in a process that has all loaded, out.

For each line the number of a process comes back, the first of a group of its own, and when it has ended its status.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

from click.testing import CliRunner
from conftest import templates_compiled_once

from jiazhu.cli import main


def run(arguments: list[str], said: str) -> None:
    """Run the program in this process, and end it; what it says goes to a file."""
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    status = 3  # a traceback
    try:
        main(arguments, prog_name="build.py")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        if status == 3:
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
        os._exit(status)


def serve() -> None:
    """Go through what is asked for."""
    for line in sys.stdin:
        arguments, said = json.loads(line)
        pid = os.fork()
        with suppress(OSError):  # the other of the two has done it
            os.setpgid(pid, pid or os.getpid())
        if pid == 0:
            run(arguments, said)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    with templates_compiled_once():
        done = CliRunner().invoke(main, json.loads(sys.argv[1]))
        assert done.exit_code == 0, done.output
        serve()
