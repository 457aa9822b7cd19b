"""Cookies in a real Chromium: stored at the last byte that `jotsmith size` lets pass, dropped at the next."""

import http.server
import shutil
import subprocess
import sys
import tempfile
import threading

from check import size, token

NAME = "__Host-token"


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/set/"):
            made = token(int(self.path.split("/")[2]))
            self.send_response(302)
            # Without Secure there is no __Host- in front of a name; as many characters stand for it.
            self.send_header("Set-Cookie", f"{'n' * len(NAME)}={made}; Path=/; HttpOnly; SameSite=Lax")
            self.send_header("Location", "/read")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(f"cookie:{len(self.headers.get('Cookie', ''))}.".encode())

    def log_message(self, *_):
        pass


def stored(address, length):
    """Whether Chromium sends a cookie back with a token of this length."""
    folder = tempfile.mkdtemp(prefix="jotsmith-chromium-")
    try:
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}", "--dump-dom"]
        ran = subprocess.run([*command, f"{address}/set/{length}"], capture_output=True, text=True, timeout=120)
        assert "cookie:" in ran.stdout, ran.stderr[-2000:]
        return "cookie:0." not in ran.stdout
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    if shutil.which("chromium") is None:
        print("missing, and so not asked: chromium")
        return
    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{listener.server_port}"
    most = 1000 + size(sys.argv[1], token(1000), "--cookie")["cookie"]["left"]
    answers = stored(address, most), stored(address, most + 1)
    print(f"Chromium: a token of {most} characters is {'stored' if answers[0] else 'dropped'}, ", end="")
    print(f"one of {most + 1} is {'stored' if answers[1] else 'dropped'}")
    sys.exit(0 if answers == (True, False) else 1)


if __name__ == "__main__":
    main()
