"""The certificate as a PDF: both languages, the Kyrgyz letters, the same bytes each time."""

import io

from pypdf import PdfReader

from app.learning import pdf, wording
from tests.learning.test_certificates import said

ADDRESS = "http://localhost/verify/ABCDE"


def page():
    words = said()
    return wording.page(
        words, address=ADDRESS, qr=pdf.qr(ADDRESS), key_id="k" * 16, signature="s" * 88
    )


def test_it_is_one_page_with_every_word_and_embedded_fonts():
    reader = PdfReader(io.BytesIO(pdf.certificate(page())))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    for word in ("Өмүрбекова Айжаңыл Үсөновна", "КҮБӨЛҮК", "СЕРТИФИКАТ", "2026-000012-3", ADDRESS):
        assert word in text, word
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    for font in fonts:
        inner = (
            font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        )
        assert any(key.startswith("/FontFile") for key in inner), "a font that is not embedded"


def test_the_same_words_give_the_same_bytes():
    assert pdf.certificate(page()) == pdf.certificate(page())


def test_text_is_never_markup():
    words = said(name="#pagebreak() *x* $y$ \\ <b>")
    made = wording.page(words, address=ADDRESS, qr=pdf.qr(ADDRESS), key_id="k", signature="s")
    reader = PdfReader(io.BytesIO(pdf.certificate(made)))
    assert len(reader.pages) == 1
    assert "#pagebreak() *x* $y$" in reader.pages[0].extract_text()
