"""JupyterLab di Chromium sungguhan: berbahasa Indonesia, dan penjelajah mengubah gambarnya."""

import importlib.util
import os
import secrets
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

from course_lib import lab
from tools import notebooks
from tools.environment import ROOT, scratch

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium atau chromium-driver tidak terpasang"),
    pytest.mark.skipif(importlib.util.find_spec("selenium") is None, reason="selenium tidak terpasang"),
]
MODELS = ROOT / "class_hub" / "seed" / "models" / "mini"
SECONDS = 120

SLIDER = """
import ipywidgets
from matplotlib.figure import Figure
from course_lib.widgets import Explorer

def draw(n):
    figure = Figure(figsize=(3, 2))
    figure.add_subplot().bar(range(n), range(n))
    return figure, f"n = {n}"

Explorer({"n": ipywidgets.IntSlider(3, 1, 9)}, draw)
"""
CLASSIFIER = f"""
from transformers import pipeline
from course_lib.explorers import explore_classifier

model = {str(MODELS / "bert-sentimen-nusantara")!r}
explore_classifier(pipeline("text-classification", model=model), "Nasinya enak sekali.")
"""
TOKENS = f"""
from transformers import AutoTokenizer
from course_lib.explorers import explore_tokens

tokenizer = AutoTokenizer.from_pretrained({str(MODELS / "gpt-pantun")!r})
explore_tokens({{"mini": tokenizer}}, "Anak2 mager bgt")
"""
DECODING = f"""
from transformers import AutoModelForCausalLM
from course_lib.explorers import explore_decoding

model = AutoModelForCausalLM.from_pretrained({str(MODELS / "gpt-pantun")!r})
explore_decoding(model, tokenizer, "Pantun rindu:\\n")
"""
THRESHOLD = """
from course_lib.explorers import explore_threshold

explore_threshold([0, 0, 1, 1, 0], [0.1, 0.6, 0.4, 0.9, 0.2], 0.5)
"""
BIAS = """
import numpy as np
from course_lib.explorers import explore_bias

skor = np.random.default_rng(0).normal(size=(24, 6))
pola = [f"{{nama}} duduk di kursi {nomor}." for nomor in range(24)]
explore_bias(skor, pola, list("abcdef"), list("LPLPLP"), sets=["positif", "negatif"] * 12)
"""
CELLS = (SLIDER, CLASSIFIER, TOKENS, DECODING, THRESHOLD, BIAS)

# Menunggu Lab dan kernel siap, lalu menjalankan semua sel; hasilnya pesan galat atau "".
RUN_ALL = """
const done = arguments[arguments.length - 1];
(async () => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute('docmanager:open', {path: arguments[0]});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await app.commands.execute('notebook:run-all-cells');
  return '';
})().then(done, error => done(String(error)));
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """JupyterLab lewat perintah kursus sendiri, di folder sementara; menghasilkan alamat dan token."""
    folder = tmp_path_factory.mktemp("lab")
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in CELLS]
    notebooks.write(folder / "penjelajah.ipynb", nbformat.v4.new_notebook(cells=cells))
    with scratch():
        port, token = lab.free_port(), secrets.token_hex(8)
        with open(folder / "lab.log", "w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [*lab.command(folder, port), "--LabApp.expose_app_in_browser=True"],
                cwd=folder, env=lab.environment(token), stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            _await_server(process, port, token, folder / "lab.log")
            yield f"http://127.0.0.1:{port}", token
        finally:
            process.terminate()
            process.wait(30)


def _await_server(process, port, token, log):
    for _ in range(SECONDS * 2):
        assert process.poll() is None, log.read_text(encoding="utf-8")[-2000:]
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}", timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail("JupyterLab tidak menjawab:\n" + log.read_text(encoding="utf-8")[-2000:])


@pytest.fixture(scope="module")
def page(server, tmp_path_factory):
    """Chromium tanpa layar di notebook penjelajah, semua selnya sudah dijalankan."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    profile = tmp_path_factory.mktemp("chromium")
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,2200",
                 f"--user-data-dir={profile}", "--lang=en"):
        options.add_argument(flag)  # fmt: skip
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        driver.set_script_timeout(SECONDS)
        driver.get(f"{server[0]}/lab/tree/penjelajah.ipynb?token={server[1]}")
        wait_until(lambda: driver.execute_script("return !!window.jupyterapp"), "jupyterapp tidak muncul")
        assert driver.execute_async_script(RUN_ALL, "penjelajah.ipynb") == ""
        wait_until(lambda: len(pictures(driver)) == len(CELLS), "gambar penjelajah tidak muncul", driver)
        yield driver
    finally:
        _keep_screenshot(driver)
        driver.quit()


def _keep_screenshot(driver):
    """Simpan tangkapan layar bila diminta lewat COURSE_SCREENSHOTS."""
    folder = os.environ.get("COURSE_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(Path(folder) / "penjelajah.png"))


def wait_until(condition, message, driver=None):
    for _ in range(SECONDS * 4):
        if condition():
            return
        time.sleep(0.25)
    page_text = driver.find_element("tag name", "body").text[-1500:] if driver else ""
    pytest.fail(f"{message}\n{page_text}")


def pictures(driver):
    """Alamat gambar di dalam widget, berurutan."""
    found = driver.find_elements("css selector", ".jp-OutputArea-output img.widget-image, "
                                 ".jp-OutputArea-output .widget-image img")  # fmt: skip
    return [picture.get_attribute("src") for picture in found]


def test_interface_is_indonesian(page):
    """Paket bahasa belum menerjemahkan semuanya; judul kolom dan pilihan jenis sel sudah."""
    header = page.find_element("css selector", ".jp-DirListing-header").text
    assert "Nama" in header, header
    assert "Kode" in page.find_element("css selector", ".jp-Notebook-toolbarCellTypeDropdown").text


def test_slider_changes_the_picture(page):
    from selenium.webdriver.common.keys import Keys

    before = pictures(page)
    handle = page.find_element("css selector", ".noUi-handle")
    for _ in range(3):
        handle.send_keys(Keys.ARROW_RIGHT)
    wait_until(lambda: pictures(page)[0] != before[0], "gambar tidak berubah", page)
    assert page.find_element("css selector", ".widget-readout").text == "6"


def test_typing_a_sentence_changes_the_picture(page):
    from selenium.webdriver.common.keys import Keys

    before = pictures(page)
    field = page.find_element("css selector", ".widget-text input")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("Pelayanannya lambat dan mahal.", Keys.ENTER)
    wait_until(lambda: pictures(page)[1] != before[1], "gambar tidak berubah", page)
    changed = pictures(page)[1]
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(Keys.BACKSPACE, Keys.ENTER)
    wait_until(lambda: "Tulis sebuah kalimat" in page.page_source, "pesan tidak muncul", page)
    assert pictures(page)[1] == changed


def test_choosing_ids_changes_the_token_picture(page):
    from selenium.webdriver.support.ui import Select

    before = pictures(page)
    Select(page.find_element("css selector", ".widget-dropdown select")).select_by_index(1)
    wait_until(lambda: pictures(page)[2] != before[2], "gambar token tidak berubah", page)


def test_turning_down_the_temperature_changes_the_decoding_picture(page):
    from selenium.webdriver.common.keys import Keys

    before = pictures(page)
    temperature = page.find_elements("css selector", ".noUi-handle")[1]
    for _ in range(3):
        temperature.send_keys(Keys.ARROW_LEFT)
    wait_until(lambda: pictures(page)[3] != before[3], "gambar undian tidak berubah", page)


def test_lowering_the_threshold_changes_its_picture(page):
    from selenium.webdriver.common.keys import Keys

    before, cell = pictures(page), page.find_elements("css selector", ".jp-CodeCell")[4]
    handle, readout = (cell.find_element("css selector", name) for name in (".noUi-handle", ".widget-readout"))
    assert readout.text == "0.500"
    for _ in range(8):
        handle.send_keys(Keys.ARROW_LEFT)
    wait_until(lambda: pictures(page)[4] != before[4], "gambar ambang tidak berubah", page)
    assert readout.text == "0.372"


def test_choosing_templates_and_groups_changes_the_bias_picture(page):
    from selenium.webdriver.support.ui import Select

    cell = page.find_elements("css selector", ".jp-CodeCell")[5]
    chosen, _, second, template = (Select(one) for one in cell.find_elements("css selector", ".widget-dropdown select"))
    for control, index in ((chosen, 1), (template, 3)):
        before = pictures(page)
        control.select_by_index(index)
        wait_until(lambda before=before: pictures(page)[5] != before[5], "gambar bias tidak berubah", page)
    before = pictures(page)
    second.select_by_index(0)
    wait_until(lambda: "dua kelompok yang berbeda" in page.page_source, "pesan tidak muncul", page)
    assert pictures(page)[5] == before[5]
