"""The shortest way through a maze, by A*.

    $ python search.py
    28 steps

A cell is a pair (row, column). Costs are whole steps; the guess of what is left never goes beyond the truth, so that the
first way found is a shortest one.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Cell = tuple[int, int]

MAZE = """
+-------------------+
|S    #       #     |
| ### # ##### # ### |
| #   #     #   #   |
| # ####### ##### # |
|   #     #       # |
|## # ### ####### # |
|     #           #G|
+-------------------+
"""


@dataclass(order=True)
class Step:
    """A cell that is still to be looked at; the least promise first."""

    promise: int
    cell: Cell = field(compare=False)


class Maze:
    """Free cells of a drawing: S is the start, G the goal, a blank is free, all else is wall."""

    def __init__(self, drawing: str) -> None:
        self.rows = drawing.strip().splitlines()
        self.start, self.goal = self._find("S"), self._find("G")

    def _find(self, sign: str) -> Cell:
        for y, row in enumerate(self.rows):
            if (x := row.find(sign)) >= 0:
                return y, x
        raise ValueError(f"there is no {sign} in the maze")

    def around(self, cell: Cell) -> Iterator[Cell]:
        y, x = cell
        for near in ((y - 1, x), (y, x + 1), (y + 1, x), (y, x - 1)):
            if self.rows[near[0]][near[1]] in "SG ":
                yield near


def distance(a: Cell, b: Cell) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def shortest(maze: Maze, guess: Callable[[Cell, Cell], int] = distance) -> list[Cell]:
    """The cells from start to goal. Raises ValueError where no way leads there."""
    came_from: dict[Cell, Cell | None] = {maze.start: None}
    cost = {maze.start: 0}
    waiting = [Step(guess(maze.start, maze.goal), maze.start)]
    while waiting:
        cell = heapq.heappop(waiting).cell
        if cell == maze.goal:
            return _way_back(came_from, cell)
        for near in maze.around(cell):
            steps = cost[cell] + 1
            if steps < cost.get(near, 1 << 30):
                cost[near], came_from[near] = steps, cell
                heapq.heappush(waiting, Step(steps + guess(near, maze.goal), near))
    raise ValueError("no way leads there")


def _way_back(came_from: dict[Cell, Cell | None], cell: Cell | None) -> list[Cell]:
    way: list[Cell] = []
    while cell is not None:
        way.append(cell)
        cell = came_from[cell]
    return way[::-1]


if __name__ == "__main__":
    print(f"{len(shortest(Maze(MAZE))) - 1} steps")
