"""Reader of CTranslate2's binary format (version 6): a list of name, shape, type and bytes, then aliases."""

import struct
from typing import Mapping

import numpy as np

TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
VERSION = 6
SPEC = "WhisperSpec"


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, length: int) -> bytes:
        begin, self.at = self.at, self.at + length
        if self.at > len(self.data):
            raise ValueError("the file of the weights is cut off")
        return self.data[begin : self.at]

    def number(self, form: str) -> int:
        return struct.unpack("<" + form, self.take(struct.calcsize(form)))[0]

    def text(self) -> str:
        return self.take(self.number("H"))[:-1].decode()  # ends with a zero byte, which is counted


def read_weights(data: bytes) -> Mapping[str, np.ndarray]:
    """All arrays by name, as they are stored; linear layers are [out, in]."""
    cursor = _Cursor(data)
    version, spec = cursor.number("I"), cursor.text()
    if (version, spec) != (VERSION, SPEC):
        raise ValueError(f"expected {SPEC} in version {VERSION}, found {spec} in version {version}")
    cursor.number("I")  # revision of the specification
    weights = {}
    for _ in range(cursor.number("I")):
        name, rank = cursor.text(), cursor.number("B")
        shape = [cursor.number("I") for _ in range(rank)]
        kind = TYPES[cursor.number("B")]
        weights[name] = np.frombuffer(cursor.take(cursor.number("I")), dtype=kind).reshape(shape)
    for _ in range(cursor.number("I")):
        alias, name = cursor.text(), cursor.text()
        weights[alias] = weights[name]
    return weights
