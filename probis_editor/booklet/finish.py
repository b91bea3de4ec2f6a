"""From the painter's PDF to PDF/A-2b. What is written has passed the checker of `pikepdf.pdfa`."""

from __future__ import annotations

from io import BytesIO

from probis_editor.booklet.tags import Tag, add_structure

EPOCH = "2000-01-01T00:00:00+00:00"
"""The date in the metadata: the same document gives the same bytes, so no clock is read."""


def load() -> None:
    """Load what `archival` needs, which takes a quarter of a second."""
    import pikepdf.pdfa  # noqa: F401


def archival(data: bytes, tags: list[Tag] | None = None) -> bytes | None:
    """The PDF as PDF/A-2b with the structure of its marks, None where the checker does not pass it. Deterministic."""
    import pikepdf
    import pikepdf.pdfa as pdfa

    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            if "/Trans" in page:
                del page["/Trans"]
        labels = pdf.Root.get("/PageLabels")
        if labels is not None:
            numbers = labels.Nums
            for at in range(1, len(numbers), 2):
                # The checker wants the dictionaries in place, not as references.
                numbers[at] = pikepdf.Dictionary({key: numbers[at][key] for key in list(numbers[at].keys())})
        add_structure(pdf, tags or [])
        pdfa.prepare(pdf, "2b")
        with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["xmp:MetadataDate"] = EPOCH
        stream = BytesIO()
        pdf.save(stream, **pdfa.resolve_save_kwargs("2b", deterministic_id=True))
    stream.seek(0)
    report = pdfa.validate_written(stream, "2b")
    return stream.getvalue() if report.passed else None
