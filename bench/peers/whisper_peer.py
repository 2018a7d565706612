"""faster-whisper, asked by the bench line by line.

    python whisper_peer.py WEIGHTS

WEIGHTS is a folder with Whisper base for CTranslate2; it is fetched when it is not there. One JSON object a line: {"path"} of raw
16 kHz float32 samples in, {"text", "wallMs", "cpuMs"} out; {"ready": true} when the model is loaded. One thread, int8, greedy, Mandarin,
no voice activity detection, no timestamps. The times have the front end, the encoder and the decoder, and no loading.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel

EXPORT = Path(__file__).parents[2] / "models" / "whisper-base"


def weights(folder: Path) -> Path:
    if not (folder / "model.bin").exists():
        sys.path.insert(0, str(EXPORT))
        from fetch_weights import write_weights

        write_weights(folder)
    return folder


def say(message: dict) -> None:
    print(json.dumps(message), flush=True)


def main() -> None:
    model = WhisperModel(
        str(weights(Path(sys.argv[1]))), device="cpu", compute_type="int8", cpu_threads=1, num_workers=1, local_files_only=True
    )
    say({"ready": True})
    for line in sys.stdin:
        samples = np.fromfile(json.loads(line)["path"], dtype="<f4")
        wall, cpu = time.perf_counter(), time.process_time()
        segments, _ = model.transcribe(
            samples, language="zh", task="transcribe", beam_size=1, best_of=1, temperature=0.0, vad_filter=False, without_timestamps=True
        )
        text = "".join(segment.text for segment in segments)
        say({"text": text, "wallMs": 1000 * (time.perf_counter() - wall), "cpuMs": 1000 * (time.process_time() - cpu)})


if __name__ == "__main__":
    main()
