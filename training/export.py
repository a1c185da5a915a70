"""Write a trained reader as int8 ONNX, and its word pieces, where the package looks for them.

python training/export.py MODEL_DIR [--out src/summitry/models/reader]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from content import Content
from train import BASE, HERE, KEPT, Reader

TARGET = HERE.parent / "src" / "summitry" / "models" / "reader"


class Encode(nn.Module):
    """`Reader.encode` without a mask: one window is read at a time, so that nothing is padded; and its middle states."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
        h = self.net.encoder.embeddings(input_ids=ids)
        for n, layer in enumerate(self.net.encoder.encoder.layer):
            if n == KEPT:
                middle = h
            h = layer(h)[0]
        return h, self.net.cue(h), self.net.kind(h), self.net.status(h), middle


class Parts(nn.Module):
    """`Reader.parts` written out, since torch's own attention is traced with fixed sizes; without a mask, as above."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, states: torch.Tensor, near: torch.Tensor) -> torch.Tensor:
        x = states + self.net.near(near)
        for layer in self.net.again:
            x = x + self.attention(layer.self_attn, layer.norm1(x))
            x = x + layer.linear2(nn.functional.gelu(layer.linear1(layer.norm2(x))))
        return self.net.part(self.net.norm(x))

    @staticmethod
    def attention(a: nn.MultiheadAttention, x: torch.Tensor) -> torch.Tensor:
        rows, pieces, size = x.shape
        heads = a.num_heads
        made = nn.functional.linear(x, a.in_proj_weight, a.in_proj_bias)
        q, k, v = (m.reshape(rows, pieces, heads, size // heads).transpose(1, 2) for m in made.chunk(3, dim=-1))
        weight = (q * (size // heads) ** -0.5 @ k.transpose(-1, -2)).softmax(-1)
        return a.out_proj((weight @ v).transpose(1, 2).reshape(rows, pieces, size))


def main() -> None:
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("model", type=Path)
    ap.add_argument("--out", type=Path, default=TARGET)
    ap.add_argument("--float", action="store_true", help="do not quantize, to see what it costs")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.backends.mha.set_fastpath_enabled(False)
    net = Reader()
    net.load_state_dict(torch.load(args.model / "reader.pt"))
    net.eval()
    content = Content(net)
    content.load_state_dict(torch.load(args.model / "content.pt"))
    content.eval()
    ids, mask = torch.randint(1000, 2000, (2, 17)), torch.ones(2, 17, dtype=torch.long)
    encoded = net.encode(ids, mask)
    states = encoded[0].detach()
    near = torch.zeros(2, 17, dtype=torch.long)
    axes = {0: "rows", 1: "pieces"}
    pairs = [*zip(Encode(net)(ids), encoded), (Parts(net)(states, near), net.parts(states, mask, near))]
    if not all(torch.allclose(made, trained, atol=1e-4) for made, trained in pairs):
        raise SystemExit("the exported graphs differ from what was trained")
    with tempfile.TemporaryDirectory() as folder:
        for name, module, given, names, gives in (
            ("encode", Encode(net), (ids,), ["ids"], ["states", "cue", "kind", "status", "middle"]),
            ("parts", Parts(net), (states, near), ["states", "near"], ["part"]),
            ("content", content, (states,), ["states"], ["content"]),
        ):
            raw = Path(folder) / f"{name}.onnx"
            torch.onnx.export(
                module.eval(),
                given,
                str(raw),
                input_names=names,
                output_names=gives,
                opset_version=17,
                dynamo=False,
                dynamic_axes={n: axes for n in (*names, *gives)},
            )
            if args.float:
                shutil.copy(raw, args.out / f"{name}.onnx")
            else:
                quantize_dynamic(
                    raw, args.out / f"{name}.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=False
                )
    shutil.copy(Path(BASE) / "vocab.txt", args.out / "vocab.txt")
    for path in sorted(args.out.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
