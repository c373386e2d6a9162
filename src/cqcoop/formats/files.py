"""Writing a file whole or not at all."""

import os
import stat
from pathlib import Path

from cqcoop.errors import InvalidValue

__all__ = ["write_bytes", "write_text"]


def write_text(path: str | os.PathLike[str], text: str) -> None:
    r"""Write a text as UTF-8, whole or not at all; line ends stay as they are, on every system.

    Otherwise as `write_bytes`.

    Raises:
        InvalidValue: The text holds a lone surrogate, which UTF-8 has no form for.
        OSError: The file cannot be written; a file that was there is as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "note.txt"), "重庆\n")
    ...     Path(folder, "note.txt").read_bytes()
    b'\xe9\x87\x8d\xe5\xba\x86\n'
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        found = f"the lone surrogate {text[error.start]!a} at position {error.start}"
        raise InvalidValue(f"{os.fspath(path)}: expected text that UTF-8 can hold, found {found}") from None
    write_bytes(path, data)


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file, whole or not at all.

    The data goes to a temporary file in the same folder, is brought to the disk and then takes the file's place.
    A new file gets the usual permissions, a replaced one keeps its own; a link stays, and the file it leads to is
    replaced. What is no ordinary file (a pipe, a terminal, `/dev/null`) cannot be replaced and is simply written to.

    Raises:
        OSError: The file cannot be written; a file that was there is as it was, and nothing is left beside it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_bytes(Path(folder, "data.bin"), b"abc")
    ...     os.listdir(folder)
    ['data.bin']
    """
    if Path(path).exists() and not Path(path).is_file():
        Path(path).write_bytes(data)
        return
    # Resolved by realpath, as os.replace would put the new file in the place of a link, not of the file behind it.
    target = Path(os.path.realpath(path))
    # A short name of its own, since one made from the target's could be longer than the file system allows.
    temporary = target.with_name(f".cqcoop-{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
