"""The network in PyTorch: forward, and learning by stochastic descent, its products in 16-bit floats."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch.nn import functional

from deskhand.policy.trained.model import CLASSES
from deskhand.policy.trained.pieces import BEGIN, END, PAD, UNKNOWN
from deskhand.policy.trained.seen import MOST
from tests.policy.training.base import HEADS, WIDTH, Base

LENGTHS = (16, 24, 32, 40, 48, 60, 72, 96, 128, MOST)
"""Batches are filled up to one of these numbers of pieces."""
BATCH, RATE, DROPPED, HIDDEN, CLASS_COUNTS, SEED = 2560, 3e-4, 0.1, 0.08, 0.7, 0
"""BATCH: in pieces. DROPPED: of what layers give. HIDDEN: of the pieces, so that none is relied on alone. CLASS_COUNTS:
of the classes' loss beside that of "can't be taken back"."""
EMBEDDINGS_RATE, HEAD_RATE, WARMING = 0.3, 5.0, 0.1
"""Of the rate of the layers; and for how much of the steps it grows."""
_TOLD_EVERY = 200
Weights = dict[str, Any]


class Example(NamedTuple):
    """numbers: of its pieces. final: 0 or 1. right: of each class. counts: how often it is seen for once of another."""

    numbers: list[int]
    final: float
    right: np.ndarray
    counts: int = 1


def begin(base: Base, kept: Sequence[int], layers: int) -> Weights:
    """The base's first layers, and a head that knows nothing yet."""
    head = np.random.default_rng(SEED).normal(0, 0.02, (2 * WIDTH, 1 + len(CLASSES))).astype(np.float32)
    return {
        "pieces": base.tensor("emb.word", WIDTH)[np.array(kept)],
        "places": base.tensor("emb.pos", WIDTH)[:MOST] + base.tensor("emb.type", WIDTH)[0],
        "ln.w": base.tensor("emb.ln.w"),
        "ln.b": base.tensor("emb.ln.b"),
        "layers": [base.layer(at) for at in range(layers)],
        "head.w": head,
        "head.b": np.zeros(1 + len(CLASSES), np.float32),
    }


def go_on(weights: Weights, base: Base, kept: Sequence[int], known: Sequence[str]) -> Weights:
    """What was trained before, with its pieces by name and those of the base that it had not."""
    at = {name: row for row, name in enumerate(known)}
    rows = [weights["pieces"][at[base.names[one]]] if base.names[one] in at else None for one in kept]
    new = base.tensor("emb.word", WIDTH)
    pieces = np.stack([new[one] if row is None else row for one, row in zip(kept, rows, strict=True)])
    places = np.array(base.tensor("emb.pos", WIDTH)[:MOST] + base.tensor("emb.type", WIDTH)[0])
    count = min(MOST, len(weights["places"]))
    places[:count] = weights["places"][:count]
    return weights | {"pieces": pieces, "places": places}


class Network:
    """What the weights compute, each of them a tensor that can be trained."""

    def __init__(self, weights: Weights) -> None:
        self.layers = [{name: _tensor(each) for name, each in layer.items()} for layer in weights["layers"]]
        self.rest = {name: _tensor(each) for name, each in weights.items() if name != "layers"}

    def answers(self, numbers: torch.Tensor, drops: np.random.Generator | None = None) -> torch.Tensor:
        """Of a batch, (count, pieces) padded with PAD: (count, 1 + classes), not yet made likelihoods. drops: what it
        forgets by, while it learns."""
        there, rest = numbers != PAD, self.rest
        x = functional.embedding(numbers, rest["pieces"], sparse=True) + rest["places"][: numbers.shape[1]]
        x = _dropped(_normal(x, rest["ln.w"], rest["ln.b"]), drops)
        for layer in self.layers:
            x = _through(layer, x, there[:, None, None, :], drops)
        mean = (x * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        greatest = x.masked_fill(~there[..., None], -1e9).amax(1)
        with torch.autocast("cpu", enabled=False):
            return torch.cat([mean, greatest], -1) @ rest["head.w"] + rest["head.b"]

    def weights(self) -> Weights:
        """As they were given, trained."""
        layers = [{name: each.detach().numpy().copy() for name, each in layer.items()} for layer in self.layers]
        return {name: each.detach().numpy().copy() for name, each in self.rest.items()} | {"layers": layers}

    def rules(self) -> list[torch.optim.Optimizer]:
        """How each part learns."""
        embeddings = [self.rest[name] for name in ("places", "ln.w", "ln.b")]
        groups = [
            {"params": [each for layer in self.layers for each in layer.values()], "lr": RATE, "weight_decay": 0.01},
            {"params": [self.rest["head.w"], self.rest["head.b"]], "lr": RATE * HEAD_RATE},
            {"params": embeddings, "lr": RATE * EMBEDDINGS_RATE},
        ]
        pieces = torch.optim.SparseAdam([self.rest["pieces"]], lr=RATE * EMBEDDINGS_RATE)
        return [torch.optim.AdamW(groups, weight_decay=0.0, fused=True), pieces]


def _tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.array(array, np.float32, order="C")).requires_grad_()


def _through(
    layer: dict[str, torch.Tensor], x: torch.Tensor, there: torch.Tensor, drops: np.random.Generator | None
) -> torch.Tensor:
    count, length, _ = x.shape

    def product(x: torch.Tensor, name: str) -> torch.Tensor:
        return functional.linear(x, layer[f"{name}.w"].T, layer[f"{name}.b"])

    q, k, v = (product(x, name).view(count, length, HEADS, -1).transpose(1, 2) for name in "qkv")
    looked = (q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS)).masked_fill(~there, -1e9).softmax(-1) @ v
    looked = product(looked.transpose(1, 2).reshape(count, length, WIDTH), "ao")
    x = _normal(x + _dropped(looked, drops), layer["aln.w"], layer["aln.b"])
    inner = product(functional.gelu(product(x, "fi")), "fo")
    return _normal(x + _dropped(inner, drops), layer["oln.w"], layer["oln.b"])


def _dropped(x: torch.Tensor, drops: np.random.Generator | None) -> torch.Tensor:
    if drops is None:
        return x
    border = round(256 * DROPPED)
    kept = torch.from_numpy(drops.integers(0, 256, x.shape, np.uint8)) >= border
    return x * kept / (1 - border / 256)


def _normal(x: torch.Tensor, scale: torch.Tensor, shift: torch.Tensor) -> torch.Tensor:
    return functional.layer_norm(x.float(), (WIDTH,), scale, shift, 1e-12)


def answers(network: Network, numbers: np.ndarray) -> np.ndarray:
    """Of a batch, (count, pieces): (count, 1 + classes)."""
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        return network.answers(torch.from_numpy(numbers)).numpy()


def train(weights: Weights, rounds: Sequence[Sequence[Example]]) -> Iterator[tuple[float, Weights]]:
    """The mean loss and the weights after each round of examples."""
    rng, network = np.random.default_rng(SEED), Network(weights)
    told = [[each for each in examples for _ in range(each.counts)] for examples in rounds]
    steps = sum(count_of_batches(examples) for examples in told)
    rules = network.rules()
    clipped = [each for part in rules[0].param_groups for each in part["params"]]
    rates = [torch.optim.lr_scheduler.LambdaLR(rule, lambda step: _rate(step / steps)) for rule in rules]
    for examples in told:
        losses: list[float] = []
        for batch in batches(examples, rng):
            for rule in rules:
                rule.zero_grad()
            loss = _loss(network, batch, rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(clipped, 1.0)
            for rule, rate in zip(rules, rates, strict=True):
                rule.step()
                rate.step()
            losses.append(loss.item())
            if len(losses) % _TOLD_EVERY == 0:
                print(f"    {len(losses)} steps, loss {np.mean(losses[-_TOLD_EVERY:]):.3f}", flush=True)
        yield float(np.mean(losses)), network.weights()


def _rate(done: float) -> float:
    return done / WARMING if done < WARMING else 0.5 + 0.5 * math.cos(math.pi * (done - WARMING) / (1 - WARMING))


class Batch(NamedTuple):
    """numbers: (count, pieces). final: (count,). right: (count, classes)."""

    numbers: np.ndarray
    final: np.ndarray
    right: np.ndarray


def _loss(network: Network, batch: Batch, rng: np.random.Generator) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        said = network.answers(torch.from_numpy(batch.numbers), rng)
    final = functional.binary_cross_entropy_with_logits(said[:, 0], torch.from_numpy(batch.final))
    wrong = torch.from_numpy(~batch.right)
    classes = -torch.logsumexp(said[:, 1:].log_softmax(-1).masked_fill(wrong, -1e9), -1)
    return final + CLASS_COUNTS * classes.mean()


def filled_up(example: Example) -> int:
    """To how many pieces its batch is filled up."""
    return next(each for each in LENGTHS if len(example.numbers) <= each)


def _size(length: int) -> int:
    return max(8, BATCH // length)


def count_of_batches(examples: Sequence[Example]) -> int:
    """Without making them."""
    lengths = [filled_up(each) for each in examples]
    return sum(-(-lengths.count(length) // _size(length)) for length in LENGTHS)


def batches(examples: Sequence[Example], rng: np.random.Generator | None = None) -> Iterator[Batch]:
    """Of like length, mixed by rng; without it in order, and nothing is hidden."""
    order = rng.permutation(len(examples)) if rng is not None else np.arange(len(examples))
    lengths = np.array([filled_up(examples[at]) for at in order])
    groups = []
    for length in LENGTHS:
        these, size = order[lengths == length], _size(length)
        groups += [(length, these[at : at + size]) for at in range(0, len(these), size)]
    if rng is not None:
        rng.shuffle(groups)
    for length, these in groups:
        yield _batch([examples[at] for at in these], length, rng)


def _batch(examples: Sequence[Example], length: int, rng: np.random.Generator | None) -> Batch:
    numbers = np.array([each.numbers + [PAD] * (length - len(each.numbers)) for each in examples])
    if rng is not None:
        words = ~np.isin(numbers, (BEGIN, PAD, END))
        numbers = np.where((rng.random(numbers.shape) < HIDDEN) & words, UNKNOWN, numbers)
    final = np.array([each.final for each in examples], np.float32)
    return Batch(numbers, final, np.array([each.right for each in examples]))
