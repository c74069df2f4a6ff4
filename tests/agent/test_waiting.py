"""What holds the model back is told to whoever watches, while it happens."""

from __future__ import annotations

from pathlib import Path

from deskhand.agent.channel import Signal

from ..models.governor.world import Time, failed, governed, limits, said
from .world import world


async def test_waits_and_their_reasons_pass_through_the_channel(tmp_path: Path) -> None:
    refused = [limits(30_000, 0, refused=True), *failed("limited", 12.0)]
    model, _ = governed(Time(), refused, said("Done."))
    heard: list[Signal] = []
    async with world(tmp_path, model) as w, w.driver() as driver:
        await w.say("Work.")
        with driver._ports.channel.listening(heard.append):
            await driver.run(wait=lambda state: False)
    waits = [signal.text for signal in heard if signal.kind == "wait"]
    assert waits == [
        "12 s anthropic answered: limited",
        "12 s because anthropic has limited this key and asked to wait 12 s",
        "",
    ]
