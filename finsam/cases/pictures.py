"""Pages of PDF files as pictures, for reading where no PDF can be shown."""

import io

import pypdfium2

from finsam.cases.contents import one_at_a_time

WIDTH = 1240  # pixels: sharp on a tablet, and a page of text stays under 100 kB


def page_picture(content: bytes, page: int, width: int = WIDTH) -> bytes:
    """Draw one page, counted from 1, as WebP. Raises ValueError when there is no such page or no such PDF."""
    with one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise ValueError("Filen går inte att läsa.") from error
        try:
            if not 1 <= page <= len(document):
                raise ValueError("Sidan finns inte.")
            sheet = document[page - 1]
            drawn = sheet.render(scale=width / sheet.get_width()).to_pil()
            sheet.close()
        except pypdfium2.PdfiumError as error:
            raise ValueError("Sidan går inte att visa.") from error
        finally:
            document.close()
    picture = io.BytesIO()
    drawn.save(picture, "WEBP", quality=80)
    return picture.getvalue()
