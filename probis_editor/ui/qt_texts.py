"""Qt's own words (file dialog, context menus of text fields, colours) in our language: PySide6 ships none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTranslator

_KEYS = {
    "&Undo": "undo",
    "&Redo": "redo",
    "Cu&t": "cut",
    "&Copy": "copy",
    "&Paste": "paste",
    "Delete": "delete",
    "&Delete": "delete",
    "Select All": "select_all",
    "&Select All": "select_all",
    "OK": "ok",
    "&OK": "ok",
    "Cancel": "cancel",
    "&Cancel": "cancel",
    "&Yes": "yes",
    "&No": "no",
    "Open": "open",
    "&Open": "open",
    "Save": "save",
    "&Save": "save",
    "&Choose": "choose",
    "Look in:": "look_in",
    "File &name:": "file_name",
    "Files of type:": "file_type",
    "Directory:": "folder",
    "Back": "back",
    "Forward": "forward",
    "Go back": "back",
    "Go forward": "forward",
    "Parent Directory": "parent",
    "Go to the parent directory": "parent",
    "Create New Folder": "new_folder",
    "Create a New Folder": "new_folder",
    "&New Folder": "new_folder",
    "New Folder": "new_folder",
    "List View": "list_view",
    "Change to list view mode": "list_view",
    "Detail View": "detail_view",
    "Change to detail view mode": "detail_view",
    "Computer": "computer",
    "My Computer": "computer",
    "Name": "name",
    "Size": "size",
    "Type": "type",
    "Kind": "type",
    "Date Modified": "date",
    "Folder": "folder_kind",
    "File Folder": "folder_kind",
    "Drive": "drive",
    "&Rename": "rename",
    "Show &hidden files": "hidden",
    "Sidebar": "sidebar",
    "Files": "files",
    "All Files (*)": "all_files",
    "%1 already exists.\nDo you want to replace it?": "replace",
    "%1\nFile not found.\nPlease verify the correct file name was given.": "not_found",
    "Select Color": "color",
    "&Basic colors": "basic_colors",
    "&Custom colors": "custom_colors",
    "&Add to Custom Colors": "add_color",
    "&Pick Screen Color": "pick_color",
    "Hu&e:": "hue",
    "&Sat:": "saturation",
    "&Val:": "value",
    "&Red:": "red",
    "&Green:": "green",
    "Bl&ue:": "blue",
    "&HTML:": "html",
    "Close": "close",
}


class QtTexts(QTranslator):
    """Answers for the words in the table; all others stay as Qt has them."""

    def __init__(self, text: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._texts = {source: text("ui.qt." + key) for source, key in _KEYS.items()}

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return self._texts.get(source, source)  # Qt would take "" for a translation

    def isEmpty(self) -> bool:
        return False
