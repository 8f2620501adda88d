"""What a post shows of a page: a preview picture, and a caption to paste.

`content.py` says what stands on them, `card.typ` how a picture looks, `painting.py` makes them all.
"""
