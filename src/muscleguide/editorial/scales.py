"""Two scales for patient information, item by item: what the program has checked, what waits.

AHRQ's Patient Education Materials Assessment Tool for print (PEMAT-P, 24 items; Shoemaker, Wolf and
Brach, 2013) and the CDC's Clear Communication Index (20 items; 2013). The items are told in our own
words, under their numbers. What comes out is informed by the scales and no score of theirs: both
ask for people who read.
"""

from dataclasses import dataclass

PEMAT = "PEMAT-P (AHRQ)"
CDC = "Clear Communication Index (CDC)"


@dataclass(frozen=True)
class Item:
    """An item of a scale, in our words.

    `fact` names what the program has counted for it, if it has; `look_for` is what a person still
    has to look for, empty where the count says all.
    """

    scale: str
    number: int
    asks: str
    fact: str = ""
    look_for: str = ""


ITEMS: tuple[Item, ...] = (
    Item(PEMAT, 1, "it is plain what it is for", look_for="say in one breath what a page is for"),
    Item(PEMAT, 2, "nothing draws away from that", look_for="what could go without loss"),
    Item(PEMAT, 3, "everyday words", "grades", "words that your patients do not use"),
    Item(PEMAT, 4, "medical words are explained", "words", "medical words not in the glossary"),
    Item(PEMAT, 5, "active voice", "passive"),
    Item(PEMAT, 6, "numbers that are easy to grasp", look_for="fractions, per cent, bare figures"),
    Item(PEMAT, 7, "nobody has to calculate", look_for="sums that a reader would have to do"),
    Item(PEMAT, 8, "short sections", "sections"),
    Item(PEMAT, 9, "headings that inform", "sections", "headings of articles that only tease"),
    Item(PEMAT, 10, "an order that makes sense", look_for="articles: what a reader needs first"),
    Item(PEMAT, 11, "a summary", "summaries", "articles and hand-written pages"),
    Item(PEMAT, 12, "what matters stands out", look_for="a glance from arm's length: what is seen"),
    Item(PEMAT, 15, "pictures where they help", "pictures", "what words alone leave unclear"),
    Item(PEMAT, 16, "pictures that serve the text", look_for="pictures that only decorate"),
    Item(PEMAT, 17, "pictures with title or caption", "captions"),
    Item(PEMAT, 18, "pictures that are clear", look_for="print one in black and white"),
    Item(PEMAT, 19, "plain tables with headings", look_for="tables in articles"),
    Item(PEMAT, 20, "at least one thing to do", "actions"),
    Item(PEMAT, 21, "it speaks to the reader", look_for="actions told of 'the patient'"),
    Item(PEMAT, 22, "actions in small steps", "doses", "do one, with the page in your hand"),
    Item(PEMAT, 23, "a tool, such as a list to tick", "tools"),
    Item(PEMAT, 24, "help with calculations", look_for="mostly there are none"),
    Item(PEMAT, 25, "charts say how to use them", look_for="mostly there are none"),
    Item(PEMAT, 26, "pictures of what to do", "shown", "whether a stranger could do it by them"),
    Item(CDC, 1, "one main message", "summaries", "whether it is the one that matters most"),
    Item(CDC, 2, "it stands first", "summaries", "articles and hand-written pages"),
    Item(CDC, 3, "it stands out", look_for="articles and hand-written pages"),
    Item(CDC, 4, "a picture carries it", "pictures"),
    Item(CDC, 5, "a call to act", "actions"),
    Item(CDC, 6, "message and call in active voice", "passive"),
    Item(CDC, 7, "the readers' own words", "words", "ask three patients to say it back"),
    Item(CDC, 8, "lists, of seven entries at most", "lists"),
    Item(CDC, 9, "sections with headings", "sections"),
    Item(CDC, 10, "the most important thing first", "summaries", "articles"),
    Item(CDC, 11, "what is known and what is not", "evidence", "whether it is told fairly"),
    Item(CDC, 12, "something to do about it", "actions"),
    Item(CDC, 13, "why to do it", look_for="each exercise's summary and relief step's text"),
    Item(CDC, 14, "how, how much, how often", "doses"),
    Item(CDC, 15, "numbers that readers use", look_for="units that your patients do not use"),
    Item(CDC, 16, "what the numbers mean", look_for="a number without a comparison"),
    Item(CDC, 17, "nobody has to calculate", look_for="sums that a reader would have to do"),
    Item(CDC, 18, "what the risk is", look_for="the `because` of each warning sign"),
    Item(CDC, 19, "risks and benefits of what is advised", "stops", "relief steps and articles"),
    Item(CDC, 20, "chances told in words or pictures, too", look_for="per cent, 'x in y'"),
)


@dataclass(frozen=True)
class Fact:
    """What the program has counted: whether it is as it should be, and in words."""

    holds: bool
    found: str


@dataclass(frozen=True)
class Answer:
    """An item with what is known of it."""

    item: Item
    fact: Fact | None
