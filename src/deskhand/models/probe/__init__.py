"""The probe: finds out what an unknown model can do and how it points, and keeps that as its card.

`pictures` draws what the model is shown, `asking` puts one question, `abilities` and `pointing` find things out,
`conventions` decides how it counts from where it pointed, `found` is what came of it, `keeping` writes the card. It
asks through whatever adapter the model has, and knows no provider.
"""
