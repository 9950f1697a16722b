"""What decoding a snapshot costs in Chromium:

    swift run -c release snapshot-bench --frames DIR
    python3 Simulations/Benchmarks/Snapshots/chromium.py DIR [--runs N] [--json]

Exit 1: a packet decoded to another state, or could not be decoded.
"""

import argparse
import json
import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

TOP = Path(__file__).resolve().parents[3]
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
MEASURE = """async ([name, runs]) => {
    const code = await import("/Simulations/Benchmarks/Snapshots/decoding.mjs");
    const answer = await fetch(`/frames/${encodeURIComponent(name)}`);
    const frames = code.readFrames(new Uint8Array(await answer.arrayBuffer()));
    const result = code.measure(frames, runs);
    const title = name.replace(/\\.frames$/, "");
    return { row: { name: title, engine: "chromium", ...result },
             line: code.line(title, result), titles: code.titles };
}"""


class Files(SimpleHTTPRequestHandler):
    """The project's files, an empty page, and the folder of frames under /frames."""

    def __init__(self, *arguments, frames, **settings):
        self.frames = frames
        super().__init__(*arguments, directory=str(TOP), **settings)

    def translate_path(self, path):
        if path.startswith("/frames/"):
            # The last part alone, so that nothing outside the folder is read.
            return str(self.frames / Path(super().translate_path(path)).name)
        return super().translate_path(path)

    def do_GET(self):
        if self.path == "/":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", "15")
            self.end_headers()
            self.wfile.write(b"<!doctype html>")
        else:
            super().do_GET()

    def end_headers(self):
        # An isolated page gets a clock of 5 microseconds instead of 100.
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, format, *arguments):
        pass


def measure(page, names, options):
    rows = []
    for name in names:
        found = page.evaluate(MEASURE, [name, options.runs])
        if not rows and not options.json:
            print(found["titles"])
        rows.append(found["row"])
        if not options.json:
            print(found["line"], flush=True)
    if options.json:
        print(json.dumps(rows, indent=1))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR", help="what --frames wrote")
    parser.add_argument("--runs", type=int, default=9, help="medians are printed [9]")
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows")
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the browser")
    options = parser.parse_args()
    names = sorted(path.name for path in options.folder.glob("*.frames"))
    if not names or options.runs < 1 or not options.chromium:
        parser.error("a folder with *.frames, at least one run and a browser are needed")
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Files, frames=options.folder.resolve()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=options.chromium, args=ARGUMENTS)
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            measure(page, names, options)
            browser.close()
    except Error as error:
        sys.exit(f"chromium: {error.message}")
    finally:
        server.shutdown()


if __name__ == "__main__":
    main()
