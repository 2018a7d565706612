"""Whisper's tokens as sherpa-onnx reads them, and what it must know of the special ones."""

import base64
import json
from collections.abc import Mapping, Sequence

from network import LAYERS, MELS, POSITIONS, WIDTH

HEADS = WIDTH // 64
AUDIO_POSITIONS = 1500
END = "<|endoftext|>"


def _byte_letters() -> Mapping[str, int]:
    """GPT-2's spelling of bytes: printable ones as themselves, the others as the letters from U+0100 on, in order."""
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + at): byte for at, byte in enumerate(others)}


LETTERS = _byte_letters()


def token_bytes(token: str) -> bytes:
    return bytes(LETTERS[letter] for letter in token)


def tokens_text(vocabulary: Sequence[str]) -> str:
    """tokens.txt: base64 and index a line, of the words only; sherpa-onnx leaves out the tokens that are not in it."""
    words = vocabulary[: vocabulary.index(END)]
    # The last word is empty; OpenAI's own list spells it as a lone '=', which every base64 reader takes for nothing.
    lines = (base64.b64encode(token_bytes(word)).decode() or "=" for word in words)
    return "".join(f"{line} {index}\n" for index, line in enumerate(lines))


def encoder_metadata(vocabulary: Sequence[str], config: Mapping[str, object]) -> Mapping[str, object]:
    """What scripts/whisper/export-onnx.py of sherpa-onnx writes; without most of these its process ends."""
    index = {token: at for at, token in enumerate(vocabulary)}
    languages = config["lang_ids"]
    start, transcribe = index["<|startoftranscript|>"], index["<|transcribe|>"]
    numbers = lambda some: ",".join(map(str, some))  # noqa: E731
    return {
        "model_type": "whisper-base",
        "version": 1,
        "maintainer": "Hesheng",
        "n_mels": MELS,
        "n_audio_ctx": AUDIO_POSITIONS,
        "n_audio_state": WIDTH,
        "n_audio_head": HEADS,
        "n_audio_layer": LAYERS,
        "n_vocab": len(vocabulary),
        "n_text_ctx": POSITIONS,
        "n_text_state": WIDTH,
        "n_text_head": HEADS,
        "n_text_layer": LAYERS,
        "sot_sequence": numbers([start, languages[0], transcribe]),
        "all_language_tokens": numbers(languages),
        "all_language_codes": ",".join(vocabulary[language].strip("<|>") for language in languages),
        "sot": start,
        "sot_index": 0,
        "eot": index[END],
        "blank_id": index["\u0120"],
        "is_multilingual": 1,
        "no_speech": index["<|nospeech|>"],
        "non_speech_tokens": numbers(config["suppress_ids"]),
        "transcribe": transcribe,
        "translate": index["<|translate|>"],
        "sot_prev": index["<|startofprev|>"],
        "sot_lm": index["<|startoflm|>"],
        "no_timestamps": index["<|notimestamps|>"],
    }


def read_vocabulary(files: Mapping[str, bytes]) -> tuple[Sequence[str], Mapping[str, object]]:
    return json.loads(files["vocabulary.json"]), json.loads(files["config.json"])
