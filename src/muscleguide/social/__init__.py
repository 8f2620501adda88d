"""What a post shows of a page: a preview picture, and a caption to paste.

`content.py` gives their data, `card.typ` is a picture's template, `pictures.py` gives the PNG.
"""
