"""Hub kelas: hub kecil di komputer sendiri untuk klien Hugging Face yang asli.

Hub ini menyimpan model, dataset, dan Space sebagai repositori git sungguhan, lalu
melayaninya lewat HTTP dengan bahasa yang dimengerti ``huggingface_hub``,
``transformers``, ``datasets``, dan ``evaluate``. Paket ini berdiri sendiri.

Peta modul, dari dasar ke atas:

- ``errors``, ``names``, ``atomic``: galat, aturan nama, dan tulisan yang utuh;
- ``objects``, ``loose``, ``refs``, ``lfs``: bagian-bagian git;
- ``repository``, ``history``, ``store``, ``seed``: repositori, gudangnya, dan isi awalnya;
- ``card``, ``info``, ``search``: keterangan repositori dan pencarian;
- ``web``, ``api``, ``files``, ``pages``: jawaban HTTP;
- ``server``, ``state``, ``process``: proses hub, dari menyala sampai berhenti.
"""
