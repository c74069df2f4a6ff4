"""The trained network itself. It is only loaded once something is to be read by it: numpy and its runtime take a while.

In: the numbers of the pieces of one press. Out: one answer for "can't be taken back" and one for each class, not yet
made likelihoods.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime


def answers(numbers: Sequence[int]) -> list[float]:
    """Of the pieces in their order."""
    pieces = np.array(numbers, dtype=np.int64)
    (found,) = _session().run(None, {"pieces": pieces, "places": np.arange(len(pieces), dtype=np.int64)})
    return [float(each) for each in found[0]]


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    weights = (files(__package__) / "weights.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
