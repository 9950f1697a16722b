"""What a test over TLS needs: certificates, a server with both ports, clients that verify it."""

import functools
import hashlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path
from unittest import mock

SIMULATIONS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(SIMULATIONS / "Client"), str(SIMULATIONS / "Process")]

import umpire_client  # noqa: E402
from server import Server  # noqa: E402
from umpire_client import PATIENCE_SECONDS, Client, Fault  # noqa: E402


class Certificate:
    """A certificate of localhost and its key, signed by itself, made by the `openssl` command."""

    def __init__(self, folder, name):
        if not shutil.which("openssl"):
            raise Fault("the command openssl is missing; install the package openssl")
        self.certificate, self.key = folder / f"{name}.pem", folder / f"{name}.key"
        made = subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-noenc", "-days", "30", "-subj", f"/CN={name}", "-keyout", str(self.key),
             "-out", str(self.certificate), "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-addext", "keyUsage=critical,digitalSignature,keyCertSign"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if made.returncode:
            raise Fault(f"openssl: {made.stderr}")

    def fingerprint(self):
        return fingerprint(ssl.PEM_cert_to_DER_cert(self.certificate.read_text()))

    def context(self, version=ssl.TLSVersion.TLSv1_3):
        """A client's, which believes this certificate alone and speaks this version alone."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.minimum_version = context.maximum_version = version
        return context

    def replace(self, other):
        """Puts another's files in the place of these, each at once."""
        for mine, new in ((self.certificate, other.certificate), (self.key, other.key)):
            copy = mine.with_suffix(".new")
            shutil.copyfile(new, copy)
            copy.rename(mine)


def fingerprint(certificate):
    return hashlib.sha256(certificate).hexdigest()


class SecureServer(Server):
    """A server with a plain port and one for TLS; its output can be waited for."""

    def __init__(self, binary, certificate, *arguments):
        self.lines, self.said, self.has_ended = [], threading.Condition(), False
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--no-record", "--tls-port", "0",
             "--tls-certificate", str(certificate.certificate), "--tls-key", str(certificate.key),
             *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.reader = threading.Thread(target=self.listen)
        self.reader.start()
        try:
            self.port = int(self.expect(r"http://localhost:(\d+)/")[1])
            self.tls_port = int(self.expect(r"https://localhost:(\d+)/")[1])
        except Fault:
            self.__exit__()
            raise
        self.url = f"ws://127.0.0.1:{self.port}/play"

    def listen(self):
        for line in self.process.stdout:
            with self.said:
                self.lines.append(line)
                self.said.notify_all()
        with self.said:
            self.has_ended = True
            self.said.notify_all()

    def expect(self, pattern, after=0):
        """Waits for a line that matches, not among the first ones."""
        def found():
            return next(filter(None, (re.search(pattern, line) for line in self.lines[after:])),
                        None)
        with self.said:
            self.said.wait_for(lambda: found() or self.has_ended, timeout=PATIENCE_SECONDS)
            if not found():
                raise Fault(f"the server does not say `{pattern}` but: {self.output()}")
            return found()

    def reload(self):
        """Sends SIGHUP; returns how many lines there were before."""
        with self.said:
            count = len(self.lines)
        self.send(signal.SIGHUP)
        return count

    def connect(self):
        """A connection to the port for TLS that says nothing yet."""
        connection = socket.create_connection(("localhost", self.tls_port))
        connection.settimeout(PATIENCE_SECONDS)
        return connection

    def shown(self):
        """The fingerprint of the certificate that a new connection sees."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with self.connect() as connection, context.wrap_socket(connection) as secure:
            return fingerprint(secure.getpeercert(binary_form=True))

    def wait_until_shown(self, certificate):
        """Connects until the certificate is seen: a signal is handled some time."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.shown() != certificate.fingerprint():
            if time.monotonic() > deadline:
                raise Fault(f"the new certificate is not used; the server said: {self.output()}")


class SecureSocket:
    """TLS on a socket that one thread may read while another writes.

    Python's own must not be used so: a writer that meets a ticket on its way in waits for ever.
    """

    def __init__(self, port, context):
        self.plain = socket.create_connection(("localhost", port))
        self.lock, self.input, self.output = threading.Lock(), ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.input, self.output, server_hostname="localhost")
        self.plain.settimeout(PATIENCE_SECONDS)
        while not self.attempt(self.tls.do_handshake):
            self.take()

    def attempt(self, step, *arguments):
        """One step and what it wants sent; the step's result, or nothing if more must come."""
        with self.lock:
            try:
                result = step(*arguments) or True
            except ssl.SSLWantReadError:
                result = None
            finally:
                self.plain.sendall(self.output.read())
        return result

    def take(self):
        """Waits for bytes, or the end."""
        data = self.plain.recv(65536)
        with self.lock:
            self.input.write(data) if data else self.input.write_eof()

    def recv(self, count):
        while True:
            try:
                if data := self.attempt(self.tls.read, count):
                    return b"" if data is True else data
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""
            self.take()

    def sendall(self, data):
        with self.lock:
            self.tls.write(data)
            self.plain.sendall(self.output.read())

    def __getattr__(self, name):
        """All else is the business of the socket below."""
        return getattr(self.plain, name)


class SecureClient(Client):
    """A client over TLS that remembers the oldest baseline of its snapshots."""

    def __init__(self, port, context, **options):
        self.oldest, self.secure = 0, SecureSocket(port, context)
        connect = functools.partial(umpire_client.connect, sock=self.secure)
        with mock.patch.object(umpire_client, "connect", connect):
            super().__init__(f"ws://localhost:{port}/play", **options)

    def take_in(self, frame):
        snapshot = super().take_in(frame)
        self.oldest = max(self.oldest, snapshot.age)
        return snapshot

    def version(self):
        return self.secure.tls.version()

    def shown(self):
        return fingerprint(self.secure.tls.getpeercert(binary_form=True))


def everything(connection):
    """All that comes until the other side ends."""
    received = b""
    try:
        while data := connection.recv(65536):
            received += data
    except ConnectionResetError:
        pass
    return received
