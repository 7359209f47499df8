"""Exit 0 if this container's process says on PORT that it lives: ``livez.py PORT``.

No proxy that the environment names is asked, and nothing is imported that is not needed: it runs
every few seconds in each container.
"""

import http.client
import sys

TIMEOUT_S = 4


def main(port: int) -> int:
    """0 for 200, else 1; whatever goes wrong in between is an error with its traceback, so 1."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    connection.request("GET", "/livez")
    return 0 if connection.getresponse().status == http.HTTPStatus.OK else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
