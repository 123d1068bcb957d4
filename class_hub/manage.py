"""Mengelola repositori: membuat, mengatur, memindahkan, menghapus, cabang, dan tag."""

import time

from class_hub import lfs
from class_hub.errors import AlreadyExists, BadRequest, Refused, RevisionMissing
from class_hub.names import MAIN, TYPES, check_repo_id
from class_hub.people import ROLES
from class_hub.refs import BRANCH, TAG
from class_hub.repository import Repository
from class_hub.web import HubHandler

_KINDS = {kind.removesuffix("s"): kind for kind in TYPES}
_SDKS = ("gradio", "streamlit", "docker", "static")
XET_ADVICE = "/api/setel-HF_HUB_DISABLE_XET=1-sebelum-mengimpor-huggingface_hub"
_SPACE_CARD = "---\ntitle: {title}\nsdk: {sdk}\n---\n\n# {title}\n"


class WhoAmIHandler(HubHandler):
    """``GET /api/whoami-v2``: siapa pemilik token ini."""

    def get(self) -> None:
        person = self.require_person()
        role = "read" if person.role == "tamu" else "write"
        self.write_json(
            {
                "type": "user",
                "id": f"kelas:{person.name}",
                "name": person.name,
                "fullname": f"{person.name} ({person.role}: {ROLES[person.role]})",
                "email": None,
                "isPro": False,
                "canPay": False,
                "orgs": [],
                "auth": {"type": "access_token", "accessToken": {"displayName": "hub-kelas", "role": role}},
            }
        )


class _RepoHandler(HubHandler):
    def kind_of(self, data: dict) -> str:
        """Jenis repositori dalam permintaan: models, datasets, atau spaces."""
        kind = data.get("type") or "model"
        if not isinstance(kind, str) or kind not in _KINDS:
            raise BadRequest(f"Jenis repositori {kind!r} tidak ada di hub kelas. Pilih: {', '.join(_KINDS)}.")
        return _KINDS[kind]

    def named(self, data: dict) -> str:
        """Id repositori dari medan ``name`` dan ``organization``; bawaannya ruang nama sendiri."""
        name, owner = data.get("name"), data.get("organization") or self.require_person().name
        if not isinstance(name, str) or not isinstance(owner, str):
            raise BadRequest("Nama repositori harus teks.")
        return check_repo_id(f"{owner}/{name}")

    def address(self, kind: str, repo_id: str) -> str:
        """Alamat halaman repositori."""
        prefix = "" if kind == "models" else f"{kind}/"
        return f"{self.request.protocol}://{self.request.host}/{prefix}{repo_id}"


class CreateHandler(_RepoHandler):
    """``POST /api/repos/create``: membuat repositori dengan satu commit awal."""

    def post(self) -> None:
        data = self.body()
        kind, repo_id = self.kind_of(data), self.named(data)
        person = self.require_namespace(repo_id.partition("/")[0])
        files = {".gitattributes": lfs.attributes([])}
        if kind == "spaces":
            if data.get("sdk") not in _SDKS:
                raise BadRequest(f"Space memerlukan sdk, salah satu dari: {', '.join(_SDKS)}.")
            title = repo_id.partition("/")[2]
            files["README.md"] = _SPACE_CARD.format(title=title, sdk=data["sdk"]).encode("utf-8")
        try:
            with self.store.creating(kind, repo_id, private=_wants_private(data, False)) as repository:
                changes = {path: repository.objects.write("blob", text) for path, text in files.items()}
                repository.commit(changes, message="Commit awal", author=person.author, when=int(time.time()))
        except AlreadyExists as error:
            self.set_status(409)
            self.write_json({"error": str(error), "url": self.address(kind, repo_id)})
            return
        self.write_json({"url": self.address(kind, repo_id), "name": repo_id})


class DeleteHandler(_RepoHandler):
    """``DELETE /api/repos/delete``: memindahkan repositori ke tempat sampah hub."""

    def delete(self) -> None:
        data = self.body()
        self.store.delete(self.writable(self.kind_of(data), self.named(data)))
        self.write_json({})


class MoveHandler(_RepoHandler):
    """``POST /api/repos/move``: mengganti nama atau pemilik repositori."""

    def post(self) -> None:
        data = self.body()
        kind, old, new = self.kind_of(data), str(data.get("fromRepo")), str(data.get("toRepo"))
        repository = self.writable(kind, old)
        self.require_namespace(new.partition("/")[0])
        self.store.move(repository, new)
        self.write_json({"url": self.address(kind, new)})


class SettingsHandler(HubHandler):
    """``PUT /api/{jenis}/{id}/settings``: privat atau umum."""

    def put(self, kind: str, repo_id: str) -> None:
        data = self.body()
        repository = self.writable(kind, repo_id)
        if data.get("gated"):
            raise Refused("Hub kelas tidak menyediakan repositori bergerbang (gated). Pakai private=True.")
        self.store.set_private(repository, _wants_private(data, repository.private))
        self.write_json({"private": repository.private})


class BranchHandler(HubHandler):
    """``POST`` dan ``DELETE /api/{jenis}/{id}/branch/{cabang}``."""

    def post(self, kind: str, repo_id: str, branch: str) -> None:
        repository = self.writable(kind, repo_id)
        start = self.body().get("startingPoint") or MAIN
        _set_new(repository, BRANCH, branch, repository.resolve(str(start)))
        self.write_json({})

    def delete(self, kind: str, repo_id: str, branch: str) -> None:
        repository = self.writable(kind, repo_id)
        if branch == MAIN:
            raise Refused(f"Cabang {MAIN!r} tidak dapat dihapus.")
        _remove(repository, BRANCH, branch)
        self.write_json({})


class TagHandler(HubHandler):
    """``POST .../tag/{revisi}`` membuat tag; ``DELETE .../tag/{tag}`` menghapusnya."""

    def post(self, kind: str, repo_id: str, revision: str) -> None:
        repository = self.writable(kind, repo_id)
        _set_new(repository, TAG, str(self.body().get("tag") or ""), repository.resolve(revision))
        self.write_json({})

    def delete(self, kind: str, repo_id: str, tag: str) -> None:
        _remove(self.writable(kind, repo_id), TAG, tag)
        self.write_json({})


class AccessHandler(HubHandler):
    """``GET /api/{jenis}/{id}/auth-check[/write]``: bolehkah saya membaca (atau menulis)?"""

    def get(self, kind: str, repo_id: str, write: str | None) -> None:
        self.writable(kind, repo_id) if write else self.repository(kind, repo_id)
        self.write_json({})


class SpaceRuntimeHandler(HubHandler):
    """``GET /api/spaces/{id}/runtime``: hub kelas menyimpan Space, tidak menjalankannya."""

    def get(self, repo_id: str) -> None:
        self.repository("spaces", repo_id)
        self.write_json(
            {"stage": "STOPPED", "hardware": {"current": None, "requested": None}, "storage": None}
        )


class XetHandler(HubHandler):
    """Token Xet: hub kelas memakai LFS biasa, jadi klien diberi tahu cara menyetelnya.

    Klien Xet membuang isi jawaban galat dan hanya menampilkan alamat terakhirnya. Karena
    itu ia dialihkan ke alamat yang berisi sarannya.
    """

    def get(self, *_: str) -> None:
        if self.request.path != XET_ADVICE:
            self.redirect(XET_ADVICE, status=307)
            return
        raise BadRequest(
            "Hub kelas menerima berkas besar lewat Git LFS, bukan Xet. Setel HF_HUB_DISABLE_XET=1 di "
            "lingkungan sebelum mengimpor huggingface_hub, lalu ulangi. Di pelajaran, course_lib.setup() "
            "sudah melakukannya."
        )


def _wants_private(data: dict, otherwise: bool) -> bool:
    if "visibility" in data:
        return data["visibility"] == "private"
    return bool(data.get("private", otherwise))


def _set_new(repository: Repository, prefix: str, name: str, commit: str) -> None:
    if repository.refs.get(prefix + name):
        raise AlreadyExists(f"{name!r} sudah ada di {repository.id}.")
    repository.refs.set(prefix, name, commit)


def _remove(repository: Repository, prefix: str, name: str) -> None:
    try:
        repository.refs.remove(prefix, name)
    except KeyError:
        raise RevisionMissing(f"{name!r} tidak ada di {repository.id}.") from None


_REPO = r"/api/(models|datasets|spaces)/([^/]+/[^/]+)"
ROUTES = [
    (r"/api/whoami-v2", WhoAmIHandler),
    (r"/api/repos/create", CreateHandler),
    (r"/api/repos/delete", DeleteHandler),
    (r"/api/repos/move", MoveHandler),
    (_REPO + r"/settings", SettingsHandler),
    (_REPO + r"/branch/([^/]+)", BranchHandler),
    (_REPO + r"/tag/([^/]+)", TagHandler),
    (_REPO + r"/auth-check(/write)?", AccessHandler),
    (_REPO + r"/xet-(?:read|write)-token(?:/.*)?", XetHandler),
    (XET_ADVICE, XetHandler),
    (r"/api/spaces/([^/]+/[^/]+)/runtime", SpaceRuntimeHandler),
]
