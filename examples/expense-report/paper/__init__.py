"""Receipts on paper and the photographs of them. It knows the truth about them and nothing of the desk or the app."""
