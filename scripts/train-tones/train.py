"""Trains the tone witness on features that bench/tone made, and writes the weights that the product ships.

  python train.py --features FILE --model FILE --folds FILE --check FILE [--hidden 32] [--alpha 0.3] [--seed 1]

A small perceptron: standardised features, one hidden layer (tanh), four tones (softmax). Every set and tone weighs the same
within limits, so that the many sentences of two speakers do not drown the few words of thirty-four. `--folds` gets one model
per left-out voice, for the bench; recordings of the set `aishell3-dev` are held out of everything. `--check` gets a few feature vectors with the
log-likelihoods that scikit-learn gives them, so that a test can compare.
"""

import argparse
import hashlib
import json
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

# A fixed number of passes over the data, not a test of convergence, ends the training.
warnings.filterwarnings("ignore", category=ConvergenceWarning)

HELD_OUT = "aishell3-dev"
TONES = [1, 2, 3, 4]
VERSION = 1
CHECKED = 12
DATA = "audio-cmn words and syllables, AISHELL-1 S0150 S0252, DSPSpeech-20"


def fold_of(row):
    """Voices that are left out together."""
    return row["set"] if row["set"].startswith("dspspeech20") else f'{row["set"]} {row["speaker"]}'


def weights_of(rows, tones):
    """Square roots: a set (or tone) ten times larger counts three times as much."""
    sets = [fold_of(row) for row in rows]
    by_set = {name: 1 / np.sqrt(sets.count(name)) for name in set(sets)}
    by_tone = {tone: 1 / np.sqrt((tones == tone).sum()) for tone in TONES}
    weights = np.array([by_set[name] * by_tone[tone] for name, tone in zip(sets, tones)])
    return weights / weights.mean()


def train(rows, hidden, seed, alpha):
    x = np.array([row["features"] for row in rows])
    y = np.array([row["tone"] for row in rows])
    weights = weights_of(rows, y)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    model = MLPClassifier((hidden,), activation="tanh", alpha=alpha, max_iter=40, batch_size=128, random_state=seed,
                          learning_rate_init=2e-3, early_stopping=False)
    model.fit((x - mean) / spread, y, sample_weight=weights)
    prior = np.array([weights[y == tone].sum() for tone in TONES]) / weights.sum()
    return mean, spread, model, prior


def round_all(values):
    return np.round(np.asarray(values), 4).tolist()


def to_json(trained, rows, hidden, seed):
    """Standardisation is folded into the first layer; the priors of training into the last, so that outputs are likelihoods."""
    mean, spread, model, prior = trained
    (first, last), (first_bias, last_bias) = model.coefs_, model.intercepts_
    scaled = first / spread[:, None]
    digest = hashlib.sha256("\n".join(sorted(json.dumps(r, sort_keys=True) for r in rows)).encode()).hexdigest()
    return {
        "id": "tones-mlp-1",
        "version": VERSION,
        "data": DATA,
        "syllables": len(rows),
        "features_sha256": digest,
        "seed": seed,
        "sklearn": sklearn.__version__,
        "hidden": {"weights": round_all(scaled.T), "bias": round_all(first_bias - mean @ scaled)},
        "output": {"weights": round_all(last.T), "bias": round_all(last_bias - np.log(prior))},
    }


def to_check(trained, rows):
    """Every so many rows, with log-likelihoods relative to the best tone."""
    mean, spread, model, prior = trained
    some = [row["features"] for row in rows[:: max(1, len(rows) // CHECKED)]][:CHECKED]
    likelihoods = model.predict_log_proba((np.array(some) - mean) / spread) - np.log(prior)
    return [
        {"features": features, "log_likelihoods": round_all(row - row.max())} for features, row in zip(some, likelihoods)
    ]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--features", required=True)
    options.add_argument("--model", required=True)
    options.add_argument("--folds", required=True)
    options.add_argument("--check", required=True)
    options.add_argument("--hidden", type=int, default=32)
    options.add_argument("--alpha", type=float, default=0.3)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    rows = [json.loads(line) for line in open(chosen.features, encoding="utf8")]
    rows = [row for row in rows if row["set"] != HELD_OUT and row["tone"] in TONES]
    settings = (chosen.hidden, chosen.seed)
    fit = lambda some: train(some, *settings, chosen.alpha)
    names = sorted({fold_of(row) for row in rows})
    parts = {name: [row for row in rows if fold_of(row) != name] for name in names}
    folds = {name: to_json(fit(part), part, *settings) for name, part in parts.items()}
    whole = fit(rows)
    outputs = ((chosen.model, to_json(whole, rows, *settings)), (chosen.folds, folds), (chosen.check, to_check(whole, rows)))
    for path, value in outputs:
        with open(path, "w", encoding="utf8") as file:
            json.dump(value, file, ensure_ascii=False, separators=(",", ":"))
            file.write("\n")


if __name__ == "__main__":
    main()
