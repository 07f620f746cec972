"""Lighthouse's scores of home, a digest and an article of the sample digest, in Chinese and English.

It builds the site, serves it on the loopback interface as GitHub Pages does (gzip, ten minutes in caches), blocks all
other hosts, and takes the median of three runs; it fails where one is below 98. Lighthouse is npm's:

    make lighthouse
    python benchmarks/lighthouse.py [--runs N] [PAGE]...     (LIGHTHOUSE and CHROME_PATH say where those are)
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).parent.parent
COMMAND = os.environ.get("LIGHTHOUSE") or str(REPOSITORY / "node_modules" / ".bin" / "lighthouse")
CHROMIUM = os.environ.get("CHROME_PATH") or "/usr/bin/chromium"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOOD = 98
BASE = "/watch/"
PAGES = (
    "",
    "digests/russia-china-2023/",
    "articles/2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo/",
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class AsGitHubPages(SimpleHTTPRequestHandler):
    """Serves a folder below the base path, with the headers that matter to speed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, text in gzip."""
        inside = self.path.startswith(BASE)
        path = Path(self.translate_path(self.path.removeprefix(BASE.rstrip("/"))))
        file = path / "index.html" if path.is_dir() else path
        found = inside and file.is_file()
        data = file.read_bytes() if found else b""
        type_ = self.guess_type(str(file))
        packed = type_.startswith("text/") or type_.endswith(("+xml", "json"))
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", f"{type_}; charset=utf-8" if packed else type_)
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
            data = gzip.compress(data)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def scores(url: str) -> dict[str, tuple[float, list[str]]]:
    """Let Lighthouse look at a page once: of each category the score, 0 to 100, and the audits that cost points."""
    done = subprocess.run(
        [
            COMMAND,
            url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            "--blocked-url-patterns=https://*",
            f"--chrome-flags={' '.join(FLAGS)}",
        ],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    report = json.loads(done.stdout)
    found = {}
    for category in CATEGORIES:
        weighed = [audit["id"] for audit in report["categories"][category]["auditRefs"] if audit["weight"]]
        lost = [id_ for id_ in weighed if report["audits"][id_]["score"] not in {1, None}]
        found[category] = 100 * report["categories"][category]["score"], lost
    return found


def main() -> None:
    """Build, serve, measure, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("pages", nargs="*", metavar="PAGE", help="below the base path, such as en/tags/")
    told = options.parse_args()
    pages = told.pages or [f"{language}/{page}" for page in PAGES for language in ("zh", "en")]
    worst = 100.0
    with (
        tempfile.TemporaryDirectory() as folder,
        ThreadingHTTPServer(("127.0.0.1", 0), partial(AsGitHubPages, directory=f"{folder}/site")) as server,
    ):
        base = f"http://127.0.0.1:{server.server_port}{BASE}"
        build = [sys.executable, "build.py", "build", "--quiet", "--base-url", base, "--output", f"{folder}/site"]
        subprocess.run(build, cwd=REPOSITORY, check=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print("page".ljust(48), *CATEGORIES)
        for page in pages:
            runs = [scores(base + page) for _ in range(told.runs)]
            medians = [median(run[category][0] for run in runs) for category in CATEGORIES]
            worst = min(worst, *medians)
            print(
                page[:46].ljust(48),
                *(f"{value:>{len(name)}.0f}" for value, name in zip(medians, CATEGORIES, strict=True)),
            )
            lost = defaultdict(set)
            for run in runs:
                for category, (_, audits) in run.items():
                    lost[category].update(audits)
            for category, value in zip(CATEGORIES, medians, strict=True):
                if value < GOOD:
                    print(f"    {category}: {', '.join(sorted(lost[category]))}")
        server.shutdown()
    raise SystemExit(worst < GOOD)


if __name__ == "__main__":
    main()
