"""Dari isi ``results.json`` menjadi ringkasan, sasaran, dan tabel di terminal, tanpa mengukur."""

from collections.abc import Mapping

from benchmarks.bias import calibration, measures, speed
from course_lib.evaluation import Interval
from course_lib.measure import speedup

FASTER, SAME = 5.0, 1e-4


def ratios(seconds: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Setiap cara ke [kali lebih cepat, bawah, atas] daripada satu-satu di ronde yang sama."""
    return {
        name: _shown(speedup(seconds[speed.LOOP], taken))
        for name, taken in seconds.items()
        if name != speed.LOOP
    }


def summarize(result: Mapping) -> dict:
    """Bagian ``ringkasan`` dan ``sasaran`` dari bagian mentah ``results.json``.

    Args:
        result: memuat ``kecepatan``, ``angka``, dan ``kalibrasi``; yang belum diukur boleh kosong.
    """
    fast = {
        name: {f"{run['utas']} utas": ratios(run["detik"]) for run in entry["jalan"]}
        for name, entry in result["kecepatan"].items()
    }
    tested = result["kalibrasi"]
    summary = {
        "kecepatan": fast,
        "angka": measures.summarize(result["angka"]),
        "kalibrasi": calibration.summarize(tested) if tested else {},
    }
    return {
        "sasaran": speed_goals(fast, result["kecepatan"])
        | ({"kalibrasi": calibration.goals(tested)} if tested else {}),
        "ringkasan": summary,
    }


def speed_goals(fast: Mapping, entries: Mapping) -> dict:
    """Sasaran kecepatan :data:`FASTER` kali dan kesamaan :data:`SAME`, sebagaimana ditemukan.

    Returns:
        ``tercepat``: perkara ke banyak utas ke [batch, kali, bawah, atas] yang rasionya terbesar;
        ``lima_kali``: perkara yang batas bawah selangnya mencapai sasaran pada setiap banyak utas;
        ``sama``: perkara yang semua batchnya sama dengan satu-satu.
    """
    best: dict[str, dict] = {}
    for name, runs in fast.items():
        best[name] = {}
        for threads, methods in runs.items():
            ours = {method: one for method, one in methods.items() if method.startswith("batch")}
            top = max(ours, key=lambda method: ours[method][0])
            best[name][threads] = [top, *ours[top]]
    reached = [name for name, runs in best.items() if runs and all(one[2] >= FASTER for one in runs.values())]
    same = [
        name
        for name, entry in entries.items()
        if all(gap < SAME for method, gap in entry["selisih_terbesar"].items() if method.startswith("batch"))
    ]
    return {"tercepat": best, "lima_kali": reached, "sama": same}


def table(result: Mapping) -> str:
    """Semua tabel untuk dibaca di terminal."""
    lines = ["Kurung siku: selang 95%."]
    for show, name in ((_speed, "kecepatan"), (_numbers, "angka"), (_calibration, "kalibrasi")):
        if result[name]:
            lines += ["", *show(result)]
    return "\n".join([*lines, "", *(f"- {note}" for note in result["catatan"])])


def _speed(result: Mapping) -> list[str]:
    lines = ["KECEPATAN: kali lebih cepat daripada satu masukan sekali jalan, di ronde yang sama."]
    for name, entry in result["kecepatan"].items():
        fast = result["ringkasan"]["kecepatan"][name]
        low, high = entry["token"]
        busy = "; ".join(
            f"{run['utas']} utas, program lain {_number(run['inti_program_lain'], 1)} inti"
            for run in entry["jalan"]
        )
        lines += ["", f"{name}: {entry['teks']} teks, {low} sampai {high} token ({busy})"]
        rows = [
            [method, *(_text(fast[run].get(method, [1, 1, 1]), 2) for run in fast), f"{gap:.0e}"]
            for method, gap in entry["selisih_terbesar"].items()
        ]
        lines += _grid(["cara", *fast, "selisih terbesar"], rows)
        memory = entry["ram_mb"]
        lines.append(
            f"  RAM puncak (MB): sesudah memuat {memory['muat']:.0f}, satu-satu {memory[speed.LOOP]:.0f}, "
            f"batch {memory['batch']:.0f}"
        )
    found = result["sasaran"]
    five = f"Sasaran {_number(FASTER, 0)} kali, seluruh selang, setiap banyak utas: "
    every = len(result["kecepatan"])
    same = f"Selisih di bawah 1e-4: {len(found['sama'])} dari {every} perkara."
    return [
        *lines,
        "",
        five + ("; ".join(found["lima_kali"]) or "tidak tercapai oleh satu perkara pun") + ".",
        same,
    ]


def _numbers(result: Mapping) -> list[str]:
    summary = result["ringkasan"]["angka"]
    lines = ["ANGKA: tentang checkpoint dan pola ini saja; p dari uji label antarkata."]
    for subject, entry in summary["checkpoint"].items():
        raw = result["angka"][subject]
        lines += [
            "",
            f"{subject} ({raw['utas']} utas, {raw['detik']:.0f} detik, RAM puncak {raw['ram_mb']:.0f} MB)",
        ]
        lines += _grid(
            ["kontras", "hanya pola", "pola dan kata", "p", "p, hanya pola"],
            [
                [title, _text(one["hanya_pola"]), _text(one["dua_arah"]), _number(one["uji_label"][1]),
                 _chance(one["uji_tanda"][1])]
                for title, one in entry["kontras"].items()
            ],
        )  # fmt: skip
        if "berbalik" in entry:
            lines += _grid(
                ["isian", "bagian pasangan yang labelnya berbeda"],
                [[kind, _text(one)] for kind, one in entry["berbalik"].items()],
            )
            lines += _grid(
                ["kata gender", "selisih skor, hanya pola", "p, hanya pola"],
                [
                    [pair, _text(one["hanya_pola"]), _chance(one["uji_tanda"][1])]
                    for pair, one in entry["kata_gender"].items()
                ],
            )
        for pair, one in entry.get("netral", {}).items():
            lines.append(
                f"  {pair} tanpa kontras: pekerjaan {_text(one['pekerjaan'])}, sebutan netral {_text(one['netral'])}, "
                f"selisihnya {_text(one['selisih_dua_arah'])}"
            )
        for name, groups in entry.get("salah_tuduh", {}).items():
            lines += _grid(
                [name, "komentar sopan yang dituduh"], [[key, _text(one)] for key, one in groups.items()]
            )
        if "salah" in entry:
            gaps = entry["selisih_salah"]
            rows = [
                [
                    key,
                    _text(one),
                    *([_text(gaps[key]["makna"]), _chance(gaps[key]["holm"])] if key in gaps else ["", ""]),
                ]
                for key, one in entry["salah"].items()
            ]
            lines += _grid(["bahasa", "bagian yang salah", "selisih dari ind", "p (Holm)"], rows)
    lines += ["", "Nilai p setiap kontras, dan sesudah Holm atas satu checkpoint atau semuanya:"]
    lines += _grid(
        ["kontras", "p", "Holm, checkpoint", "Holm, semua"],
        [[name, *map(_chance, values)] for name, values in summary["utama"].items()],
    )
    many = summary["komunitas"]
    if many:
        lines.append(
            f"Setiap komunitas nama lawan sisanya: {len(many['p'])} uji, {many['di_bawah_0,05']} dengan p di bawah 0,05; "
            f"p terkecil {_number(many['p'][0])}, sesudah Holm {_number(many['holm_terkecil'])}, Benjamini-Hochberg "
            f"{_number(many['bh_terkecil'])}."
        )
    return lines


def _calibration(result: Mapping) -> list[str]:
    summary, found = result["ringkasan"]["kalibrasi"], result["sasaran"]["kalibrasi"]
    lines = [
        f"KALIBRASI: {result['kalibrasi']['ulangan']} ulangan skor buatan ({calibration.TEMPLATES} pola, "
        f"{calibration.WORDS} kata). Tanpa bias, uji 5% menolak 0,05 dan selang 95% memuat nilai benar 0,95.",
    ]
    rows = []
    for title, cases in summary.items():
        for case, sizes in cases.items():
            size = max(sizes, key=int)
            one = sizes[size]
            rows.append(
                [title, case, size, *(_text(one[key]) if key in one else "" for key in ("menolak", "memuat"))]
            )
    lines += _grid(["uji", "dunia", "ulangan", "menolak", "memuat nilai benar"], rows)
    for size, judged in found["keadaan"].items():
        often, rarely = found["terlalu_sering"][size], found["terlalu_jarang"][size]
        lines.append(
            f"{size} ulangan: {judged} keadaan tanpa bias, di luar 2% sampai 9%: {len(often) + len(rarely)}."
        )
        for how, listed in (("terlalu sering", often), ("terlalu jarang", rarely)):
            lines += [f"  {how}: {title}, {case}: {_number(value)}" for title, case, value in listed]
    return lines


def _number(value: float, places: int = 3) -> str:
    return f"{value:.{places}f}".replace(".", ",").replace("-", "−")


def _chance(value: float) -> str:
    return "< 0,001" if value < 0.001 else _number(value)


def _text(values, places: int = 3) -> str:
    value, low, high = (_number(part, places) for part in values)
    return f"{value} [{low}; {high}]"


def _shown(interval: Interval) -> list[float]:
    return [round(part, 3) for part in (interval.value, interval.low, interval.high)]


def _grid(header: list[str], lines: list[list[str]]) -> list[str]:
    widths = [max(len(line[place]) for line in [header, *lines]) for place in range(len(header))]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip()
        for line in [header, *lines]
    ]
