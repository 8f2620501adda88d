"""Handouts: a Guide becomes PDFs to print and hang up. Nothing here knows the engine.

`content.py` says what stands on a handout, `story.py` does so for articles, `handout.typ` how it
looks, `press.py` makes the PDF, `shelf.py` keeps what was made until it changes.
"""
