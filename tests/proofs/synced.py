"""The program as served, on a SQLite that counts: every order to put a file on the disk adds a byte to `syncs`.

A file system of our own stands between the library and the disk, as the library itself provides for
(https://sqlite.org/vfs.html), and hands everything on. Nothing of the program is changed.
"""

import _sqlite3
import ctypes
import os
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_void_p, cast, memmove, sizeof
from pathlib import Path

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
# Pointers in the library's table of what can be done with a file, version 3; the sixth puts it on the disk.
_METHODS, _SYNC_AT = 19, 5


class _FileSystem(Structure):
    _fields_ = (
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("others", c_void_p * 20),
    )


class Counting:
    """Keeps what the library holds on to, for as long as the process lives."""

    def __init__(self, into: Path) -> None:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_FileSystem)
        library.sqlite3_vfs_register.argtypes = (POINTER(_FileSystem), c_int)
        sound = library.sqlite3_vfs_find(None).contents
        self._line = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._open = cast(sound.open, _OPEN)
        self._tables: dict[int, tuple] = {}
        self._own_open = _OPEN(self._opened)
        self._system = _FileSystem()
        memmove(ctypes.byref(self._system), ctypes.byref(sound), sizeof(_FileSystem))
        self._system.name = b"counting"
        self._system.open = cast(self._own_open, c_void_p).value
        assert library.sqlite3_vfs_register(ctypes.byref(self._system), 1) == 0

    def _opened(self, system, name, file, flags, out) -> int:
        answer = self._open(system, name, file, flags, out)
        table = cast(file, POINTER(c_void_p))
        if answer == 0 and table[0]:
            table[0] = self._counting(table[0])
        return answer

    def _counting(self, sound: int) -> int:
        """The same table, but for the order to put the file on the disk."""
        if sound not in self._tables:
            own = (c_void_p * _METHODS)()
            memmove(own, sound, sizeof(own))
            really = cast(own[_SYNC_AT], _SYNC)

            def sync(file, flags) -> int:
                answer = really(file, flags)
                os.write(self._line, b"." if answer == 0 else b"!")
                return answer

            kept = _SYNC(sync)
            own[_SYNC_AT] = cast(kept, c_void_p).value
            self._tables[sound] = (own, kept, really)
        return ctypes.addressof(self._tables[sound][0])


_FOLDER = Path(os.environ["DATABASE_URL"].removeprefix("sqlite:///")).parent
counting = Counting(_FOLDER / "syncs")

from wsgi import app  # noqa: E402 - the library is asked for its file systems before anything is opened

if os.environ.get("PLANTED_CARELESSNESS"):
    from sqlalchemy import event  # noqa: E402
    from sqlalchemy.engine import Engine  # noqa: E402

    @event.listens_for(Engine, "connect")
    def _careless(connection, _record) -> None:
        connection.execute("PRAGMA synchronous=OFF")


__all__ = ["app"]
