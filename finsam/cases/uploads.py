"""Uploads: what is larger than any file may be is counted, not kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to disk up to the most a file may be; of the rest only its size is told to the form."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the bytes while there is room for them."""
        if start + len(raw_data) <= settings.MOST_FILE_BYTES + self.chunk_size:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """Hand over the file with the size it had when it was sent."""
        self.file.seek(0)
        self.file.size = file_size
        return self.file
