"""Tabel "dulu dan sekarang": API yang dihapus, diganti, atau diam-diam berubah arti.

Satu daftar untuk dua pemakai: `tools.removed_apis` mencarinya di kode kursus, dan
lampiran `lampiran_dulu_sekarang` menampilkannya sebagai tabel ringkas. Setiap baris
sudah dijalankan pada versi yang dikunci constraints.txt.

`kind` menentukan cara mencari `names` (boleh memakai pola fnmatch):

- ``impor``: nama yang diimpor dari modul `owners`, atau modul itu sendiri;
- ``argumen``: argumen bernama pada panggilan ke salah satu `owners`;
- ``nilai``: seperti argumen, tetapi hanya bila nilainya tertulis salah satu `values`;
- ``atribut``: metode atau atribut sesudah titik;
- ``tugas``: nama tugas pada `pipeline(...)`; ``tanpa-model``: `pipeline(...)` tanpa model;
- ``teks``: teks di dalam kode;
- ``perintah``: baris `!perintah`, atau perintah yang dijalankan `subprocess` dan `os.system`;
- ``lingkungan``: variabel lingkungan yang diisi kode atau `%env`;
- ``mata``: tidak dapat dilihat dari bentuk kode; hanya ada di tabel.
"""

from typing import NamedTuple

SILENT = "**diam-diam**: "


class Rule(NamedTuple):
    """Satu baris tabel.

    `before` dan `after` ialah cuplikan lama dan gantinya; `symptom` yang terjadi hari ini.
    """

    theme: str
    kind: str
    names: tuple
    owners: tuple
    before: str
    after: str
    symptom: str
    values: tuple = ()


INSTALL, PIPELINE, LOADING, TOKENIZER = "Memasang", "Pipeline", "Memuat model", "Tokenizer"
GENERATION, TRAINING, DATA, HUB = "Menghasilkan teks", "Melatih", "Dataset dan metrik", "Hub dan API"
THEMES = (INSTALL, PIPELINE, LOADING, TOKENIZER, GENERATION, TRAINING, DATA, HUB)
ANY = ("*",)
LOADERS = ("from_pretrained", "pipeline")
ARGUMENTS = ("TrainingArguments", "Seq2SeqTrainingArguments")
DOWNLOADS = ("hf_hub_download", "snapshot_download")


def _training(name, value, after, symptom="`TypeError`"):
    call = "TrainingArguments(folder, {})"
    return Rule(TRAINING, "argumen", (name,), ARGUMENTS, call.format(f"{name}={value}"),
                call.format(after) if after else "TrainingArguments(folder)", symptom)


RULES = (
    Rule(INSTALL, "perintah", ("*transformers[[]tf*", "*transformers[[]flax*"), (),
         "!pip install transformers[tf]", '!pip install "transformers[torch]"',
         "hanya PyTorch yang didukung; ekstra `tf` tidak ada"),
    Rule(INSTALL, "perintah", ("*huggingface-cli*",), (),
         "!huggingface-cli login", "!hf auth login", "perintah tidak ditemukan"),
    Rule(INSTALL, "perintah", ("*transformers-cli*",), (),
         "!transformers-cli env", "!transformers env", "perintah tidak ditemukan"),
    Rule(INSTALL, "lingkungan", ("TRANSFORMERS_CACHE", "PYTORCH_TRANSFORMERS_CACHE"), (),
         'os.environ["TRANSFORMERS_CACHE"] = folder', 'os.environ["HF_HOME"] = folder',
         SILENT + "tidak dibaca lagi"),
    Rule(INSTALL, "lingkungan", ("HF_HUB_ENABLE_HF_TRANSFER",), (),
         'os.environ["HF_HUB_ENABLE_HF_TRANSFER"] = "1"', 'os.environ["HF_XET_HIGH_PERFORMANCE"] = "1"',
         SILENT + "tidak dibaca lagi"),

    Rule(PIPELINE, "tugas", ("summarization", "text2text-generation"), ("pipeline",),
         'pipeline("summarization", model=nama)', "model.generate(**masukan)  # AutoModelForSeq2SeqLM",
         "`KeyError`"),
    Rule(PIPELINE, "tugas", ("translation", "translation_*_to_*"), ("pipeline",),
         'pipeline("translation_en_to_id", model=nama)',
         "model.generate(**masukan)  # AutoModelForSeq2SeqLM", "`KeyError`"),
    Rule(PIPELINE, "tugas", ("question-answering",), ("pipeline",),
         'pipeline("question-answering", model=nama)', "model(**masukan)  # AutoModelForQuestionAnswering",
         "`KeyError`"),
    Rule(PIPELINE, "tugas", ("conversational",), ("pipeline",),
         'pipeline("conversational", model=nama)', 'pipeline("text-generation", model=nama)(pesan)', "`KeyError`"),
    Rule(PIPELINE, "tugas", ("visual-question-answering", "image-to-text"), ("pipeline",),
         'pipeline("visual-question-answering", model=nama)', 'pipeline("image-text-to-text", model=nama)',
         "`KeyError`; `image-to-text` dialihkan ke tugas baru"),
    Rule(PIPELINE, "tugas", ("image-to-image",), ("pipeline",),
         'pipeline("image-to-image", model=nama)', "DiffusionPipeline  # pustaka diffusers", "`KeyError`"),
    Rule(PIPELINE, "tanpa-model", (), ("pipeline",),
         'pipeline("sentiment-analysis")', 'pipeline("text-classification", model=nama)',
         SILENT + "model bawaan berbahasa Inggris"),
    Rule(PIPELINE, "argumen", ("return_all_scores",), ANY,
         "penilai(teks, return_all_scores=True)", "penilai(teks, top_k=None)",
         SILENT + "hanya label teratas"),
    Rule(PIPELINE, "argumen", ("grouped_entities", "ignore_subwords"), ANY,
         'pipeline("ner", model=nama, grouped_entities=True)',
         'pipeline("ner", model=nama, aggregation_strategy="simple")', "`TypeError`"),
    Rule(PIPELINE, "argumen", ("framework",), ("pipeline",),
         'pipeline("fill-mask", model=nama, framework="tf")', 'pipeline("fill-mask", model=nama)',
         SILENT + "selalu PyTorch"),
    Rule(PIPELINE, "nilai", ("device",), ("pipeline",),
         'pipeline("fill-mask", model=nama, device=0)',
         'pipeline("fill-mask", model=nama, device="cuda")',
         SILENT + "tanpa GPU berjalan di CPU", (0,)),

    Rule(LOADING, "argumen", ("use_auth_token",), (*LOADERS, "save_pretrained"),
         "AutoModel.from_pretrained(nama, use_auth_token=token)", "AutoModel.from_pretrained(nama, token=token)",
         "`TypeError` pada model; " + SILENT + "pada tokenizer dan pipeline"),
    Rule(LOADING, "argumen", ("torch_dtype",), LOADERS,
         "AutoModel.from_pretrained(nama, torch_dtype=torch.float32)",
         "AutoModel.from_pretrained(nama, dtype=torch.float32)", "peringatan"),
    Rule(LOADING, "mata", (), (),
         "AutoModel.from_pretrained(nama)", "AutoModel.from_pretrained(nama, dtype=torch.float32)",
         SILENT + "tipe bilangan mengikuti checkpoint"),
    Rule(LOADING, "argumen", ("load_in_8bit", "load_in_4bit"), LOADERS,
         "AutoModel.from_pretrained(nama, load_in_8bit=True)",
         "AutoModel.from_pretrained(nama, quantization_config=setelan)", "`TypeError`"),
    Rule(LOADING, "impor", ("TF[A-Z]*", "Flax[A-Z]*"), ("transformers",),
         "from transformers import TFAutoModel", "from transformers import AutoModel", "`ImportError`"),
    Rule(LOADING, "argumen", ("from_tf", "from_flax"), LOADERS,
         "AutoModel.from_pretrained(nama, from_tf=True)", "AutoModel.from_pretrained(nama)",
         SILENT + "diabaikan"),
    Rule(LOADING, "impor", ("AutoModelWithLMHead",), ("transformers",),
         "from transformers import AutoModelWithLMHead", "from transformers import AutoModelForCausalLM",
         "`ImportError`"),
    Rule(LOADING, "impor", ("AutoModelForVision2Seq",), ("transformers",),
         "from transformers import AutoModelForVision2Seq", "from transformers import AutoModelForImageTextToText",
         "`ImportError`"),
    Rule(LOADING, "impor", ("ViTFeatureExtractor", "CLIPFeatureExtractor", "DetrFeatureExtractor"), ("transformers",),
         "from transformers import ViTFeatureExtractor", "from transformers import AutoImageProcessor",
         "`ImportError`"),
    Rule(LOADING, "impor", ("*",), ("transformers.modeling_bert", "transformers.modeling_gpt2", "transformers.tools"),
         "from transformers.modeling_bert import BertModel", "from transformers import BertModel",
         "`ModuleNotFoundError`"),
    Rule(LOADING, "mata", (), (),
         "loss, logits = model(**masukan, labels=label)", "model(**masukan, labels=label).loss",
         SILENT + "yang didapat nama kunci, bukan nilai"),
    Rule(LOADING, "mata", (), (),
         "model(**masukan, output_attentions=True)",
         'from_pretrained(nama, attn_implementation="eager")', "kosong, dengan peringatan"),
    Rule(LOADING, "argumen", ("safe_serialization",), ("save_pretrained", "push_to_hub"),
         "model.save_pretrained(folder, safe_serialization=False)", "model.save_pretrained(folder)",
         SILENT + "tetap safetensors"),
    Rule(LOADING, "nilai", ("weights_only",), ("load",),
         "torch.load(berkas, weights_only=False)", "from safetensors.torch import load_file",
         "isi berkas boleh menjalankan kode", (False,)),
    Rule(LOADING, "impor", ("DataParallel",), ("torch.nn", "nn"),
         "nn.DataParallel(model)", "Accelerator().prepare(model)",
         "berjalan, tetapi tidak dianjurkan PyTorch"),

    Rule(TOKENIZER, "atribut", ("encode_plus", "batch_encode_plus"), (),
         "tokenizer.encode_plus(teks)", "tokenizer(teks)", "`AttributeError`"),
    Rule(TOKENIZER, "argumen", ("pad_to_max_length",), ANY,
         "tokenizer(teks, pad_to_max_length=True)", 'tokenizer(teks, padding="max_length")',
         SILENT + "tidak ada pengisi"),
    Rule(TOKENIZER, "nilai", ("return_tensors",), ANY,
         'tokenizer(teks, return_tensors="tf")', 'tokenizer(teks, return_tensors="pt")',
         "`ValueError`", ("tf", "jax")),
    Rule(TOKENIZER, "atribut", ("as_target_tokenizer", "prepare_seq2seq_batch"), (),
         "tokenizer.prepare_seq2seq_batch(sumber, sasaran)", "tokenizer(sumber, text_target=sasaran)",
         "`AttributeError`"),
    Rule(TOKENIZER, "atribut", ("additional_special_tokens",), (),
         "tokenizer.additional_special_tokens", "tokenizer.extra_special_tokens", "`AttributeError`"),
    Rule(TOKENIZER, "mata", (), (),
         "model.generate(masukan)  # dari templat percakapan",
         "model.generate(**masukan)  # dari templat percakapan",
         "kini sebuah kamus, bukan tensor"),
    Rule(TOKENIZER, "impor", ("is_tf_available", "cached_path", "TRANSFORMERS_CACHE"), ("transformers", "transformers.file_utils"),
         "from transformers import cached_path", "from huggingface_hub import hf_hub_download", "`ImportError`"),

    Rule(GENERATION, "argumen", ("max_length",), ("generate",),
         "model.generate(**masukan, max_length=50)", "model.generate(**masukan, max_new_tokens=50)",
         "prompt ikut dihitung, atau kalah oleh `max_new_tokens` bawaan"),
    Rule(GENERATION, "mata", (), (),
         "model.config.max_length = 50", "model.generation_config.max_new_tokens = 50", "`ValueError` saat `generate`"),
    Rule(GENERATION, "argumen", ("penalty_alpha",), ("generate",),
         "model.generate(**masukan, penalty_alpha=0.6, top_k=4)", "model.generate(**masukan, top_k=4)",
         "`ValueError`: meminta kode dari Hub"),
    Rule(GENERATION, "argumen", ("num_beam_groups", "diversity_penalty"), ("generate",),
         "model.generate(**masukan, num_beams=4, num_beam_groups=2)", "model.generate(**masukan, num_beams=4)",
         "`ValueError`: meminta kode dari Hub"),
    Rule(GENERATION, "impor", ("top_k_top_p_filtering", "BeamScorer", "BeamSearchScorer"), ("transformers",),
         "from transformers import top_k_top_p_filtering", "model.generate(**masukan, top_k=50)",
         "`ImportError`"),
    Rule(GENERATION, "atribut", ("greedy_search", "beam_search"), (),
         "model.greedy_search(masukan)", "model.generate(**masukan, do_sample=False)", "`AttributeError`"),

    _training("evaluation_strategy", '"epoch"', 'eval_strategy="epoch"'),
    _training("no_cuda", "True", "use_cpu=True"),
    _training("overwrite_output_dir", "True", ""),
    _training("logging_dir", '"log"', 'report_to="tensorboard"'),
    _training("warmup_ratio", "0.1", "warmup_steps=0.1"),
    _training("group_by_length", "True", 'train_sampling_strategy="group_by_length"'),
    _training("save_safetensors", "True", ""),
    _training("per_gpu_train_batch_size", "8", "per_device_train_batch_size=8"),
    _training("use_mps_device", "True", ""),
    _training("adafactor", "True", 'optim="adafactor"'),
    _training("push_to_hub_model_id", '"x"', 'hub_model_id="saya/x"'),
    _training("include_inputs_for_metrics", "True", 'include_for_metrics=["inputs"]'),
    Rule(TRAINING, "argumen", ("tokenizer",), ("Trainer", "Seq2SeqTrainer"),
         "Trainer(model=model, tokenizer=tokenizer)", "Trainer(model=model, processing_class=tokenizer)",
         "`TypeError`"),
    Rule(TRAINING, "argumen", ("model_path",), ("train",),
         "trainer.train(model_path=folder)", "trainer.train(resume_from_checkpoint=True)", "`TypeError`"),
    Rule(TRAINING, "impor", ("AdamW",), ("transformers", "transformers.optimization"),
         "from transformers import AdamW", "from torch.optim import AdamW", "`ImportError`"),
    Rule(TRAINING, "impor", ("TextDataset", "LineByLineTextDataset"), ("transformers",),
         "from transformers import TextDataset", "from datasets import load_dataset", "`ImportError`"),

    Rule(DATA, "impor", ("load_metric", "list_metrics"), ("datasets",),
         "from datasets import load_metric", "from evaluate import load", "`ImportError`"),
    Rule(DATA, "impor", ("list_datasets", "inspect_dataset"), ("datasets",),
         "from datasets import list_datasets", "from huggingface_hub import list_datasets", "`ImportError`"),
    Rule(DATA, "impor", ("*",), ("datasets.tasks",),
         "from datasets.tasks import TextClassification", "from datasets import ClassLabel", "`ModuleNotFoundError`"),
    Rule(DATA, "nilai", ("0",), ("load_dataset",),
         'load_dataset("data_saya.py")', 'load_dataset("csv", data_files="data_saya.csv")',
         "`RuntimeError`", ("*.py",)),
    Rule(DATA, "argumen", ("trust_remote_code",), ("load_dataset",),
         "load_dataset(nama, trust_remote_code=True)", 'load_dataset(nama, revision="refs/convert/parquet")',
         "diabaikan, dengan pesan"),
    Rule(DATA, "argumen", ("use_auth_token", "task", "ignore_verifications"), ("load_dataset",),
         "load_dataset(nama, use_auth_token=token)", "load_dataset(nama, token=token)", "`ValueError`"),
    Rule(DATA, "mata", (), (),
         'data["label"] + [0, 1]', 'list(data["label"]) + [0, 1]', "`TypeError`: kolom bukan daftar"),
    Rule(DATA, "atribut", ("remove_columns_", "rename_column_", "cast_", "filter_"), (),
         'data.remove_columns_("id")', 'data = data.remove_columns("id")', "`AttributeError`"),
    Rule(DATA, "argumen", ("branch",), ("push_to_hub",),
         'data.push_to_hub(nama, branch="main")', 'data.push_to_hub(nama, revision="main")', "`TypeError`"),

    Rule(HUB, "impor", ("cached_download",), ("huggingface_hub",),
         "from huggingface_hub import cached_download", "from huggingface_hub import hf_hub_download", "`ImportError`"),
    Rule(HUB, "impor", ("Repository",), ("huggingface_hub",),
         "from huggingface_hub import Repository", "from huggingface_hub import upload_folder", "`ImportError`"),
    Rule(HUB, "impor", ("HfFolder",), ("huggingface_hub", "huggingface_hub.hf_api"),
         "from huggingface_hub import HfFolder", "from huggingface_hub import get_token", "`ImportError`"),
    Rule(HUB, "impor", ("InferenceApi",), ("huggingface_hub",),
         "from huggingface_hub import InferenceApi", "from huggingface_hub import InferenceClient", "`ImportError`"),
    Rule(HUB, "impor", ("ModelFilter", "DatasetFilter"), ("huggingface_hub",),
         "from huggingface_hub import ModelFilter", "from huggingface_hub import list_models", "`ImportError`"),
    Rule(HUB, "argumen", ("task", "language", "library", "tags", "direction"), ("list_models",),
         'list_models(task="fill-mask", language="id")', 'list_models(pipeline_tag="fill-mask", filter="id")',
         "`TypeError`"),
    Rule(HUB, "mata", (), (),
         'list_models(author="mini")[0]', 'next(iter(list_models(author="mini")))', "`TypeError`: bukan daftar"),
    Rule(HUB, "argumen", ("name", "organization"), ("create_repo",),
         'create_repo(name="catatan", organization="kelas")', 'create_repo("kelas/catatan")', "`TypeError`"),
    Rule(HUB, "argumen", ("use_auth_token",), (*DOWNLOADS, "upload_file", "upload_folder"),
         "hf_hub_download(nama, berkas, use_auth_token=token)", "hf_hub_download(nama, berkas, token=token)",
         "`TypeError`"),
    Rule(HUB, "argumen", ("resume_download", "force_filename", "local_dir_use_symlinks", "proxies"), DOWNLOADS,
         "hf_hub_download(nama, berkas, resume_download=True)", "hf_hub_download(nama, berkas)",
         "diabaikan, dengan peringatan"),
    Rule(HUB, "atribut", ("upload_large_folder",), (),
         "api.upload_large_folder(nama, folder)", "api.upload_folder(repo_id=nama, folder_path=folder)",
         "`AttributeError`"),
    Rule(HUB, "atribut", ("update_repo_visibility",), (),
         "api.update_repo_visibility(nama, private=True)", "api.update_repo_settings(nama, private=True)",
         "`AttributeError`"),
    Rule(HUB, "argumen", ("write_permission",), ("login",),
         "login(write_permission=True)", "login()", "`TypeError`"),
    Rule(HUB, "teks", ("*api-inference.huggingface.co*",), (),
         'alamat = "https://api-inference.huggingface.co"',
         'klien = InferenceClient(); klien.chat_completion(pesan, model=nama)', "410 Gone"),
)  # fmt: skip
