"""Holds what `jotsmith size` foretells against what servers answer: at the last byte that fits, and behind it."""

import base64
import json
import subprocess
import sys

import server

HEADER = base64.urlsafe_b64encode(b'{"alg":"ES256"}').decode().rstrip("=")
SIGNATURE = "A" * 86


def token(length):
    """A token of exactly so many characters."""
    around = len(HEADER) + len(SIGNATURE) + 2
    room = length - around
    # Base64url has no text of 4 n + 1 characters: the signature takes one more then.
    extra = 2 if room % 4 == 1 else 0
    claims = (room - extra) * 3 // 4
    text = json.dumps({"a": "x" * (claims - len('{"a":""}'))}, separators=(",", ":")).encode()
    payload = base64.urlsafe_b64encode(text).decode().rstrip("=")
    made = f"{HEADER}.{payload}.{SIGNATURE}{'A' * extra}"
    assert len(made) == length, (len(made), length)
    return made


def size(binary, made, *arguments):
    command = [binary, "size", "-", "--json", *arguments]
    ran = subprocess.run(command, input=made, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return {limit["id"]: limit for limit in json.loads(ran.stdout)["limits"]}


def bearer(made):
    return f"Authorization: Bearer {made}\r\n", "/"


def cookie(made):
    return f"Cookie: __Host-token={made}\r\n", "/"


def url(made):
    return "", f"/?token={made}"


WAYS = {"Authorization": (bearer, []), "Cookie": (cookie, ["--cookie"]), "URL": (url, [])}

# Server, the row of the table, how the token is sent, what it answers to one that is too long, and by how many bytes it is more
# generous than its makers promise.
ROWS = [
    ("nginx", "nginx", "Authorization", 400, 0),
    ("nginx", "nginx", "Cookie", 400, 0),
    ("nginx", "nginx_url", "URL", 414, 0),
    ("apache", "apache", "Authorization", 400, 1),
    ("apache", "apache", "Cookie", 400, 1),
    ("apache", "apache_url", "URL", 414, 1),
    ("haproxy", "haproxy", "Authorization", 400, 0),
    ("haproxy", "haproxy", "Cookie", 400, 0),
    ("node", "node", "Authorization", 431, 0),
    ("node", "node", "Cookie", 431, 0),
    ("gunicorn", "gunicorn", "Authorization", 400, 0),
    ("gunicorn", "gunicorn", "Cookie", 400, 0),
    ("gunicorn", "gunicorn_url", "URL", 400, 0),
    ("caddy", "go", "Authorization", 431, 4096),
    ("tomcat", "tomcat", "Authorization", 400, 0),
    ("tomcat", "tomcat", "Cookie", 400, 0),
    # It does not count names and values that it knows: GET, HTTP/1.1, Host, Connection: close, and the name of the line.
    ("jetty", "jetty", "Authorization", 431, 34 + len("Authorization")),
    ("jetty", "jetty", "Cookie", 431, 34 + len("Cookie")),
    ("envoy", "envoy", "Authorization", 431, 0),
    ("envoy", "envoy", "Cookie", 431, 0),
    # Of a head that has not come to its end.
    ("uvicorn", "uvicorn", "Authorization", 400, 1),
    ("uvicorn", "uvicorn", "Cookie", 400, 1),
    ("proxy", "nginx_proxy", "Set-Cookie", 502, 0),
]


def others(name, target):
    """What the server counts of the rest of the head."""
    if name == "node":
        # The address, names and values.
        return len(target) + sum(len(f"{n}{v}") for n, v in (("Host", "localhost"), ("Connection", "close")))
    if name == "proxy":
        return 0
    return server.others(target)


def main():
    binary = sys.argv[1]
    failed, ran, missing = 0, [], []
    for name in dict.fromkeys(row[0] for row in ROWS):
        with server.running(name) as port:
            if port is None:
                missing.append(name)
                continue
            for _, row, way, answer, generous in (row for row in ROWS if row[0] == name):
                send, arguments = WAYS.get(way, (None, []))
                arguments = [*arguments, "--other-headers", str(others(name, "/"))]
                left = size(binary, token(1000), *arguments)[row]["left"]
                if way == "Set-Cookie":
                    ask = lambda made: server.request(port, "", f"/{len(made)}")
                    left -= server.RESPONSE
                else:
                    ask = lambda made: server.request(port, *send(made), ends_late=name == "uvicorn")
                most = 1000 + left
                under = size(binary, token(most), *arguments)[row]
                over = size(binary, token(most + 1 + generous), *arguments)[row]
                assert way == "Set-Cookie" or (under["standing"], over["standing"]) == ("near", "over"), (under, over)
                fits, refused = ask(token(most)), ask(token(most + 1 + generous))
                good = 200 <= fits < 300 and refused == answer
                failed += not good
                ran.append((row, way, most, fits, most + 1 + generous, refused, answer, good))
    print(f"{'limit':14} {'sent in':14} {'longest':>8} {'answer':>7} {'over':>8} {'answer':>7} {'foretold':>9}")
    for row, way, most, fits, over, refused, answer, good in ran:
        mark = "" if good else "   DIFFERS"
        print(f"{row:14} {way:14} {most:8} {fits:7} {over:8} {refused:7} {answer:9}{mark}")
    for name in missing:
        print(f"missing, and so not asked: {name}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
