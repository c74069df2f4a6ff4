"""Words of strangers that try to direct the model: found by what they are made of, not by single words.

Nothing here judges an act. What is found makes the judge stricter and is told to the person; what is missed is met by
the classes of the acts themselves.
"""

from deskhand.policy.strangers.finding import Finding, find_instructions

__all__ = ["Finding", "find_instructions"]
