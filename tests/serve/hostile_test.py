#!/usr/bin/env python3
"""`holdfast serve` under requests that mean harm: clear refusals, nothing lost, memory bounded, children go with it.

usage: hostile_test.py HOLDFAST [unittest arguments]
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

HOLDFAST = ""
SMALL = {"share": 0.002, "replicates": 2, "counties": [513401, 511921]}
LONG = {"share": 0.05, "replicates": 1000}  # never finished within a test
MEMORY_MB = 100  # the server never needs more; children are processes of their own


class App:
    """A running server and how to talk to it; raw bytes, so that nothing is mended on the way."""

    def __init__(self, workspace):
        self.process = subprocess.Popen([HOLDFAST, "serve", "--no-open", "--workspace", workspace],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        self.address = self.process.stdout.readline().strip()
        self.port = int(self.address.split(":")[2].split("/")[0])
        self.token = self.address.split("token=")[1]

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def raw(self, data):
        """Sends bytes, gives (status, headers, body); status 0 = closed without an answer."""
        with self.connect() as connection:
            try:
                connection.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass  # refused before all was sent
            return self.read(connection)

    @staticmethod
    def read(connection):
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except (ConnectionResetError, TimeoutError):
            pass
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {line.split(":")[0].lower(): line.split(": ", 1)[1] for line in lines[1:]}
        return int(lines[0].split()[1]) if answer else 0, headers, body

    def request(self, method, path, body=None, headers=None, host=None, token=True):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}"]
        if token:
            lines.append(f"X-Holdfast-Token: {self.token}")
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        return self.raw("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b""))

    def get(self, path, **more):
        status, _, body = self.request("GET", path, **more)
        return status, json.loads(body)

    def post(self, path, content, **more):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        status, _, answer = self.request("POST", path, body, **more)
        return status, json.loads(answer)

    def run(self, order):
        return self.post("/api/runs", {**SMALL, **order})

    def state(self, run):
        return self.get(f"/api/runs/{run}")[1]

    def wait(self, run, states=("finished", "failed", "cancelled", "interrupted"), seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if (now := self.state(run))["state"] in states:
                return now
            time.sleep(0.05)
        raise AssertionError(f"{run} is still {self.state(run)}")

    def peak_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def children(self):
        return pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/children")

    def child_pids(self):
        return [int(pid) for file in self.children() for pid in file.read_text().split()]

    def end(self, how=signal.SIGINT):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(30)
        self.process.stdout.close()
        self.process.stderr.close()
        return code


def gone(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
    except FileNotFoundError:
        return True


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.app = App(cls.folder.name)
        cls.secret = pathlib.Path(cls.folder.name).parent / f"secret-{os.getpid()}.json"
        cls.secret.write_text('{"name": "TOP SECRET"}')
        status, run = cls.app.run({"scenario": "adopted-2021-2025"})
        assert status == 202, run
        cls.kept = run["id"]
        assert cls.app.wait(cls.kept)["state"] == "finished"

    @classmethod
    def tearDownClass(cls):
        cls.app.end()
        cls.secret.unlink()
        cls.folder.cleanup()

    def tearDown(self):
        """Whatever was tried: the server is there, its memory is bounded, the finished run is kept."""
        self.assertEqual(self.app.state(self.kept)["state"], "finished")
        self.assertTrue((pathlib.Path(self.folder.name) / f"{self.kept}.h5").is_file())
        self.assertLess(self.app.peak_mb(), MEMORY_MB)

    def assert_page_refused(self, answer, status):
        """Who opens a page reads a sentence."""
        self.assertEqual((answer[0], answer[1]["content-type"]), (status, "text/plain; charset=utf-8"))
        self.assertIn(b"Open the address", answer[2])

    def assert_refused(self, answer, status, code):
        self.assertEqual((answer[0], json.loads(answer[2])["error"]["code"]), (status, code))
        self.assertTrue(json.loads(answer[2])["error"]["message"])

    # Who may ask

    def test_the_page_comes_with_its_token_and_headers_that_lock_it_in(self):
        status, headers, body = self.app.request("GET", f"/?token={self.app.token}", token=False)
        self.assertEqual(status, 200)
        policy = headers["content-security-policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("script-src 'unsafe-inline'", policy)
        nonce = policy.split("'nonce-")[1].split("'")[0]
        self.assertIn(f'nonce="{nonce}"'.encode(), body)
        self.assertNotIn(b"__HOLDFAST_NONCE__", body)
        for name, value in {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store"}.items():
            self.assertEqual(headers[name], value)
        self.assertNotIn("access-control-allow-origin", headers)
        other = self.app.request("GET", f"/?token={self.app.token}", token=False)[1]["content-security-policy"]
        self.assertNotEqual(policy, other)

    def test_other_hosts(self):
        for host in ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{self.app.port}", f"[::1]:{self.app.port}", f"0.0.0.0:{self.app.port}", ""]:
            with self.subTest(host=host):
                answer = self.app.raw(f"GET /api/runs HTTP/1.1\r\nHost: {host}\r\nX-Holdfast-Token: {self.app.token}\r\n\r\n".encode())
                self.assert_refused(answer, 421, "other_host")
        self.assert_refused(self.app.raw(f"GET /api/runs HTTP/1.1\r\nX-Holdfast-Token: {self.app.token}\r\n\r\n".encode()), 421, "other_host")
        self.assertEqual(self.app.get("/api/runs", host=f"localhost:{self.app.port}")[0], 200)

    def test_other_origins(self):
        own = f"http://127.0.0.1:{self.app.port}"
        for origin in ["http://evil.example", "null", f"https://127.0.0.1:{self.app.port}", "http://127.0.0.1:1", f"{own}.evil.example", f"http://localhost:{self.app.port}"]:
            with self.subTest(origin=origin):
                for method in ["GET", "POST", "DELETE"]:
                    body = b"{}" if method == "POST" else None
                    self.assert_refused(self.app.request(method, "/api/runs", body, {"Origin": origin}), 403, "other_origin")
        self.assert_refused(self.app.request("GET", "/api/runs", None, {"Sec-Fetch-Site": "cross-site"}), 403, "other_origin")
        self.assertEqual(self.app.get("/api/runs", headers={"Origin": own})[0], 200)

    def test_missing_and_wrong_tokens(self):
        right = self.app.token
        for token in ["", "x", right[:-1], right + "0", right.upper(), "0" * len(right), right[::-1]]:
            with self.subTest(token=token):
                self.assert_refused(self.app.request("GET", "/api/runs", None, {"X-Holdfast-Token": token}, token=False), 403, "no_token")
                self.assert_page_refused(self.app.request("GET", f"/?token={token}", token=False), 403)
        for path in ["/", "/nothing", f"/report?run={self.kept}"]:
            self.assert_page_refused(self.app.request("GET", path, token=False), 403)
        for path in ["/api/runs", "/api/scenarios", f"/api/runs?token={right}"]:
            self.assert_refused(self.app.request("GET", path, token=False), 403, "no_token")
        self.assert_refused(self.app.request("POST", "/api/runs", json.dumps({"scenario": "cliff-2024"}).encode(), token=False), 403, "no_token")

    def test_only_loopback_listens(self):
        listening = [line.split() for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]]
        ours = [words[1] for words in listening if words[1].endswith(f":{self.app.port:04X}") and words[3] == "0A"]
        self.assertEqual(ours, [f"0100007F:{self.app.port:04X}"])
        if os.path.exists("/proc/net/tcp6"):
            self.assertNotIn(f":{self.app.port:04X} ", " ".join(line.split()[1] + " " for line in pathlib.Path("/proc/net/tcp6").read_text().splitlines()[1:]))

    # Paths

    def test_no_path_leads_out(self):
        ways = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..%255c", "..\\", "..%5c", "....//", "/"]
        for way in ways:
            for target in [f"{way * 6}etc/passwd", f"{way}{self.secret.name}", f"{way}{self.secret.stem}"]:
                for room in ["/api/scenario/", "/api/runs/", "/"]:
                    with self.subTest(path=room + target):
                        status, _, body = self.app.request("GET", f"{room}{target}?token={self.app.token}")
                        self.assertIn(status, (400, 404))
                        self.assertNotIn(b"SECRET", body)
                        self.assertNotIn(b"root:", body)
                for query in [f"/api/compare?a={target}&b={self.kept}", f"/api/export?format=csv&run={target}", f"/api/results?run={target}", f"/api/household?household=1&run={target}", f"/api/instrument?path=policies.dibao&scenario={target}"]:
                    status, _, body = self.app.request("GET", query)
                    self.assertIn(status, (400, 404))
                    self.assertNotIn(b"SECRET", body)

    def test_control_characters_and_broken_codes_in_paths(self):
        for path in ["/api/scenario/a%00b", "/api/scenario/%0d%0aX:1", "/api/scenario/%zz", "/api/scenario/%", "/api/scenario/%4", "/api/runs?a=1&a=2"]:
            self.assert_refused(self.app.request("GET", path), 400, "malformed_request")
        self.assert_refused(self.app.raw(b"GET /api/scenario/a\x00b HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "malformed_request")

    def test_options_cannot_be_smuggled_into_the_command(self):
        for value in ["--help", "-o", "1;touch x", "$(id)", "1 --limit 1"]:
            quoted = value.replace(" ", "%20")
            self.assertEqual(self.app.request("GET", f"/api/household?run={self.kept}&household={quoted}")[0], 422)
            self.assertEqual(self.app.request("GET", f"/api/households?run={self.kept}&county=513401&kind={quoted}")[0], 422)
            self.assertEqual(self.app.request("GET", f"/api/export?run={self.kept}&format={quoted}")[0], 422)
            self.assertEqual(self.app.run({"scenario": value})[0], 404)

    def test_a_scenario_cannot_read_other_files(self):
        for base in ["/etc/passwd", str(self.secret), f"../{self.secret.name}", [f"../{self.secret.stem}"], ["adopted-2021-2025", "../x"], 7, {"a": 1}]:
            with self.subTest(base=base):
                scenario = {"name": "x", "extends": base}
                for status, answer in [self.app.post("/api/check", scenario), self.app.run({"scenario": scenario})]:
                    self.assertEqual((status, answer["error"]["code"]), (422, "foreign_base"))
                    self.assertNotIn("SECRET", json.dumps(answer))

    # Requests that are not requests

    def test_malformed_heads(self):
        host = f"Host: 127.0.0.1:{self.app.port}\r\nX-Holdfast-Token: {self.app.token}"
        for head in ["GET", "GET /", "GET / HTTP/1.1 ", "GET http://evil.example/ HTTP/1.1", "GET /\x01 HTTP/1.1", f"GET /api/runs HTTP/1.1\r\n{host}\r\n{host}", f"GET /api/runs HTTP/1.1\r\n{host}\r\nbad header", f"GET /api/runs HTTP/1.1\r\n{host}\r\n folded: 1", f"GET /api/runs HTTP/1.1\r\n{host}\nX: 1"]:
            with self.subTest(head=head):
                self.assertIn(self.app.raw(head.encode("latin-1") + b"\r\n\r\n")[0], (400, 421, 505))
        self.assertEqual(self.app.raw(f"GET /api/runs HTTP/9.9\r\n{host}\r\n\r\n".encode())[0], 505)
        for method in ["PUT", "PATCH", "TRACE", "OPTIONS", "CONNECT", "HEAD"]:
            self.assertEqual(self.app.request(method, "/api/runs")[0], 405)
        self.assertEqual(self.app.raw(os.urandom(4000) + b"\r\n\r\n")[0], 400)

    def test_endless_heads(self):
        self.assertEqual(self.app.raw(b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n\r\n")[0], 431)
        self.assertEqual(self.app.raw(b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(200000)))[0], 431)

    def test_a_body_of_100_mb(self):
        size = 100 * 1024 * 1024
        head = f"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1:{self.app.port}\r\nX-Holdfast-Token: {self.app.token}\r\n"
        piece = b"x" * 65536
        def send(headers, prefix=b"", suffix=b""):
            with self.app.connect() as connection:
                connection.sendall((head + headers + "\r\n").encode())
                try:
                    for _ in range(size // len(piece)):
                        connection.sendall(prefix + piece + suffix)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                return self.app.read(connection)
        self.assert_refused(send(f"Content-Length: {size}\r\n"), 413, "too_large")
        self.assert_refused(send(f"Content-Length: {'9' * 40}\r\n"), 413, "too_large")
        self.assert_refused(send(""), 411, "length_required")
        self.assert_refused(send("Transfer-Encoding: chunked\r\n", b"10000\r\n", b"\r\n"), 411, "length_required")
        self.assert_refused(send(f"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", b"10000\r\n", b"\r\n"), 411, "length_required")
        for length in ["-1", "1e3", "0x10", "1, 2", " "]:
            self.assertIn(send(f"Content-Length: {length}\r\n")[0], (400, 411))

    def test_more_than_announced(self):
        self.assert_refused(self.app.raw(f"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1:{self.app.port}\r\nX-Holdfast-Token: {self.app.token}\r\nContent-Length: 2\r\n\r\n{{}}GET /api/runs HTTP/1.1\r\n\r\n".encode()), 400, "malformed_request")

    def test_malformed_json(self):
        for text in [b"", b"{", b"nul", b"[1,]", b"\xff\xfe", b'{"a": 1, "a": 2}', b'{"scenario": "x"} trailing', b'{"scenario": NaN}', b"\x00"]:
            with self.subTest(text=text):
                status, answer = self.app.post("/api/runs", text)
                self.assertEqual((status, answer["error"]["code"]), (400, "bad_json"))
                status, verdict = self.app.post("/api/check", text)
                self.assertEqual(status, 200)
                self.assertTrue(verdict["errors"])

    def test_deep_nesting(self):
        for text in [b"[" * 500000, b'{"a":' * 150000, b'{"scenario":' + b"[" * 100000 + b"]" * 100000 + b"}"]:
            status, answer = self.app.post("/api/runs", text)
            self.assertEqual((status, answer["error"]["code"]), (400, "bad_json"))
            self.assertTrue(self.app.post("/api/check", text)[1]["errors"])

    def test_orders_of_impossible_things(self):
        for order in [{"share": 2}, {"share": "x"}, {"share": 1e-9}, {"replicates": 0}, {"replicates": 1e9}, {"replicates": 1.5}, {"seed": -1}, {"seed": 2**64}, {"counties": "x"}, {"counties": [1]}, {"counties": [513401] * 10000}, {"unknown": 1}, {"scenario": ""}, {"scenario": 3}, {"scenario": None}]:
            with self.subTest(order=order):
                status, answer = self.app.post("/api/runs", {"scenario": "cliff-2024", **order})
                self.assertEqual((status, answer["error"]["code"]), (422, "bad_order"))

    # Holding the server up

    def test_slow_clients_do_not_keep_others_waiting(self):
        slow = []
        try:
            for _ in range(200):
                connection = self.app.connect()
                connection.sendall(b"GET / HTT")
                slow.append(connection)
            start = time.monotonic()
            self.assertEqual(self.app.get("/api/runs")[0], 200)
            self.assertLess(time.monotonic() - start, 3)
            threads = len(list(pathlib.Path(f"/proc/{self.app.process.pid}/task").iterdir()))
            self.assertLess(threads, 80)
        finally:
            for connection in slow:
                connection.close()

    def test_a_drop_at_a_time_is_cut_off(self):
        with self.app.connect() as connection:
            start = time.monotonic()
            try:
                while time.monotonic() - start < 30:
                    connection.sendall(b"a")
                    time.sleep(0.5)
                    connection.setblocking(False)
                    try:
                        if connection.recv(1, socket.MSG_PEEK):
                            break
                    except BlockingIOError:
                        pass
                    connection.setblocking(True)
            except OSError:
                pass
            self.assertLess(time.monotonic() - start, 15)

    # Runs

    def test_50_runs_asked_for_at_once(self):
        answers = []
        def ask():
            answers.append(self.app.run({"scenario": "cliff-2024", **LONG}))
        threads = [threading.Thread(target=ask) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken = [run["id"] for status, run in answers if status == 202]
        refused = [answer["error"]["code"] for status, answer in answers if status == 429]
        self.assertEqual(len(taken) + len(refused), 50)
        self.assertIn(len(taken), (8, 9))  # one that runs, eight that wait
        self.assertEqual(set(refused), {"line_full"})
        self.assertLessEqual(len(self.app.child_pids()), 1)
        for run in taken:
            self.assertEqual(self.app.request("DELETE", f"/api/runs/{run}")[0], 200)
        for run in taken:
            self.assertEqual(self.app.wait(run)["state"], "cancelled")
        self.assertEqual(self.app.request("DELETE", f"/api/runs/{self.kept}")[0], 409)

    def test_a_run_that_fails_says_why(self):
        scenario = {"name": "wrong", "extends": "adopted-2021-2025", "policies": {"dibao": {"take_up_share": 83}}}
        status, run = self.app.run({"scenario": scenario})
        self.assertEqual(status, 202)
        end = self.app.wait(run["id"])
        self.assertEqual((end["state"], end["error_code"]), ("failed", "run_failed"))
        self.assertIn("take_up_share is 83", end["error"])
        self.assertEqual(self.app.request("GET", f"/api/export?run={run['id']}&format=csv")[0], 409)

    def test_a_run_that_is_killed_says_so(self):
        status, run = self.app.run({"scenario": "adopted-2021-2025", **LONG})
        self.assertEqual(status, 202)
        self.app.wait(run["id"], ("running",))
        while not (pids := self.app.child_pids()):
            time.sleep(0.02)
        os.kill(pids[0], signal.SIGKILL)
        end = self.app.wait(run["id"])
        self.assertEqual((end["state"], end["error_code"]), ("failed", "run_killed"))
        self.assertIn("signal 9", end["error"])
        self.assertEqual(self.app.wait(self.app.run({"scenario": "cliff-2024"})[1]["id"])["state"], "finished")

    def test_a_check_finds_all_problems_at_their_places(self):
        status, verdict = self.app.post("/api/check", {"name": "x", "extends": "adopted-2021-2025", "policies": {"dibao": {"take_up_share": 83, "no_such": 1}}})
        self.assertEqual(status, 200)
        self.assertEqual({p["pointer"] for p in verdict["errors"]}, {"/policies/dibao/take_up_share", "/policies/dibao/no_such"})

    def test_a_run_of_ones_own_timeline_is_compared(self):
        scenario = {"name": "none", "extends": "adopted-2021-2025", "policies": {"premium_subsidy": {"strength": {"value": 1, "2024-01": 0}}}}
        run = self.app.run({"scenario": scenario})[1]["id"]
        self.assertEqual(self.app.wait(run)["state"], "finished")
        status, comparison = self.app.get(f"/api/compare?a={self.kept}&b={run}")
        self.assertEqual(status, 200)
        self.assertLess(comparison["money"]["premium_subsidy"]["difference"], 0)
        self.assertEqual(comparison["first_different_month"][:7] >= "2024-01", True)


class Ending(unittest.TestCase):
    def start(self, folder):
        app = App(folder)
        self.addCleanup(app.end)
        return app

    def test_ctrl_c_ends_it_and_takes_the_run_along(self):
        for how, code in [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGKILL, -9)]:
            with self.subTest(how=how), tempfile.TemporaryDirectory() as folder:
                app = self.start(folder)
                done = app.run({"scenario": "adopted-2021-2025"})[1]["id"]
                self.assertEqual(app.wait(done)["state"], "finished")
                run = app.run({"scenario": "adopted-2021-2025", **LONG})[1]["id"]
                waiting = app.run({"scenario": "cliff-2024"})[1]["id"]
                app.wait(run, ("running",))
                while not (pids := app.child_pids()):
                    time.sleep(0.02)
                start = time.monotonic()
                self.assertEqual(app.end(how), code)
                self.assertLess(time.monotonic() - start, 10)
                for _ in range(100):
                    if all(gone(pid) for pid in pids):
                        break
                    time.sleep(0.1)
                self.assertTrue(all(gone(pid) for pid in pids))
                again = self.start(folder)
                states = {one["id"]: one["state"] for one in again.get("/api/runs")[1]}
                self.assertEqual(states, {done: "finished", run: "interrupted", waiting: "interrupted"})
                again.end()

    def test_run_files_of_a_terminal_are_listed_and_a_broken_one_does_no_harm(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([HOLDFAST, "run", "cliff-2024", "--share", "0.002", "--replicates", "2", "--counties", "513401", "-o", f"{folder}/mine.h5"], check=True, capture_output=True)
            pathlib.Path(folder, "broken.h5").write_bytes(os.urandom(5000))
            pathlib.Path(folder, "cut.run.json").write_text('{"state": "fini')
            app = self.start(folder)
            runs = {run["id"]: run for run in app.get("/api/runs")[1]}
            self.assertEqual(set(runs), {"mine", "broken"})
            self.assertEqual(runs["mine"]["name"], "cliff-2024")
            status, answer = app.get("/api/compare?a=broken&b=mine")
            self.assertEqual((status, answer["error"]["code"]), (422, "command_failed"))
            self.assertEqual(app.get("/api/compare?a=mine&b=mine")[0], 200)

    def test_two_servers_do_not_share_a_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            self.start(folder)
            second = subprocess.run([HOLDFAST, "serve", "--no-open", "--workspace", folder], capture_output=True, encoding="utf-8", timeout=20)
            self.assertEqual(second.returncode, 3)
            self.assertIn("--workspace", second.stderr)


if __name__ == "__main__":
    HOLDFAST = sys.argv.pop(1)
    if b"__asan_init" in open(HOLDFAST, "rb").read():
        MEMORY_MB *= 4  # the sanitizer's own books
    unittest.main()
