"""Answers in; a server on the loopback interface that gives them out, as good or bad as they are."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nDATA"


@contextmanager
def server(*answers, pause=0.0, then=b""):
    """Answer one request after the other, the last for ever; with a pause, go on with `then` after each, for ever."""
    heard: list[bytes] = []
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"

    def serve():
        while not over.is_set():
            with suppress(OSError):
                talk, _ = listener.accept()
                with talk:
                    heard.append(talk.recv(65536))
                    talk.sendall(answers[min(len(heard), len(answers)) - 1].replace(b"BASE", base.encode()))
                    while pause and not over.wait(pause):
                        talk.sendall(then)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield base, heard
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
