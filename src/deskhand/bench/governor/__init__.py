"""`deskhand bench governor`: agents of two processes under a provider's rate limits, beside the SDK's own retrying.

`peer` is a provider on loopback whose limits (`limits`) are honest and whose clock, as everybody's here, runs 60 times
faster (`time`). `work` is what each agent asks, `ways` how it goes about it, `agents` the program that runs some of
them, `crew` starts that program, `measure` plays the scenarios and judges them.
"""
