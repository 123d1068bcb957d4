"""Seberapa cepat hub kelas dibandingkan nginx?

    python -m benchmarks.hub [--rounds 5] [--clients 1,5,20,40] [--plot BERKAS.png]

Kedua server diukur bergantian dalam proses yang sama, dengan klien dan berkas yang
sama. Rasio adalah median dari rasio setiap putaran (hub dibagi nginx); di atas 1
berarti hub lebih cepat.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
from pathlib import Path

from benchmarks.hub import clients, servers, uploads

LARGE, SMALL, SENT = 20_000_000, 600, 5_000_000
GOAL_RATIO, GOAL_CPU = 0.95, 0.5


def downloads(pair: list[servers.Server], number: int, rounds: int) -> dict:
    """Unduhan 20 MB oleh ``number`` klien: laju, rasio, dan detik CPU per GB."""
    requests = max(160, number)  # sekitar satu detik; lebih sedikit terlalu goyah
    rates = {server.name: [] for server in pair}
    cpu = {server.name: [] for server in pair}
    for turn in range(rounds + 1):
        for server in pair if turn % 2 else pair[::-1]:
            before = server.cpu()
            result = clients.download(server.port, server.large, number, requests)
            if turn:  # putaran pertama memanaskan cache
                rates[server.name].append(result.megabytes_per_second)
                cpu[server.name].append((server.cpu() - before) / (result.bytes / 1e9))
    return {"rates": rates, "cpu": {name: statistics.median(values) for name, values in cpu.items()}}


def small_requests(pair: list[servers.Server], number: int, rounds: int) -> dict:
    """Permintaan kecil (600 byte): per detik dan persentil ke-99 (milidetik)."""
    rates = {server.name: [] for server in pair}
    slow = {server.name: [] for server in pair}
    for turn in range(rounds + 1):
        for server in pair if turn % 2 else pair[::-1]:
            result = clients.download(server.port, server.small, number, 100 * number)
            if turn:
                rates[server.name].append(result.per_second)
                slow[server.name].append(result.percentile(0.99))
    return {"rates": rates, "p99": {name: statistics.median(values) for name, values in slow.items()}}


def sent(hub: servers.Server, nginx: servers.Server | None, token: str, number: int, rounds: int) -> dict:
    """Unggahan 5 MB oleh ``number`` klien, dalam MB per detik."""
    rates = {server.name: [] for server in (hub, nginx) if server}
    for _ in range(rounds):
        bodies = [os.urandom(SENT) for _ in range(max(10, number))]
        targets = uploads.hub_targets(hub.port, token, servers.REPO, bodies)
        rates[hub.name].append(uploads.upload(hub.port, targets, bodies, number).megabytes_per_second)
        if nginx:
            result = uploads.upload(nginx.port, uploads.nginx_targets(bodies), bodies, number)
            rates[nginx.name].append(result.megabytes_per_second)
    return {"rates": rates}


def ratio(rates: dict[str, list[float]]) -> float:
    """Median rasio hub/nginx menurut putaran."""
    return statistics.median(a / b for a, b in zip(rates["hub kelas"], rates["nginx"]))


def line(label: str, rates: dict[str, list[float]], unit: str, rest: str = "") -> str:
    """Satu baris laporan."""
    texts = [f"{name} {statistics.median(values):8.0f}" for name, values in rates.items()]
    compared = f"  rasio {ratio(rates):.2f}" if len(rates) == 2 else ""
    return f"{label:<22}{'   '.join(texts)} {unit}{compared}{rest}"


def measure(counts: list[int], rounds: int) -> dict:
    """Semua pengukuran; mencetak setiap baris begitu selesai."""
    found = {
        "platform": platform.platform(),
        "cores": os.cpu_count(),
        "downloads": {},
        "small": {},
        "uploads": {},
    }
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        large, small = folder / "bobot.safetensors", folder / "config.json"
        large.write_bytes(os.urandom(LARGE))
        small.write_bytes(b" " * SMALL)
        with (
            servers.class_hub(folder / "hub", large, small) as (hub, token),
            servers.nginx(folder / "nginx", large, small) as (peer, peer_uploads),
        ):
            pair = [hub, peer]
            print("Unduhan 20 MB")
            for number in counts:
                seen = found["downloads"][number] = downloads(pair, number, rounds)
                cpu = "  detik CPU per GB: " + ", ".join(f"{n} {v:.2f}" for n, v in seen["cpu"].items())
                print(line(f"  {number} klien", seen["rates"], "MB/s", cpu), flush=True)
            print("Permintaan kecil (600 byte)")
            for number in counts:
                seen = found["small"][number] = small_requests(pair, number, rounds)
                slow = "  p99: " + ", ".join(f"{n} {v:.1f} ms" for n, v in seen["p99"].items())
                print(line(f"  {number} klien", seen["rates"], "per detik", slow), flush=True)
            print("Unggahan 5 MB" + ("" if peer_uploads else " (nginx ini tanpa modul PUT)"))
            for number in counts:
                seen = found["uploads"][number] = sent(
                    hub, peer if peer_uploads else None, token, number, rounds
                )
                print(line(f"  {number} klien", seen["rates"], "MB/s"), flush=True)
            found["memory_mb"] = {server.name: server.memory_mb() for server in pair}
    print("Memori: " + ", ".join(f"{name} {value:.0f} MB" for name, value in found["memory_mb"].items()))
    return found


def verdict(found: dict) -> None:
    """Apakah sasaran tercapai."""
    worst = min(ratio(seen["rates"]) for seen in found["downloads"].values())
    cpu = max(seen["cpu"]["hub kelas"] for seen in found["downloads"].values())
    for text, good in (
        (f"rasio unduhan terkecil {worst:.2f} (sasaran {GOAL_RATIO})", worst >= GOAL_RATIO),
        (f"detik CPU per GB terbesar {cpu:.2f} (sasaran di bawah {GOAL_CPU})", cpu < GOAL_CPU),
    ):
        print(f"{text}: {'tercapai' if good else 'belum tercapai'}")


def plot(found: dict, target: Path) -> None:
    """Kurva laju terhadap banyaknya klien."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
    titles = {
        "downloads": "Unduhan 20 MB (MB/s)",
        "small": "Permintaan kecil (per detik)",
        "uploads": "Unggahan 5 MB (MB/s)",
    }
    for axis, (key, title) in zip(axes, titles.items()):
        counts = list(found[key])
        for name in found[key][counts[0]]["rates"]:
            values = [statistics.median(found[key][number]["rates"][name]) for number in counts]
            axis.plot(counts, values, marker="o", label=name)
        axis.set(title=title, xlabel="banyaknya klien", ylim=(0, None))
        axis.legend()
    figure.savefig(target, dpi=120)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kecepatan hub kelas dibandingkan nginx.")
    parser.add_argument("--rounds", type=int, default=5, help="putaran setiap pengukuran (bawaan 5)")
    parser.add_argument("--clients", default="1,5,20,40", help="banyaknya klien, dipisahkan koma")
    parser.add_argument("--plot", type=Path, help="simpan kurvanya sebagai gambar")
    parser.add_argument("--json", type=Path, help="simpan semua angkanya")
    arguments = parser.parse_args()
    found = measure([int(text) for text in arguments.clients.split(",")], arguments.rounds)
    verdict(found)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    if arguments.plot:
        plot(found, arguments.plot)


if __name__ == "__main__":
    main()
