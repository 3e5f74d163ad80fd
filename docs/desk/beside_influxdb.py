#!/usr/bin/env python3
"""The desk beside InfluxDB 1.x, on one machine and the same work.

InfluxDB is a collector many use, Debian has it (apt-get install influxdb), and like the
desk it answers when a batch is safe on disk (wal-fsync-delay 0). The same 100 events a
request, eight senders, eight seconds, three turns each. What it does not do: know an event
again by its id, check it, redact it, and draw pages from it; the desk does.

    cargo xtask bench --beside
    python3 docs/desk/beside_influxdb.py target/release/usher

The last lines are the best rate of each, and the desk's for one of InfluxDB's.
"""
import http.client
import json
import multiprocessing
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid

BATCH, SECONDS, PROCESSES, THREADS, TURNS = 100, 8.0, 2, 4, 3
DATA = {
    "page": {"kind": "product", "path": "/paint/juniper.html"},
    "items": [{"item_id": "LD-1003", "item_name": "Juniper", "price": "54.00"}],
}
EVENT = {
    "specversion": "1.0", "id": "@ID@", "source": "https://shop.example",
    "type": "usher.touchpoint.view_item", "time": "2026-11-21T20:00:00.123Z",
    "ushersession": "@S@", "usherseq": 1, "usherpurpose": "analytics", "data": DATA,
}
AS_EVENT = json.dumps(EVENT)
AS_POINT = (
    'event,type=usher.touchpoint.view_item id="@ID@",source="https://shop.example",'
    'session="@S@",purpose="analytics",data=' + json.dumps(json.dumps(DATA)) + " @T@"
)


def batch(is_desk):
    """The body of one request; ids and times are new each time."""
    session, begin, now = str(uuid.uuid4()), str(uuid.uuid4())[:-4], time.time_ns()
    form = (AS_EVENT if is_desk else AS_POINT).replace("@S@", session)
    numbered = (
        form.replace("@ID@", begin + "%04d" % number).replace("@T@", str(now + number))
        for number in range(BATCH)
    )
    return "[" + ",".join(numbered) + "]" if is_desk else "\n".join(numbered)


def send(port, is_desk, end, results):
    path = "/events" if is_desk else "/write?db=usher"
    headers = {"Content-Type": "application/cloudevents-batch+json"} if is_desk else {}
    connection, took = http.client.HTTPConnection("127.0.0.1", port), []
    while time.time() < end:
        body, began = batch(is_desk), time.time()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == (202 if is_desk else 204), answer.status
        took.append(time.time() - began)
    results.put(took)


def senders(port, is_desk, end, results):
    arguments = (port, is_desk, end, results)
    threads = [threading.Thread(target=send, args=arguments) for _ in range(THREADS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]


def load(port, is_desk):
    results, end = multiprocessing.Queue(), time.time() + SECONDS
    arguments = (port, is_desk, end, results)
    processes = [multiprocessing.Process(target=senders, args=arguments) for _ in range(PROCESSES)]
    [process.start() for process in processes]
    took = sorted(one for _ in range(PROCESSES * THREADS) for one in results.get())
    [process.join() for process in processes]
    return len(took) * BATCH / SECONDS, 1000 * took[len(took) * 99 // 100]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def influxdb(folder, port):
    with open(f"{folder}/influxdb.conf", "w") as settings:
        settings.write(f'''reporting-disabled = true
bind-address = "127.0.0.1:{free_port()}"
[meta]
dir = "{folder}/meta"
[data]
dir = "{folder}/data"
wal-dir = "{folder}/wal"
wal-fsync-delay = "0s"
[http]
bind-address = "127.0.0.1:{port}"
log-enabled = false
[monitor]
store-enabled = false
''')
    return ["influxd", "run", "-config", f"{folder}/influxdb.conf"]


def wait_for(port):
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)


def turn(is_desk, program):
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        desk = [program, "serve", "--addr", f"127.0.0.1:{port}", "--data", f"{folder}/desk.db"]
        command = desk if is_desk else influxdb(folder, port)
        quiet = subprocess.DEVNULL
        running = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        try:
            wait_for(port)
            if not is_desk:
                connection = http.client.HTTPConnection("127.0.0.1", port)
                connection.request("POST", "/query?q=CREATE%20DATABASE%20usher")
                assert connection.getresponse().status == 200
            return load(port, is_desk)
        finally:
            running.terminate()
            running.wait()


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "usher"
    best = {}
    for _ in range(TURNS):
        for name, is_desk in (("usher", True), ("influxdb", False)):
            rate, p99 = turn(is_desk, program)
            best[name] = max(best.get(name, 0), rate)
            print(f"{name:9} {rate:8.0f} events/s, p99 {p99:.0f} ms", flush=True)
    for name, rate in best.items():
        print(f"{name}: {rate:.0f}")
    print(f"ratio: {best['usher'] / best['influxdb']:.2f}")


if __name__ == "__main__":
    main()
