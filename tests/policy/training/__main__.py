"""`python -m tests.policy.training [--into FOLDER] [--layers N] [--epochs N]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic

import jax
import numpy as np

from deskhand.policy import trained
from deskhand.policy.trained.pieces import Pieces
from tests.policy.training import export, network
from tests.policy.training.base import Base
from tests.policy.training.network import Example
from tests.policy.training.samples import Sample, left_out, samples

FOLDER = Path(trained.__file__).parent
COUNTS = {"label": 1, "place": 1, "sent": 1, "situation": 3}
"""How often each kind is looked at for once of a bare label."""


def vocabulary(base: Base, found: Iterable[Sample]) -> list[int]:
    """The pieces to go on with, as the base numbers them."""
    whole, used = Pieces(base.names, base.scores.tolist()), set()
    for sample in found:
        used.update(sample.seen.numbers(whole))
    return base.kept(used)


def tell(weights: network.Weights, examples: Sequence[Example]) -> None:
    """How well those are told."""
    run = jax.jit(network.answers)
    ordered = sorted(range(len(examples)), key=lambda at: (network.filled_up(examples[at]), at))
    said = np.concatenate(
        [np.asarray(run(weights, each.numbers))[each.counts > 0] for each in network.batches(examples)]
    )
    final = np.array([examples[at].final > 0 for at in ordered])
    right = np.mean([examples[at].right[said[place, 1:].argmax()] for place, at in enumerate(ordered)])
    likely = 1 / (1 + np.exp(-said[:, 0]))
    print(f"  left out: class right {right:.1%}, {final.sum()} final, {(~final).sum()} not")
    for border in (0.05, 0.1, 0.2, 0.5, 0.7, 0.9):
        below, above = (likely <= border)[final].mean(), (likely > border)[~final].mean()
        print(f"  {border}: {below:.1%} of the final ones below, {above:.1%} of the others above", flush=True)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder to write to")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=4)
    options = parser.parse_args(arguments)

    found, base, began = samples(), Base(), monotonic()
    kept = vocabulary(base, found)
    names, scores = [base.names[at] for at in kept], [round(float(base.scores[at]), 3) for at in kept]
    pieces = Pieces(names, scores)
    examples = [Example(each.seen.numbers(pieces), float(each.final), each.right, COUNTS[each.kind]) for each in found]
    out = left_out(found)
    print(f"{len(found)} samples, {len(kept)} pieces, {out.sum()} left out", flush=True)
    learnt = [each for each, is_out in zip(examples, out, strict=True) if not is_out]
    tried = [at for at, is_out in enumerate(out) if is_out]
    for loss, weights in network.train(network.begin(base, kept, options.layers), learnt, options.epochs):
        print(f"loss {loss:.3f} after {monotonic() - began:.0f} s", flush=True)
        tell(weights, [examples[at] for at in tried])
    export.write(jax.tree.map(np.asarray, weights), options.into / "weights.onnx")
    lines = [f"{name}\t{score}" for name, score in zip(names, scores, strict=True)]
    (options.into / "pieces.tsv").write_text("\n".join(lines), "utf-8")
    print(f"weights.onnx: {(options.into / 'weights.onnx').stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
