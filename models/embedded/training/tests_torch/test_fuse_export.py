import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch

from export import export
from fuse import fuse
from hearing import Recogniser
from network import Lower, Phones, Upper
from quantise import matrices, quantise

# What 8 bits may take away, in shares of how much the frames differ from each other.
TOLERANCE = 0.25


class FuseExport(unittest.TestCase):
    def test_what_the_pipeline_exports_is_written_anew(self):
        torch.manual_seed(1)
        model = Phones(Lower(4), Upper(4, False, 0.0)).eval()
        # Odd numbers, so that nothing is right by being 0 or 1.
        for name, parameter in model.named_parameters():
            if "norm" in name or name.endswith("bias"):
                parameter.data = torch.randn_like(parameter) * 0.3 + 0.5
        wave = np.random.default_rng(1).standard_normal(31_840).astype(np.float32) * 0.1
        with TemporaryDirectory() as folder:
            large, small, fused = (Path(folder) / f"{name}.onnx" for name in ("large", "small", "fused"))
            export(model, large)
            names = list(matrices(large))
            # The first layer's queries, keys and values, and the second's last product.
            quantise(large, small, [names[0], names[7]])
            anew = fuse(onnx.load(small))
            onnx.save(anew, fused)
            wanted, found = (Recogniser(one).log_probs(wave) for one in (large, fused))
        kept = [part.name for part in anew.graph.initializer if part.data_type == onnx.TensorProto.FLOAT16]
        self.assertEqual(
            kept,
            ["positions_f16", "layer0.query.matrix", "layer0.key.matrix", "layer0.value.matrix", "layer1.down.matrix"],
        )
        self.assertEqual(found.shape, wanted.shape)
        spread = (wanted - wanted.mean(axis=0)).std()
        self.assertLess(np.sqrt(((found - wanted) ** 2).mean()), TOLERANCE * spread)


if __name__ == "__main__":
    unittest.main()
