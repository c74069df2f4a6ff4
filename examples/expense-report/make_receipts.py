"""Makes the photographed receipts: `python make_receipts.py FOLDER --truth FILE [--seed N]`.

The same seed gives the same receipts. What they say is written to the truth file, which belongs outside everything
that the desk sees.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from random import Random

import numpy as np
from paper.kinds import KINDS
from paper.photo import JPEG_QUALITY, photograph
from paper.printed import can_print, print_flat
from paper.receipt import Receipt, Truth

SEED = 20250321


def _truth(receipt: Receipt, picture: Path) -> Truth:
    r = receipt
    sha256 = hashlib.sha256(picture.read_bytes()).hexdigest()
    return Truth(r.file, r.merchant, r.total_cents, r.currency, r.spent_on, r.category, sha256)


def truth_text(truth: list[Truth]) -> str:
    """The truth as JSON, to be kept away from the desk."""
    return json.dumps([asdict(each) for each in truth], ensure_ascii=False, indent=1) + "\n"


def make_receipts(folder: Path, seed: int = SEED) -> list[Truth]:
    """Write the pictures to the folder and give the truth about each, in the order of their names.

    A receipt whose letters can't be printed here (Chinese without a Chinese font) is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    receipts = [kind(Random(f"{seed} {number}")) for number, kind in enumerate(KINDS)]
    made = []
    for number, receipt in enumerate(receipts):
        if not can_print(receipt.face):
            continue
        rng = np.random.default_rng([seed, number])
        picture = photograph(receipt, print_flat(receipt, rng), rng)
        picture.save(folder / receipt.file, quality=JPEG_QUALITY)
        made.append(_truth(receipt, folder / receipt.file))
    return sorted(made, key=lambda truth: truth.file)


def main() -> None:
    parser = argparse.ArgumentParser(description="Photographed receipts with a known truth.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path, required=True, help="where to write what the receipts say")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    truth = make_receipts(options.folder, options.seed)
    options.truth.write_text(truth_text(truth), encoding="utf-8")
    print(f"{len(truth)} receipts in {options.folder}, the truth in {options.truth}")


if __name__ == "__main__":
    main()
