"""The network in JAX: forward, and learning by stochastic descent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from deskhand.policy.trained.model import CLASSES
from deskhand.policy.trained.pieces import BEGIN, END, PAD, UNKNOWN
from deskhand.policy.trained.seen import MOST
from tests.policy.training.base import HEADS, WIDTH, Base

LENGTHS = (16, 24, 32, 40, 48, 60, 72, 96, 128, MOST)
"""Batches are filled up to one of these numbers of pieces."""
BATCH, RATE, DROPPED, HIDDEN, CLASS_COUNTS, SEED = 64, 3e-4, 0.1, 0.08, 0.7, 0
"""DROPPED: of what layers give. HIDDEN: of the pieces, so that none is relied on alone. CLASS_COUNTS: of the classes'
loss beside that of "can't be taken back"."""
EMBEDDINGS_RATE, HEAD_RATE = 0.3, 5.0
"""Of the rate of the layers."""
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
    weights = {
        "pieces": base.tensor("emb.word", WIDTH)[np.array(kept)],
        "places": base.tensor("emb.pos", WIDTH)[:MOST] + base.tensor("emb.type", WIDTH)[0],
        "ln.w": base.tensor("emb.ln.w"),
        "ln.b": base.tensor("emb.ln.b"),
        "layers": [base.layer(at) for at in range(layers)],
        "head.w": head,
        "head.b": np.zeros(1 + len(CLASSES), np.float32),
    }
    return jax.tree.map(jnp.asarray, weights)


def go_on(weights: Weights, base: Base, kept: Sequence[int], known: Sequence[str]) -> Weights:
    """What was trained before, with its pieces by name and those of the base that it had not."""
    at = {name: row for row, name in enumerate(known)}
    rows = [weights["pieces"][at[base.names[one]]] if base.names[one] in at else None for one in kept]
    new = base.tensor("emb.word", WIDTH)
    pieces = np.stack([new[one] if row is None else row for one, row in zip(kept, rows, strict=True)])
    places = np.array(base.tensor("emb.pos", WIDTH)[:MOST] + base.tensor("emb.type", WIDTH)[0])
    count = min(MOST, len(weights["places"]))
    places[:count] = weights["places"][:count]
    return jax.tree.map(jnp.asarray, weights | {"pieces": pieces, "places": places})


def answers(weights: Weights, numbers: Any, key: Any = None) -> Any:
    """Of a batch, (count, pieces) padded with PAD: (count, 1 + classes), not yet made likelihoods. key: while it
    learns."""
    there = numbers != PAD
    count, length = numbers.shape
    hidden = jnp.where(there, 0.0, -1e9)[:, None, None, :]
    keys = iter(jax.random.split(key, 2 * len(weights["layers"]) + 1) if key is not None else [])

    def dropped(x: Any) -> Any:
        return x if key is None else x * jax.random.bernoulli(next(keys), 1 - DROPPED, x.shape) / (1 - DROPPED)

    def heads(x: Any) -> Any:
        return x.reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3)

    x = dropped(_normal(weights["pieces"][numbers] + weights["places"][:length], weights["ln.w"], weights["ln.b"]))
    for layer in weights["layers"]:
        q, k, v = (heads(x @ layer[f"{name}.w"] + layer[f"{name}.b"]) for name in "qkv")
        looked = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS) + hidden) @ v
        looked = looked.transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
        x = _normal(x + dropped(looked @ layer["ao.w"] + layer["ao.b"]), layer["aln.w"], layer["aln.b"])
        inner = jax.nn.gelu(x @ layer["fi.w"] + layer["fi.b"], approximate=False)
        x = _normal(x + dropped(inner @ layer["fo.w"] + layer["fo.b"]), layer["oln.w"], layer["oln.b"])
    mean = (x * there[..., None]).sum(1) / there.sum(1, keepdims=True)
    greatest = jnp.where(there[..., None], x, -1e9).max(1)
    return jnp.concatenate([mean, greatest], -1) @ weights["head.w"] + weights["head.b"]


def _normal(x: Any, scale: Any, shift: Any) -> Any:
    off = x - x.mean(-1, keepdims=True)
    return off * jax.lax.rsqrt((off**2).mean(-1, keepdims=True) + 1e-12) * scale + shift


def train(weights: Weights, rounds: Sequence[Sequence[Example]]) -> Iterator[tuple[float, Weights]]:
    """The mean loss and the weights after each round of examples."""
    rng, key = np.random.default_rng(SEED), jax.random.PRNGKey(SEED)
    told = [[each for each in examples for _ in range(each.counts)] for examples in rounds]
    steps = sum(1 for examples in told for _ in batches(examples, rng))
    rate = optax.warmup_cosine_decay_schedule(0.0, RATE, steps // 10, steps)
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(_rules(rate), _part))
    state = rule.init(weights)

    @jax.jit
    def step(weights: Weights, state: Any, batch: Batch, key: Any) -> Any:
        loss, slope = jax.value_and_grad(_loss)(weights, batch, key)
        change, state = rule.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, loss

    for examples in told:
        losses: list[float] = []
        for batch in batches(examples, rng):
            key, now = jax.random.split(key)
            weights, state, loss = step(weights, state, batch, now)
            losses.append(float(loss))
            if len(losses) % _TOLD_EVERY == 0:
                print(f"    {len(losses)} steps, loss {np.mean(losses[-_TOLD_EVERY:]):.3f}", flush=True)
        yield float(np.mean(losses)), weights


def _rules(rate: Any) -> dict[str, Any]:
    return {
        "layers": optax.adamw(rate, weight_decay=0.01),
        "head": optax.adamw(lambda step: rate(step) * HEAD_RATE),
        "embeddings": optax.adamw(lambda step: rate(step) * EMBEDDINGS_RATE),
    }


def _part(weights: Weights) -> dict[str, str]:
    return {name: name if name == "layers" else "head" if name[0] == "h" else "embeddings" for name in weights}


class Batch(NamedTuple):
    """numbers: (count, pieces). final, counts: (count,). right: (count, classes). counts is 0 where it is filled up."""

    numbers: np.ndarray
    final: np.ndarray
    right: np.ndarray
    counts: np.ndarray


def _loss(weights: Weights, batch: Batch, key: Any) -> Any:
    said = answers(weights, batch.numbers, key)
    final = jax.nn.softplus(said[:, 0]) - batch.final * said[:, 0]
    classes = -jax.nn.logsumexp(jnp.where(batch.right, jax.nn.log_softmax(said[:, 1:]), -1e9), -1)
    return ((final + CLASS_COUNTS * classes) * batch.counts).sum() / batch.counts.sum()


def filled_up(example: Example) -> int:
    """To how many pieces its batch is filled up."""
    return next(each for each in LENGTHS if len(example.numbers) <= each)


def batches(examples: Sequence[Example], rng: np.random.Generator | None = None) -> Iterator[Batch]:
    """Of like length, mixed by rng; without it in order, and nothing is hidden."""
    order = rng.permutation(len(examples)) if rng is not None else np.arange(len(examples))
    lengths = np.array([filled_up(examples[at]) for at in order])
    groups = []
    for length in LENGTHS:
        these, size = order[lengths == length], max(8, min(BATCH, BATCH * 20 // length))
        groups += [(length, size, these[at : at + size]) for at in range(0, len(these), size)]
    if rng is not None:
        rng.shuffle(groups)
    for length, size, these in groups:
        yield _batch([examples[at] for at in these], length, size, rng)


def _batch(examples: Sequence[Example], length: int, size: int, rng: np.random.Generator | None) -> Batch:
    filled = [*examples, *[examples[0]] * (size - len(examples))]
    numbers = np.array([each.numbers + [PAD] * (length - len(each.numbers)) for each in filled])
    if rng is not None:
        words = ~np.isin(numbers, (BEGIN, PAD, END))
        numbers = np.where((rng.random(numbers.shape) < HIDDEN) & words, UNKNOWN, numbers)
    counts = np.array([1.0] * len(examples) + [0.0] * (size - len(examples)), np.float32)
    final = np.array([each.final for each in filled], np.float32)
    return Batch(numbers, final, np.array([each.right for each in filled]), counts)
