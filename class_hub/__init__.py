"""Hub kelas: hub kecil di komputer sendiri untuk klien Hugging Face yang asli.

Hub ini menyimpan model, dataset, dan Space sebagai repositori git sungguhan, lalu
melayaninya lewat HTTP dengan bahasa yang dimengerti ``huggingface_hub``,
``transformers``, ``datasets``, ``evaluate``, ``peft``, dan ``git clone``. Paket ini
berdiri sendiri.

Peta modul, dari dasar ke atas:

- ``errors``, ``names``, ``atomic``: galat, aturan nama, dan tulisan yang utuh;
- ``objects``, ``loose``, ``refs``, ``lfs``: bagian-bagian git;
- ``repository``, ``history``, ``store``, ``seed``: repositori, gudangnya, dan isi awalnya;
- ``people``, ``tokens``, ``access``, ``signing``, ``hosts``, ``limits``: siapa boleh apa, dan sebanyak apa;
- ``card``, ``card_rules``, ``info``, ``search``: kartu, keterangan repositori, dan pencarian;
- ``web`` dan penjawab HTTP di atasnya: ``api`` dan ``files`` membaca; ``manage`` mengelola; ``receiving``
  menampung isi yang panjang untuk ``commits`` dan ``large``; ``git_http`` untuk git, ``pages`` untuk peramban;
- ``server``, ``state``, ``process``: proses hub, dari menyala sampai berhenti.
"""
