"""A small picture that uses every primitive, for the backends."""

from __future__ import annotations

import base64

from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import Group, Image, Pen, Text, TextStyle, ellipse, polyline, rectangle
from probis_editor.geometry import Point, Rect

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
"""A PNG of one red pixel."""

STYLE = TextStyle(12)
INK = Pen("#03689A", 1.2)


def small() -> Group:
    """A task with a name, a dashed line, a scaled circle, turned and decorated text, an image. 320 x 120."""
    box = Rect(0, 0, 90, 60)
    task = Group(
        (
            rectangle(box, INK, "#ECEFFF"),
            *fonts.place(fonts.fit("Menerima <surat> & arsip", STYLE, box.w, box.h, 7, 4), box),
        ),
        id="task-1",
        dx=40,
        dy=20,
        title="Menerima <surat>",
    )
    return Group(
        (
            task,
            polyline((Point(130, 50), Point(200.5, 50)), Pen("#000000", 1.2, (6, 4))),
            Group((ellipse(Rect(0, 0, 60, 60), None, "#E6FF97"),), dx=201, dy=35, scale=0.5),
            Text(20, 110, "Sekretariat", TextStyle(12, bold=True), "start", -90),
            Text(300, 20, "Kirim ✓", TextStyle(12, "#990000", italic=True, underline=True), "end"),
            Text(250, 100, "درخواست", STYLE, "middle"),
            Image(Rect(260, 40, 20, 10), DOT),
        )
    )
