"""`probis sign`: an electronic signature with a key file of one's own."""

from __future__ import annotations

import argparse
import getpass
import os

from probis_editor.formats.base import FormatError, save_bytes
from probis_editor.i18n import Translator

PASSWORD = "PROBIS_PASSWORD"
"""The environment variable that holds the key file's password where nobody can be asked."""


def sign(options: argparse.Namespace, tr: Translator) -> int:
    """`probis sign BOOK.pdf --key KEY.p12 -o OUT.pdf [--field NAME]`."""
    from probis_editor.booklet.signing import SigningError, signed

    data, key = options.file.read_bytes(), options.key.read_bytes()
    password = os.environ.get(PASSWORD)
    if password is None:
        password = getpass.getpass(tr("cli.ask_password"))
    try:
        done = signed(data, key, password, options.field or "", tr("booklet.sign.heading"))
    except SigningError as error:
        raise FormatError("booklet.sign." + error.key) from error
    save_bytes(done, options.out)
    print(tr("cli.signed", name=str(options.out)))
    return 0
