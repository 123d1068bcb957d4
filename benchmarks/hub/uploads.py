"""Unggahan: PUT berkas besar ke hub (URL bertanda tangan) dan ke nginx (modul DAV)."""

import hashlib
import http.client
import json
import os
import threading
import time

from benchmarks.hub.clients import Result


def hub_targets(port: int, token: str, repo: str, bodies: list[bytes]) -> list[str]:
    """Alamat PUT untuk setiap isi, dari jawaban ``batch`` hub."""
    objects = [{"oid": hashlib.sha256(body).hexdigest(), "size": len(body)} for body in bodies]
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(
        "POST",
        f"/{repo}.git/info/lfs/objects/batch",
        json.dumps({"operation": "upload", "objects": objects}),
        {"Authorization": f"Bearer {token}"},
    )
    answer = json.loads(connection.getresponse().read())
    return [item["actions"]["upload"]["href"].split(f":{port}", 1)[1] for item in answer["objects"]]


def nginx_targets(bodies: list[bytes]) -> list[str]:
    """Alamat PUT yang belum pernah dipakai."""
    return [f"/kirim/{os.urandom(8).hex()}" for _ in bodies]


def upload(port: int, targets: list[str], bodies: list[bytes], clients: int) -> Result:
    """Mengirim setiap isi ke alamatnya dengan ``clients`` utas."""
    work = list(zip(targets, bodies))
    lock, waits = threading.Lock(), []

    def send() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while True:
            with lock:
                if not work:
                    return
                target, body = work.pop()
            since = time.perf_counter()
            connection.request("PUT", target, body)
            response = connection.getresponse()
            response.read()
            if response.status >= 300:
                raise ConnectionError(f"PUT dijawab {response.status}")
            with lock:
                waits.append(time.perf_counter() - since)

    threads = [threading.Thread(target=send) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(waits) != len(bodies):
        raise ConnectionError("ada unggahan yang gagal")
    return Result(time.perf_counter() - start, sum(map(len, bodies)), waits)
