"""Paragraphs that know how they were last broken into lines: measured for the page, then drawn there."""

from __future__ import annotations

from reportlab.platypus import paragraph


class Paragraph(paragraph.Paragraph):
    """reportlab's, which breaks its lines anew for every question at the same width."""

    _broken = -1.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Width and height at the width `aW`."""
        if self._broken != aW or "blPara" not in self.__dict__:
            self._size = super().wrap(aW, aH)
            self._broken = aW
        return self._size
