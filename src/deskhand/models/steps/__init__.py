"""The built-in model that follows plain-language steps. docs/steps.md is its grammar for people.

`language` reads steps, `values` computes, `sight` finds on lists of elements, `run` follows, `model` speaks the
protocol. It does not know the desk: it calls tools like any other model.
"""

from deskhand.models.steps.language.parser import parse
from deskhand.models.steps.language.program import Problem, Program
from deskhand.models.steps.model import StepsModel

__all__ = ["Problem", "Program", "StepsModel", "parse"]
