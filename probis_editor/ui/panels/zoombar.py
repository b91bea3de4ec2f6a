"""Zoom out, the zoom in percent (click = 100 %), zoom in, fit: floating at the canvas's lower middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from probis_editor.ui import icons
from probis_editor.ui.floating import Floating

if TYPE_CHECKING:
    from collections.abc import Callable

    from probis_editor.ui.canvas import Canvas


class ZoomBar(Floating):
    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("floating")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(1)
        view = canvas.view
        self._button(layout, "zoom-out", "zoom_out", lambda: view.zoom_step(up=False))
        self._percent = self._button(layout, "", "zoom_100", lambda: view.set_zoom(1.0))
        self._percent.setFixedWidth(56)
        self._button(layout, "zoom-in", "zoom_in", lambda: view.zoom_step(up=True))
        self._button(layout, "maximize", "zoom_fit", view.fit)
        self.show_zoom(1.0)

    def _button(self, layout: QHBoxLayout, icon: str, tip: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        button.setFixedHeight(26)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self._canvas.session.text("ui.action." + tip))
        button.clicked.connect(lambda _=False: run())
        if not icon:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        layout.addWidget(button)
        return button

    def show_zoom(self, zoom: float) -> None:
        self._percent.setText(f"{zoom * 100:.0f} %")

    def settle(self) -> None:
        """Stand at the lower middle."""
        self.adjustSize()
        self.move((self._canvas.width() - self.width()) // 2, self._canvas.height() - self.height() - 18)
        self.raise_()
