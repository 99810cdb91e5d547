"""A file as it is handed out: saved by whoever asks, or shown where it may do nothing."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from finsam.cases.models import StoredFile

SANDBOX = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox"
"""A file shown in the browser may do nothing at all."""


def handed_out(file: int, *, shown: bool = False) -> HttpResponse:
    """Answer with a stored file, to be saved; a PDF may be shown. Must be called within the association."""
    stored = StoredFile.objects.defer("text").get(pk=file)
    is_saved = not (shown and stored.media_type == "application/pdf")
    response = HttpResponse(bytes(stored.content), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=is_saved, filename=stored.name) or ""
    response["Content-Security-Policy"] = SANDBOX
    return response
