"""The network: Whisper base's encoder without padding to 30 s, and a convolutional head."""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from front_end import BINS, HOP, WINDOW, fourier_rows, mel_filters
from labels import PHONES, TONAL, toneless_of_tonal
from weights import LAYERS

WIDTH = 512
HEADS = 8
POSITIONS = 1_500


class FrontEnd(nn.Module):
    """Waveform [batch, samples] -> log-mel [batch, 80, samples / 160]. The loudest is that of each recording."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("fourier", torch.from_numpy(fourier_rows())[:, None], persistent=False)
        self.register_buffer("filters", torch.from_numpy(mel_filters()), persistent=False)

    def forward(self, wave: Tensor) -> Tensor:
        padded = F.pad(wave[:, None], (WINDOW // 2, WINDOW // 2), mode="reflect")
        spectrum = F.conv1d(padded, self.fourier, stride=HOP)[:, :, :-1]
        power = spectrum[:, :BINS] ** 2 + spectrum[:, BINS:] ** 2
        logs = torch.clamp(self.filters @ power, min=1e-10).log() / math.log(10)
        logs = torch.maximum(logs, logs.amax(dim=(1, 2), keepdim=True) - 8.0)
        return (logs + 4) / 4


class Layer(nn.Module):
    """Pre-norm transformer layer."""

    def __init__(self, width: int = WIDTH, heads: int = HEADS) -> None:
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor, real: Tensor | None = None) -> Tensor:
        """`real` bool [batch, frames] is False where a batch is filled up."""
        batch, frames, width = x.shape
        split = self.qkv(self.norm1(x)).view(batch, frames, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        mask = None if real is None else real[:, None, None]
        heard = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = x + self.out(heard.transpose(1, 2).reshape(batch, frames, width))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Lower(nn.Module):
    """Log-mel -> frames of 20 ms after the first so many layers. Frozen: its output is what the cache holds."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(80, WIDTH, 3, padding=1)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.positions = nn.Parameter(torch.zeros(POSITIONS, WIDTH))
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, mel: Tensor) -> Tensor:
        x = F.gelu(self.conv2(F.gelu(self.conv1(mel)))).transpose(1, 2)
        x = x + self.positions[: x.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return x


class Head(nn.Module):
    """Linear, then three residual convolutions over 140 ms each, then labels."""

    def __init__(self, labels: int, dropout: float, inner: int = 320, width: int = WIDTH) -> None:
        super().__init__()
        self.input = nn.Linear(width, inner)
        self.convolutions = nn.ModuleList(nn.Conv1d(inner, inner, 7, padding=3) for _ in range(3))
        self.norms = nn.ModuleList(nn.LayerNorm(inner) for _ in range(4))
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(inner, labels)

    def forward(self, x: Tensor, real: Tensor | None = None) -> Tensor:
        x = self.norms[0](F.gelu(self.input(x)))
        for convolution, norm in zip(self.convolutions, self.norms[1:]):
            # Filling is zero before each convolution, as beyond the end of a recording on its own.
            inside = x if real is None else x * real[:, :, None]
            x = norm(x + self.dropout(F.gelu(convolution(inside.transpose(1, 2)).transpose(1, 2))))
        return self.output(x)


class Upper(nn.Module):
    """The layers above the cache and the head: what is trained. Cached frames -> log-probabilities of the labels."""

    def __init__(self, lower_layers: int, tonal: bool, dropout: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - lower_layers))
        self.norm = nn.LayerNorm(WIDTH)
        self.head = Head(len(TONAL) if tonal else len(PHONES), dropout)
        merge = np.eye(len(PHONES), dtype=np.float32)[toneless_of_tonal()] if tonal else None
        self.register_buffer("merge", None if merge is None else torch.from_numpy(merge), persistent=False)

    def forward(self, x: Tensor, real: Tensor | None = None) -> Tensor:
        for layer in self.layers:
            x = layer(x, real)
        return self.head(self.norm(x), real).log_softmax(-1)

    def toneless(self, log_probs: Tensor) -> Tensor:
        """Tonal labels merged by adding probabilities; toneless ones as they are."""
        return log_probs if self.merge is None else (log_probs.exp() @ self.merge).clamp(min=1e-30).log()


class Phones(nn.Module):
    """What ships: waveform float32 [1, samples] -> log-probabilities float32 [1, frames, 60]."""

    def __init__(self, lower: Lower, upper: Upper) -> None:
        super().__init__()
        self.front_end, self.lower, self.upper = FrontEnd(), lower, upper

    def forward(self, waveform: Tensor) -> Tensor:
        return self.upper.toneless(self.upper(self.lower(self.front_end(waveform))))


def split_encoder(encoder: dict[str, np.ndarray], lower_layers: int) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Weights of the whole encoder -> those of `Lower`, and those of the layers and the norm of `Upper`."""
    lower, upper = {}, {}
    for name, value in encoder.items():
        tensor = torch.from_numpy(value.copy())
        if not name.startswith("layers."):
            (upper if name.startswith("norm.") else lower)[name] = tensor
            continue
        _, layer, rest = name.split(".", 2)
        if int(layer) < lower_layers:
            lower[name] = tensor
        else:
            upper[f"layers.{int(layer) - lower_layers}.{rest}"] = tensor
    return lower, upper


def build_lower(encoder: dict[str, np.ndarray], lower_layers: int) -> Lower:
    lower = Lower(lower_layers)
    lower.load_state_dict(split_encoder(encoder, lower_layers)[0])
    return lower.eval().requires_grad_(False)


def build_upper(
    encoder: dict[str, np.ndarray], lower_layers: int, tonal: bool, dropout: float, head: dict[str, np.ndarray] | None
) -> Upper:
    """With the encoder's weights, and the given or a random head."""
    upper = Upper(lower_layers, tonal, dropout)
    weights = split_encoder(encoder, lower_layers)[1]
    if head is not None:
        weights |= {f"head.{name}": torch.from_numpy(value) for name, value in head.items()}
    lacking, unknown = upper.load_state_dict(weights, strict=False)
    if unknown or (head is not None and lacking):
        raise ValueError(f"weights do not fit: {lacking} {unknown}")
    return upper
