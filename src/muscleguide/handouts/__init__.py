"""Handouts: a Guide becomes PDFs to print and hang up. Nothing here knows the engine.

`content.py` gives the data of a muscle's, `article.py` of an article's; `handout.typ` is the
template, `layouts.py` chooses the layout, `printing.py` gives the PDF, from the cache or new.
"""
