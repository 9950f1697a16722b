"""A pseudo-terminal with a program in it, and what its screen has shown."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time


class Terminal:
    """Starts a command in a terminal of its own; the screen is all that was ever written."""

    def __init__(self, command, columns=80, lines=24, **variables):
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.written = b""
        variables = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **variables}
        self.first = self.settings()
        self.process = subprocess.Popen(
            command, stdin=self.slave, stdout=self.slave, stderr=self.slave,
            env={**os.environ, **variables}, preexec_fn=self._become_foreground)

    def _become_foreground(self):
        os.setsid()
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    def settings(self):
        return termios.tcgetattr(self.slave)

    def press(self, keys):
        os.write(self.master, keys.encode())

    def screen(self):
        return self.written.decode(errors="replace")

    def until(self, pattern, seconds):
        """Waits for new output that contains the pattern."""
        seen, deadline = len(self.written), time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._read(0.1)
            if re.search(pattern, self.written[seen:].decode(errors="replace")):
                return
        raise AssertionError(f"no `{pattern}` within {seconds} s: {self.screen()[-3_000:]}")

    def end(self, seconds):
        """Reads on until the program has ended, and returns its exit status."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                self.process.send_signal(signal.SIGKILL)
                raise AssertionError(f"it did not end within {seconds} s")
            self._read(0.05)
        return self.process.returncode

    def _read(self, seconds):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            self.written += os.read(self.master, 65_536)
