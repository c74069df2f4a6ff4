"""`python -m tests.policy.training [--into FOLDER] [--rounds N] [--anew [--layers N]]`: go on with the weights that
there are, or begin anew with the first layers of the base."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic

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
_TRIED_EVERY = 3
"""Of the samples that are left out one in so many is tried after each round."""


def vocabulary(base: Base, found: Iterable[Sample]) -> list[int]:
    """The pieces to go on with, as the base numbers them."""
    whole, used = Pieces(base.names, base.scores.tolist()), set()
    for sample in found:
        used.update(sample.seen.numbers(whole))
    return base.kept(used)


def tell(weights: network.Weights, examples: Sequence[Example]) -> None:
    """How well those are told."""
    net = network.Network(weights)
    ordered = sorted(range(len(examples)), key=lambda at: (network.filled_up(examples[at]), at))
    said = np.concatenate([network.answers(net, each.numbers) for each in network.batches(examples)])
    final = np.array([examples[at].final > 0 for at in ordered])
    right = np.mean([examples[at].right[said[place, 1:].argmax()] for place, at in enumerate(ordered)])
    likely = 1 / (1 + np.exp(-said[:, 0]))
    print(f"  left out: class right {right:.1%}, {final.sum()} final, {(~final).sum()} not")
    for border in (0.05, 0.1, 0.2, 0.5, 0.7, 0.9):
        below, above = (likely <= border)[final].mean(), (likely > border)[~final].mean()
        print(f"  {border}: {below:.1%} of the final ones below, {above:.1%} of the others above", flush=True)


def _examples(found: Sequence[Sample], pieces: Pieces) -> list[Example]:
    return [Example(each.seen.numbers(pieces), float(each.final), each.right, COUNTS[each.kind]) for each in found]


def _go_on(base: Base, kept: Sequence[int]) -> network.Weights:
    known = [line.split("\t")[0] for line in (FOLDER / "pieces.tsv").read_text("utf-8").splitlines()]
    return network.go_on(export.read(FOLDER / "weights.onnx"), base, kept, known)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder to write to")
    parser.add_argument("--rounds", type=int, default=2, help="how many times through the samples")
    parser.add_argument("--anew", action="store_true", help="begin with the base, not with the weights there are")
    parser.add_argument("--layers", type=int, default=4, help="of the base, with --anew")
    options = parser.parse_args(arguments)

    rounds, base, began = [samples(time) for time in range(options.rounds)], Base(), monotonic()
    kept = vocabulary(base, [each for found in rounds for each in found])
    names, scores = [base.names[at] for at in kept], [round(float(base.scores[at]), 3) for at in kept]
    pieces = Pieces(names, scores)
    out = left_out(rounds[0])
    examples = [_examples(found, pieces) for found in rounds]
    print(f"{len(out)} samples a round, {len(kept)} pieces, {out.sum()} left out", flush=True)
    learnt = [[each for each, is_out in zip(found, out, strict=True) if not is_out] for found in examples]
    tried = [each for each, is_out in zip(examples[0], out, strict=True) if is_out][::_TRIED_EVERY]
    weights = network.begin(base, kept, options.layers) if options.anew else _go_on(base, kept)
    tell(weights, tried)
    for loss, now in network.train(weights, learnt):
        print(f"loss {loss:.3f} after {monotonic() - began:.0f} s", flush=True)
        tell(weights := now, tried)
    export.write(weights, options.into / "weights.onnx")
    lines = [f"{name}\t{score}" for name, score in zip(names, scores, strict=True)]
    (options.into / "pieces.tsv").write_text("\n".join(lines), "utf-8")
    print(f"weights.onnx: {(options.into / 'weights.onnx').stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
