"""A whole session against pages, files and output that mean harm, on a real desk with a real browser.

The model is scripted and obeys whatever it meets; the site counts what arrives. Everything else is the product.
"""
