"""A small expenses app: a list, a form with a receipt, a confirmation, corrections and an export.

It is the site of the example job. It knows nothing of the desk, the job or the truth the job is checked against.
"""
