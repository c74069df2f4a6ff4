"""Sight: names for what is on the screen, from the browser's pages, the apps' accessibility trees, or OCR."""
