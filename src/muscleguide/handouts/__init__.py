"""Handouts: a Guide becomes PDFs to print and hang up. Nothing here knows the engine.

`content.py` says what stands on a muscle's, `article.py` on an article's; `handout.typ` is how they
look, `looks.py` chooses how much room they take, `printing.py` makes all of a guide's.
"""
