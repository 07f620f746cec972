"""`fetch`: from a feed on a server to a site, by the installed program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from servers import server

JIAZHU = Path(sys.executable).with_name("jiazhu")

FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>镇报</title>
<entry><title>镇上 [新] 桥 &amp; 旧桥</title><link href="https://news.example/2024/bridge"/><content type="html">
&lt;p&gt;镇上的新桥今天通车，&lt;strong&gt;“十年了，”&lt;/strong&gt;镇长说。&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;
</content></entry>
<entry><title>x</title><link href="javascript:alert(1)"/><summary>x</summary></entry>
</feed>"""


def run(*arguments, cwd):
    """Run the console script."""
    command = [JIAZHU, *arguments]
    return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_from_a_feed_to_a_site(tmp_path):
    """New digest, feed named, `fetch`, and without a command the rest: the entry is an article; nothing comes twice."""
    assert run("new", "mine", cwd=tmp_path).returncode == 0
    mine, data = tmp_path / "mine", FEED.encode()
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: application/atom+xml\r\nContent-Length: {len(data)}\r\n\r\n".encode()
    with server(answer + data) as (base, _):
        with (mine / "content" / "digest.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[[fetch]]\nurl = "{base}/feed.xml"\n')
        first = run("fetch", cwd=mine)
        again = run("fetch", cwd=mine)
    assert first.returncode == 0
    name, said = first.stdout.splitlines()
    assert name.startswith("content/raw/news.example-")
    assert said == "new fragments 1 · known already 0 · problems 1"
    assert "content/digest.toml:11: warning: " in first.stderr
    assert "leads to `javascript:alert(1)`, which is no address of the web" in first.stderr
    assert again.stdout == "new fragments 0 · known already 1 · problems 1\n"
    built = run(cwd=mine)
    assert (built.returncode, built.stderr) == (0, "")
    assert "imported 1 · already articles 1 · articles 2 · " in built.stdout
    (page,) = [
        path for path in mine.glob("site/zh/articles/*/index.html") if "新桥" in path.read_text(encoding="utf-8")
    ]
    text = page.read_text(encoding="utf-8")
    assert "镇上 [新] 桥 &amp; 旧桥" in text
    assert "<strong>“十年了，”</strong>镇长说。" in text
    assert "alert(1)" not in text


def test_without_feeds_one_is_told_how_to_name_them(tmp_path):
    """It is a fault with a place, and a way out."""
    run("new", "mine", cwd=tmp_path)
    done = run("fetch", cwd=tmp_path / "mine")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("content/digest.toml: error: it names no feed to fetch (add `[[fetch]]`")
