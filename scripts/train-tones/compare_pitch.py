"""Compares the pitch tracks of bench/tone with Praat's (Boersma 1993, its own implementation) on the same recordings.

  python compare_pitch.py --cache FILE [--set NAME] [--most 200]

Prints, per set: frames that only one of the two calls voiced, and of the frames that both do, how many differ by more than
20 % (octave errors, mostly), and the median difference of the others in cents.
"""

import argparse
import json
from collections import defaultdict

import numpy as np
import parselmouth

FLOOR_HZ, CEILING_HZ = 60, 500
GROSS = 0.2


def compare(row):
    """Frames, voicing differences, both voiced, gross differences, cents of the rest."""
    ours = np.array(row["hz"])
    times = (np.arange(len(ours)) + 0.5) * row["frameMs"] / 1000
    pitch = parselmouth.Sound(row["path"]).to_pitch_ac(time_step=row["frameMs"] / 1000, pitch_floor=FLOOR_HZ, pitch_ceiling=CEILING_HZ)
    praat = np.nan_to_num(np.array([pitch.get_value_at_time(time) for time in times]))
    both = (ours > 0) & (praat > 0)
    ratio = ours[both] / praat[both]
    gross = np.abs(ratio - 1) > GROSS
    cents = np.abs(1200 * np.log2(ratio[~gross]))
    return len(ours), int(((ours > 0) != (praat > 0)).sum()), int(both.sum()), int(gross.sum()), cents


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--cache", required=True, action="append")
    options.add_argument("--set", action="append")
    options.add_argument("--most", type=int, default=200)
    chosen = options.parse_args()
    by_set = defaultdict(list)
    for path in chosen.cache:
        for line in open(path, encoding="utf8"):
            row = json.loads(line)
            if (not chosen.set or row["set"] in chosen.set) and len(by_set[row["set"]]) < chosen.most:
                by_set[row["set"]].append(row)
    for name, rows in by_set.items():
        results = [compare(row) for row in rows]
        frames, voicing, both, gross = (sum(result[k] for result in results) for k in range(4))
        cents = np.median(np.concatenate([result[4] for result in results]))
        print(f"{name:28} {len(rows):4} recordings {frames:6} frames  voicing differs {100 * voicing / frames:.1f} %  "
              f"gross {100 * gross / max(1, both):.2f} % of {both}  median of the rest {cents:.1f} cents")


if __name__ == "__main__":
    main()
