"""The diary taken out whole."""

import os
import tempfile
import weakref
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from finsam.cases.archive import Packed, write_archive
from finsam.cases.pages.archive import archive_page
from finsam.core import audit
from finsam.core.access import AssociationRequest, allow
from finsam.core.rules.permissions import Permission
from finsam.ui.pages import page

CHUNK = 256 * 1024


@allow(Permission.READ_SECRET)
def archive(request: AssociationRequest) -> HttpResponse:
    """Tell what the archive holds and how it is taken out."""
    return page(request, "cases/archive.html", archive_page(request.association))


@allow(Permission.READ_SECRET)
def archive_file(request: AssociationRequest) -> HttpResponse:
    """Hand out the whole diary as a zip. That it was taken out is written in the trail."""
    association, made_at = request.association, timezone.localtime()
    descriptor, name = tempfile.mkstemp(suffix=".zip")
    whole = Path(name)
    response = StreamingHttpResponse(_pieces(whole), content_type="application/zip")
    weakref.finalize(response, whole.unlink, missing_ok=True)
    with os.fdopen(descriptor, "wb") as opened, zipfile.ZipFile(opened, "w") as packed:
        written = write_archive(association, Packed(packed, made_at), made_at)
    audit.record(association, "cases.archive.written", "", by=request.user, documents=written.documents)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{association.slug}-arkiv-{made_at:%Y-%m-%d}.zip"
    )
    response["Content-Length"] = whole.stat().st_size
    return cast("HttpResponse", response)  # what the guard asks of it, its headers, it has


def _pieces(whole: Path) -> Iterator[bytes]:
    with whole.open("rb") as opened:
        while piece := opened.read(CHUNK):
            yield piece
