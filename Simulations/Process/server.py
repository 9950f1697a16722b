"""Starts a server of the demo as a process of its own, on a free port."""

import re
import signal
import subprocess
import threading


class Server:
    """A running server; leaving the `with` block ends it."""

    def __init__(self, binary, *arguments):
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", *arguments], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line)
            found = re.search(r"http://localhost:(\d+)/", line)
            if found:
                break
        else:
            raise RuntimeError("the server ended at once: " + "".join(self.lines))
        self.port = int(found[1])
        self.url = f"ws://127.0.0.1:{self.port}/play"
        self.reader = threading.Thread(target=self.lines.extend, args=[self.process.stdout])
        self.reader.start()

    def send(self, number):
        self.process.send_signal(number)

    def end(self, seconds):
        """Waits for the exit and returns the status."""
        status = self.process.wait(timeout=seconds)
        self.reader.join()
        return status

    def output(self):
        return "".join(self.lines)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.send(signal.SIGKILL)
            self.process.wait()
        self.reader.join()
        self.process.stdout.close()
