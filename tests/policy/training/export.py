"""Writes the trained network as ONNX, its matrices as 8-bit whole numbers with one scale for each column; and reads it
back, to go on from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tests.policy.training.base import HEADS, WIDTH


class Graph:
    """Nodes and constants as they come; every method gives the name of what it makes."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, value: Any) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *given: str, **options: Any) -> str:
        return self.ops(kind, 1, *given, **options)[0]

    def ops(self, kind: str, count: int, *given: str, **options: Any) -> list[str]:
        names = [f"n{len(self.nodes)}.{at}" for at in range(count)]
        self.nodes.append(helper.make_node(kind, given, names, **options))
        return names

    def product(self, x: str, matrix: np.ndarray, shift: np.ndarray) -> str:
        """x times a matrix, both in whole numbers of 8 bits: in the shape that the runtime makes one step of."""
        whole, scale = _whole(matrix, 0)
        rows, step, zero = self.ops("DynamicQuantizeLinear", 3, x)
        found = self.op("MatMulInteger", rows, self.constant(whole), zero)
        found = self.op("Cast", found, to=TensorProto.FLOAT)
        found = self.op("Mul", found, self.op("Mul", step, self.constant(scale)))
        return self.op("Add", found, self.constant(shift))

    def normal(self, x: str, scale: np.ndarray, shift: np.ndarray) -> str:
        return self.op("LayerNormalization", x, self.constant(scale), self.constant(shift), axis=-1, epsilon=1e-12)

    def layer(self, x: str, layer: dict[str, np.ndarray]) -> str:
        shape, back = self.constant(np.array([-1, HEADS, WIDTH // HEADS])), self.constant(np.array([-1, WIDTH]))
        root = np.float32(np.sqrt(WIDTH // HEADS))
        matrix = np.concatenate([layer["q.w"] / root, layer["k.w"], layer["v.w"]], 1)
        shift = np.concatenate([layer["q.b"] / root, layer["k.b"], layer["v.b"]])
        parts = self.ops("Split", 3, self.product(x, matrix, shift), axis=-1, num_outputs=3)
        q, k, v = (
            self.op("Transpose", self.op("Reshape", part, shape), perm=perm)
            for part, perm in zip(parts, ([1, 0, 2], [1, 2, 0], [1, 0, 2]), strict=True)
        )
        looked = self.op("MatMul", self.op("Softmax", self.op("MatMul", q, k), axis=-1), v)
        looked = self.op("Reshape", self.op("Transpose", looked, perm=[1, 0, 2]), back)
        x = self.op("Add", x, self.product(looked, layer["ao.w"], layer["ao.b"]))
        x = self.normal(x, layer["aln.w"], layer["aln.b"])
        inner = self.op("Gelu", self.product(x, layer["fi.w"], layer["fi.b"]))
        x = self.op("Add", x, self.product(inner, layer["fo.w"], layer["fo.b"]))
        return self.normal(x, layer["oln.w"], layer["oln.b"])


def _whole(matrix: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    scale = np.abs(matrix).max(axis, keepdims=True) / 127 + 1e-12
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def write(weights: dict[str, Any], path: Path) -> None:
    graph = Graph()
    whole, scale = _whole(weights["pieces"], 1)
    found = graph.op("Cast", graph.op("Gather", graph.constant(whole), "pieces"), to=TensorProto.FLOAT)
    found = graph.op("Mul", found, graph.op("Gather", graph.constant(scale), "pieces"))
    found = graph.op("Add", found, graph.op("Gather", graph.constant(weights["places"]), "places"))
    x = graph.normal(found, weights["ln.w"], weights["ln.b"])
    for layer in weights["layers"]:
        x = graph.layer(x, layer)
    rows = graph.constant(np.array([0]))
    both = [graph.op(kind, x, rows, keepdims=1) for kind in ("ReduceMean", "ReduceMax")]
    product = graph.op("MatMul", graph.op("Concat", *both, axis=-1), graph.constant(weights["head.w"]))
    graph.nodes.append(helper.make_node("Add", [product, graph.constant(weights["head.b"])], ["answers"]))
    made = helper.make_graph(
        graph.nodes, "labels",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["count"]) for name in ("pieces", "places")],
        [helper.make_tensor_value_info("answers", TensorProto.FLOAT, [1, len(weights["head.b"])])],
        graph.constants,
    )  # fmt: skip
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def read(path: Path) -> dict[str, Any]:
    """The weights of what was written, as single floats."""
    constants = iter([numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer])
    found: dict[str, Any] = {"pieces": _matrix(constants), "places": next(constants), "layers": []}
    found |= {"ln.w": next(constants), "ln.b": next(constants)}
    while (kind := next(constants)).dtype == np.int64 and kind.size > 1:
        found["layers"].append(_layer(constants))
    return found | {"head.w": next(constants), "head.b": next(constants)}


def _layer(constants: Iterator[np.ndarray]) -> dict[str, np.ndarray]:
    next(constants)  # the second of the two shapes
    matrices, shifts = np.split(_matrix(constants), 3, axis=1), np.split(next(constants), 3)
    found = {f"{name}.w": each for name, each in zip("qkv", matrices, strict=True)}
    found |= {f"{name}.b": each for name, each in zip("qkv", shifts, strict=True)}
    root = np.float32(np.sqrt(WIDTH // HEADS))
    found |= {"q.w": found["q.w"] * root, "q.b": found["q.b"] * root}
    for product, normal in (("ao", "aln"), ("fi", ""), ("fo", "oln")):
        found |= {f"{product}.w": _matrix(constants), f"{product}.b": next(constants)}
        found |= {f"{normal}.{part}": next(constants) for part in "wb" if normal}
    return found


def _matrix(constants: Iterator[np.ndarray]) -> np.ndarray:
    whole = next(constants)
    return whole.astype(np.float32) * next(constants)
