"""A tiny Llama of the library transformers, with random weights over bytes: the same code that runs a large one.

It is built from its configuration; nothing is downloaded, and no file is read. It does not know grammars.
"""

from __future__ import annotations

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from deskhand.models.tiny.network import END, VOCABULARY, WINDOW, Floats

_WIDTH = 32
_LIVELY = 0.23
"""The spread of the weights, 1.3 / sqrt(_WIDTH): the logits then spread by 1.3 too. The usual 0.02 would make all bytes
as good as equal."""

_CONFIG = LlamaConfig(
    vocab_size=VOCABULARY,
    hidden_size=_WIDTH,
    intermediate_size=4 * _WIDTH,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=WINDOW,
    initializer_range=_LIVELY,
    bos_token_id=None,
    eos_token_id=END,
    tie_word_embeddings=False,
)
"""47,000 weights."""


class Llama:
    """The model. The same seed gives the same weights. From then on, torch computes in one thread in this process."""

    def __init__(self, seed: int = 0) -> None:
        torch.set_num_threads(1)  # two wait for each other over such small products: 7.4 ms a byte instead of 0.7
        with torch.random.fork_rng(devices=[]):  # whoever else draws from torch's chance here goes on undisturbed
            torch.manual_seed(seed)
            self._model = LlamaForCausalLM(_CONFIG).train(False)

    def logits(self, text: bytes) -> Floats:
        """How much it is for each next token after the end of the text: an array of VOCABULARY numbers."""
        tokens = torch.tensor([list(text[-WINDOW:] or b"\n")])
        with torch.inference_mode():
            told = self._model(input_ids=tokens, use_cache=False, logits_to_keep=1)
        found: Floats = told.logits[0, -1].double().numpy()
        return found
