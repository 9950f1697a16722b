"""Runs a command beside a server, then stops the server, which must end in order.

usage: beside.py PROGRAM [SERVE-OPTION…] -- COMMAND…

In the command {page} becomes http://localhost:PORT/, {host} ws://127.0.0.1:PORT, and
{play} the address of the WebSocket. Exits as the command does, or with 3 for the server.
"""

import signal
import subprocess
import sys

from server import Server


def main():
    if "--" not in sys.argv[2:-1]:
        sys.exit(__doc__)
    cut = sys.argv.index("--")
    program, options, command = sys.argv[1], sys.argv[2:cut], sys.argv[cut + 1:]
    with Server(program, *options) as server:
        places = {"{page}": f"http://localhost:{server.port}/", "{play}": server.url,
                  "{host}": server.url.removesuffix("/play")}
        for place, address in places.items():
            command = [word.replace(place, address) for word in command]
        status = subprocess.run(command, stdin=subprocess.DEVNULL).returncode
        server.send(signal.SIGTERM)
        ended = server.end(30)
    if status or ended:
        print(f"the server ended with {ended} and said:\n{server.output()}")
    sys.exit(status or (3 if ended else 0))


if __name__ == "__main__":
    main()
