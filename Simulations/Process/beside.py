"""Runs a command beside a server, then stops the server, which must end in order.

usage: beside.py [--servers N] PROGRAM [SERVE-OPTION…] -- COMMAND…

In the command {page} becomes http://localhost:PORT/, {host} ws://127.0.0.1:PORT, and
{play} the address of the WebSocket; with N servers such a word is given once for each.
Exits as the command does, or with 3 for a server.
"""

import contextlib
import signal
import subprocess
import sys

from server import Server


def places(server):
    return {"{page}": f"http://localhost:{server.port}/", "{play}": server.url,
            "{host}": server.url.removesuffix("/play")}


def filled(word, servers):
    """The word with addresses for places: itself if it has none, otherwise one for each server."""
    words = []
    for server in servers:
        text = word
        for place, address in places(server).items():
            text = text.replace(place, address)
        words.append(text)
    return words if words[0] != word else [word]


def main():
    arguments, count = sys.argv[1:], 1
    if arguments[:1] == ["--servers"] and arguments[1:2] and arguments[1].isdecimal():
        count, arguments = int(arguments[1]), arguments[2:]
    if count < 1 or "--" not in arguments[1:-1]:
        sys.exit(__doc__)
    cut = arguments.index("--")
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(Server(*arguments[:cut])) for _ in range(count)]
        command = [text for word in arguments[cut + 1:] for text in filled(word, servers)]
        status = subprocess.run(command, stdin=subprocess.DEVNULL).returncode
        for server in servers:
            server.send(signal.SIGTERM)
        ended = [server.end(30) for server in servers]
    for server, code in zip(servers, ended):
        if status or code:
            print(f"the server ended with {code} and said:\n{server.output()}")
    sys.exit(status or (3 if any(ended) else 0))


if __name__ == "__main__":
    main()
