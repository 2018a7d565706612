"""Whisper's two halves as sherpa-onnx calls them: what goes in, what comes out, in which order.

    encoder   mel [n, 80, frames <= 3000]
              -> n_layer_cross_k, n_layer_cross_v [layers, n, frames / 2, width]: keys and values of every decoder layer,
                 computed once for a recording
    decoder   tokens [n, new], in_n_layer_self_k_cache, in_n_layer_self_v_cache [layers, n, room, width],
              n_layer_cross_k, n_layer_cross_v, offset [1]: tokens that are in the cache already
              -> logits [n, new, vocabulary] and the caches with the new tokens written behind the old ones

Shapes and names are those of sherpa-onnx 1.13.8: csrc/offline-whisper-model.cc and scripts/whisper/export-onnx.py. Unlike there,
`frames` and `room` may be of any length up to the positions that there are.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto

from graph import Graph

Weights = Mapping[str, np.ndarray]
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
MELS = 80
WIDTH = 512
LAYERS = 6
POSITIONS = 448
NEVER = -1e9


def _linear(graph: Graph, weights: Weights, x: str, name: str) -> str:
    return graph.linear(x, name, weights[f"{name}/weight"], weights[f"{name}/bias"])


def _norm(graph: Graph, weights: Weights, x: str, name: str) -> str:
    return graph.layer_norm(x, name, weights[f"{name}/gamma"], weights[f"{name}/beta"])


def _feed_forward(graph: Graph, weights: Weights, x: str, name: str) -> str:
    inner = _linear(graph, weights, _norm(graph, weights, x, f"{name}/layer_norm"), f"{name}/linear_0")
    return graph.op("Add", x, _linear(graph, weights, graph.gelu(inner), f"{name}/linear_1"))


def _query_key_value(graph: Graph, weights: Weights, x: str, name: str) -> Sequence[str]:
    """One product for all three, as the weights are stored."""
    every = _linear(graph, weights, _norm(graph, weights, x, f"{name}/layer_norm"), f"{name}/linear_0")
    return graph.parts("Split", 3, every, graph.ints(WIDTH, WIDTH, WIDTH), axis=-1)


def _encode(graph: Graph, weights: Weights, mel: str) -> str:
    x = mel
    for name, stride in (("conv1", 1), ("conv2", 2)):
        kernel, bias = (weights[f"encoder/{name}/{part}"].astype(np.float32) for part in ("weight", "bias"))
        filters = graph.weight(f"{name}/weight", kernel), graph.weight(f"{name}/bias", bias)
        x = graph.gelu(graph.op("Conv", x, *filters, pads=[1, 1], strides=[stride]))
    x = graph.op("Transpose", x, perm=[0, 2, 1])
    places = graph.weight("places", weights["encoder/position_encodings/encodings"].astype(np.float32))
    length = graph.slice(graph.op("Shape", x), graph.ints(1), graph.ints(2), 0)
    x = graph.op("Add", x, graph.slice(places, graph.ints(0), length, 0))
    for layer in range(LAYERS):
        name = f"encoder/layer_{layer}"
        q, k, v = _query_key_value(graph, weights, x, f"{name}/self_attention")
        heard = graph.attention(q, k, v, None)
        x = graph.op("Add", x, _linear(graph, weights, heard, f"{name}/self_attention/linear_1"))
        x = _feed_forward(graph, weights, x, f"{name}/ffn")
    return _norm(graph, weights, x, "encoder/layer_norm")


def _stack(graph: Graph, layers: Sequence[str], name: str) -> str:
    whole = [graph.op("Unsqueeze", one, graph.ints(0)) for one in layers]
    return graph.op("Concat", *whole, axis=0, name=name)


def encoder_model(weights: Weights, metadata: Mapping[str, object]) -> onnx.ModelProto:
    graph = Graph()
    x = _encode(graph, weights, "mel")
    keys, values = [], []
    for layer in range(LAYERS):
        name = f"decoder/layer_{layer}/attention/linear_1"
        k, v = graph.parts("Split", 2, _linear(graph, weights, x, name), graph.ints(WIDTH, WIDTH), axis=-1)
        keys.append(k)
        values.append(v)
    _stack(graph, keys, "n_layer_cross_k")
    _stack(graph, values, "n_layer_cross_v")
    cross = (LAYERS, "n_audio", "positions", WIDTH)
    return graph.model(
        {"mel": (FLOAT, ("n_audio", MELS, "frames"))}, {"n_layer_cross_k": cross, "n_layer_cross_v": cross}, metadata
    )


def _layer_of(graph: Graph, stacked: str, layer: int) -> str:
    return graph.op("Gather", stacked, graph.weight(f"layer_{layer}", np.array(layer, dtype=np.int64)), axis=0)


def _causal(graph: Graph, offset: str, end: str) -> str:
    """Rows offset .. end - 1 of a mask that lets a token see itself and what is before it."""
    seen = np.where(np.tri(POSITIONS, dtype=bool), 0, NEVER).astype(np.float32)
    rows = graph.slice(graph.weight("causal", seen), offset, end, 0)
    return graph.slice(rows, graph.ints(0), end, 1)


class _Cache:
    """Keys or values of the tokens so far.

    cache  [ old ... | anything ]      seen    [ old ... | new ]
             0..offset                 written [ old ... | new | anything ]
    """

    def __init__(self, graph: Graph, stacked: str, offset: str, end: str) -> None:
        self.graph, self.stacked, self.offset, self.end = graph, stacked, offset, end
        self.written: list[str] = []

    def add(self, layer: int, new: str) -> str:
        graph = self.graph
        cache = _layer_of(graph, self.stacked, layer)
        old = graph.slice(cache, graph.ints(0), self.offset, 1)
        rest = graph.slice(cache, self.end, graph.ints(POSITIONS), 1)
        seen = graph.op("Concat", old, new, axis=1)
        self.written.append(graph.op("Concat", seen, rest, axis=1))
        return seen


def decoder_model(weights: Weights) -> onnx.ModelProto:
    graph = Graph()
    new = graph.slice(graph.op("Shape", "tokens"), graph.ints(1), graph.ints(2), 0)
    end = graph.op("Add", "offset", new)
    # Stored as it came, float16: the table is half of the network, and looking up is no product to quantise.
    table = graph.weight("decoder/embeddings", weights["decoder/embeddings/weight"])
    x = graph.op("Cast", graph.op("Gather", table, "tokens"), to=FLOAT)
    places = graph.weight("places", weights["decoder/position_encodings/encodings"].astype(np.float32))
    x = graph.op("Add", x, graph.slice(places, "offset", end, 0))
    mask = _causal(graph, "offset", end)
    keys = _Cache(graph, "in_n_layer_self_k_cache", "offset", end)
    values = _Cache(graph, "in_n_layer_self_v_cache", "offset", end)
    for layer in range(LAYERS):
        name = f"decoder/layer_{layer}"
        q, k, v = _query_key_value(graph, weights, x, f"{name}/self_attention")
        said = graph.attention(q, keys.add(layer, k), values.add(layer, v), mask)
        x = graph.op("Add", x, _linear(graph, weights, said, f"{name}/self_attention/linear_1"))
        q = _linear(graph, weights, _norm(graph, weights, x, f"{name}/attention/layer_norm"), f"{name}/attention/linear_0")
        k, v = (_layer_of(graph, stacked, layer) for stacked in ("n_layer_cross_k", "n_layer_cross_v"))
        heard = graph.attention(q, k, v, None)
        x = graph.op("Add", x, _linear(graph, weights, heard, f"{name}/attention/linear_2"))
        x = _feed_forward(graph, weights, x, f"{name}/ffn")
    x = _norm(graph, weights, x, "decoder/layer_norm")
    table = weights["decoder/projection/weight"]
    graph.op("MatMul", x, graph.weight("decoder/projection", table.T.astype(np.float32)), name="logits")
    _stack(graph, keys.written, "out_n_layer_self_k_cache")
    _stack(graph, values.written, "out_n_layer_self_v_cache")
    room = (LAYERS, "n_audio", "room", WIDTH)
    cross = (LAYERS, "n_audio", "positions", WIDTH)
    return graph.model(
        {
            "tokens": (INT64, ("n_audio", "n_tokens")),
            "in_n_layer_self_k_cache": (FLOAT, room),
            "in_n_layer_self_v_cache": (FLOAT, room),
            "n_layer_cross_k": (FLOAT, cross),
            "n_layer_cross_v": (FLOAT, cross),
            "offset": (INT64, (1,)),
        },
        {
            "logits": ("n_audio", "n_tokens", table.shape[0]),
            "out_n_layer_self_k_cache": room,
            "out_n_layer_self_v_cache": room,
        },
        {},
    )
