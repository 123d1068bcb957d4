"""``git clone``: berkas repositori apa adanya, untuk cara baca git yang paling sederhana.

Acuan: "Pro Git", bab 10.6, "The Dumb Protocol". Hanya membaca; ``git push`` ditolak
karena akan melewati pemeriksaan nama, jatah, dan ukuran.
"""

import re

from class_hub.errors import EntryMissing, Refused, RepositoryMissing
from class_hub.files import send_chunks
from class_hub.lfs import chunks_of
from class_hub.names import MAIN
from class_hub.refs import BRANCH
from class_hub.repository import Repository
from class_hub.web import HubHandler

_OBJECT = re.compile(r"objects/([0-9a-f]{2})/([0-9a-f]{38})")


def readable_by_git(handler: HubHandler, kind: str | None, repo_id: str) -> Repository | None:
    """Repositori yang boleh dibaca git; ``None`` jika git sudah dijawab agar mengirim sandi.

    Git dan Git LFS baru mengirim nama dan token sesudah jawaban 401, juga untuk yang privat.
    """
    try:
        return handler.repository(kind, repo_id)
    except RepositoryMissing:
        if handler.person is not None:
            raise
        handler.set_header("WWW-Authenticate", 'Basic realm="hub kelas", charset="UTF-8"')
        handler.send_problem(
            401, "Repositori ini tidak ada, atau privat: masukkan nama dan token hub kelas."
        )
        return None


class GitHandler(HubHandler):
    """``GET /{id}[.git]/info/refs``, ``/HEAD``, dan ``/objects/...``."""

    async def get(self, kind: str | None, repo_id: str, what: str) -> None:
        service = self.get_query_argument("service", "git-upload-pack")
        if service != "git-upload-pack":
            raise Refused("Hub kelas tidak menerima git push. Unggah dengan upload_folder atau upload_file.")
        repository = readable_by_git(self, kind, repo_id)
        if repository is None:
            return
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if what == "info/refs":
            lines = [f"{oid}\t{name}\n" for name, oid in repository.refs.under("").items()]
            self.finish("".join(lines))
        elif what == "HEAD":
            self.finish(f"ref: {BRANCH}{MAIN}\n")
        elif what == "objects/info/packs":
            self.finish("\n")
        else:
            await self._send_object(repository, what)

    async def _send_object(self, repository: Repository, what: str) -> None:
        match = _OBJECT.fullmatch(what)
        path = repository.folder / "objects" / match[1] / match[2] if match else None
        if path is None or not path.is_file():
            raise EntryMissing("Objek git ini tidak ada.")
        self.set_header("Content-Type", "application/x-git-loose-object")
        self.set_header("Content-Length", str(path.stat().st_size))
        await send_chunks(self, chunks_of(path))


ROUTES = [
    (r"/(?:(datasets|spaces)/)?([^/]+/[^/]+?)(?:\.git)?/(info/refs|HEAD|objects/.+)", GitHandler),
]
