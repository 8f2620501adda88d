"""What each rule of the check wants, and why: for `check --explain RULE` and for RULES.md."""

from collections.abc import Mapping
from dataclasses import dataclass

from muscleguide.wording.readability import LONGEST_LIST, LONGEST_SENTENCE


@dataclass(frozen=True)
class Rule:
    """A rule in words: what it wants, why, and how to keep it."""

    wants: str
    why: str
    how: str


RULES: Mapping[str, Rule] = {
    "address-taken": Rule(
        "No two files make one file of the site: pages, PDFs and pictures each have a path alone.",
        "One would replace the other, and links would lead to the wrong one.",
        "Give one of the two that the message names another name.",
    ),
    "alias-taken": Rule(
        "An id under `aliases` belongs to no other record, and stands there once.",
        "An old web address can lead to one page only.",
        "Take the id out of `aliases`, or give the other record another id.",
    ),
    "bad-id": Rule(
        "An id is made of lower-case letters a to z, digits and single hyphens, at most 64.",
        "Ids are file names and parts of web addresses; other characters break in one of the two.",
        "Write `biceps-femoris`, not `Biceps femoris`. A file's name without its ending is an id.",
    ),
    "bad-map": Rule(
        "A file in `content/maps/` is an SVG drawing with a `viewBox`.",
        "The build draws muscles into it and shades places, so it must understand the file.",
        "Export it again as plain SVG, without a DOCTYPE.",
    ),
    "bad-value": Rule(
        "Addresses, colours and picture names have the form that their key asks for.",
        "A link that leads nowhere, or one that runs a script, must not reach a patient.",
        'Write whole web addresses with `https://`, and colours in quotes such as `"#1f6f6b"`.',
    ),
    "broken-catalogue": Rule(
        "The catalogue of a language is a file that gettext reads.",
        "Nothing in it can be published.",
        "Open it in Poedit, which shows the line, or mend the line that is named.",
    ),
    "broken-link": Rule(
        "A link in a text leads to a page of the guide, or to an entry on it.",
        "A patient who follows a dead link gives up.",
        "Write `[the popliteus](muscles/popliteus)` or `[the book](sources/#davies)`.",
    ),
    "case-only": Rule(
        "No two files of the site have names that differ in capitals only.",
        "Windows and macOS take them for one file, and keep one of them.",
        "Give the file that the message names another name.",
    ),
    "control-character": Rule(
        "Texts hold no invisible control characters, and none that XML does not know.",
        "They come along when text is copied from other software, and break pages and handouts.",
        "Delete the character at the place that is named, or type the line anew.",
    ),
    "curly-quotes": Rule(
        "A text does not stand in curly quotes as a whole.",
        "Word processors write them in place of straight ones; YAML takes them for letters, and so "
        "they are on the page, and in a number that somebody dials.",
        'Write straight quotes (`"`) around the text, or none.',
    ),
    "drawing-cleaned": Rule(
        "A drawing holds only what draws: shapes, text, gradients, masks, patterns, soft shading.",
        "It stands in the pages themselves. A script in it would run there, a style would reach "
        "the whole page, and an address would tell another host who reads about what.",
        "Take out what the message names, or draw it in another way; export as plain SVG. The "
        "site is built without it.",
    ),
    "duplicate-key": Rule(
        "A key, and an id, stands once in a record or file.",
        "Of two, only one could be used, and nobody could tell which.",
        "Join the two, or take one out.",
    ),
    "empty": Rule(
        "What is written down has a value.",
        "An empty key is mostly one that was forgotten.",
        "Write the value, or take the line out. Text after `#` is a comment: put it in quotes.",
    ),
    "encoding": Rule(
        "Files are saved as UTF-8.",
        "Letters with accents are stored in different ways; UTF-8 is the one that the web uses.",
        "In your editor choose Save with encoding, then UTF-8.",
    ),
    "engine": Rule(
        "`mkdocs.yml` holds settings that MkDocs understands.",
        "The engine that makes the site reads them first.",
        "Fix the setting that the message names.",
    ),
    "foreign-content": Rule(
        "Pages load nothing from other hosts, unless the clinic allows the host.",
        "Every other host learns who reads about which pain, and could change what the page says.",
        "Put the file below `docs/`. For a video, name its host under `allowed_hosts` in "
        "`content/clinic.yml`: `allowed_hosts: [player.vimeo.com]`.",
    ),
    "front-matter": Rule(
        "An article opens with its keys between two lines of three hyphens.",
        "Title, author, date and muscles of the article stand there.",
        "Make a new article with `new article`, and copy its first lines.",
    ),
    "inline-style": Rule(
        "Hand-written pages have no styles within them.",
        "The policy of the pages lets a browser use the site's own style sheets only, so that "
        "nothing that slips into a page can disguise it.",
        "Put the styles into a file below `docs/`, and name it under `extra_css` in `mkdocs.yml`.",
    ),
    "label-taken": Rule(
        "No two regions, symptoms or activities read the same, and no source stands there twice.",
        "A patient could not tell the two apart in an index, or in the finder.",
        "Use one everywhere and take the other out, or say in its label what sets it apart.",
    ),
    "listed-twice": Rule(
        "A list names an id once.",
        "The second time adds nothing, and another id was mostly meant.",
        "Take one out, or write the id that you meant.",
    ),
    "long-list": Rule(
        f"A list has at most {LONGEST_LIST} entries.",
        "Nobody keeps more in mind; so says the CDC's Clear Communication Index, item 8.",
        "Leave out what matters least, or say two things in one.",
    ),
    "long-sentence": Rule(
        f"A sentence that patients read has at most {LONGEST_SENTENCE} words.",
        "Who is in pain, or reads slowly, loses the beginning of a longer one.",
        "Make two sentences of it. `build.py report` shows how each page reads.",
    ),
    "missing-file": Rule(
        "The files that records refer to are there.",
        "Without them the guide cannot say what a symptom or a source is.",
        "Put the file back, or begin a new one with the name in the message.",
    ),
    "missing-key": Rule(
        "A record has all its required keys.",
        "Every page keeps its promises: where a muscle is, what it does, what it can cause.",
        "Add the key; the message says what belongs there.",
    ),
    "missing-logo": Rule(
        "The logo that `clinic.yml` names lies below `docs/`.",
        "It stands in the header of every page.",
        "Put the picture there, or take `logo` out.",
    ),
    "name-taken": Rule(
        "No two muscles have one name. A shared by-name is only a warning.",
        "A patient could not tell the two apart.",
        "Add what sets them apart, as in `Abductor digiti minimi (foot)`.",
    ),
    "no-handout": Rule(
        "Every muscle and article can be printed as a handout.",
        "The page links to its handout, which must be there.",
        "Simplify the part of the text that the message names.",
    ),
    "no-link": Rule(
        "What looks like a link is one.",
        "Only `https://`, `mailto:`, `tel:` and pages of the guide can be linked; anything else "
        "is shown as typed.",
        "Write the whole web address, or take the brackets out.",
    ),
    "long-handout": Rule(
        "A muscle's handout has one page.",
        "A single page hangs on a fridge; a second one gets lost.",
        "Shorten `instead`, `relief` or the list of symptoms, or let two pages be.",
    ),
    "dropped-text": Rule(
        "What follows a space and `#` in a text without quotes is meant as a comment.",
        "YAML drops it without a word: `Pain # 1` says `Pain`. A comment of ours has two spaces "
        "before it, so one space looks like a text that goes on.",
        'Put the whole text in quotes, `"Pain # 1"`, or two spaces before the comment.',
    ),
    "no-muscles": Rule(
        "A guide has at least one muscle.",
        "Its indexes, its finder and its handouts are made of muscles.",
        'Begin one: `python scripts/build.py new muscle "Popliteus"`.',
    ),
    "no-picture": Rule(
        "Every page has a preview picture for posts.",
        "Its web address is in the page, so the picture must be there.",
        "Simplify the text that the message names.",
    ),
    "no-translation": Rule(
        "For each of `languages` there is a catalogue, and the words of the interface.",
        "A page in two languages at random helps nobody.",
        "Run `translate CODE`, and translate what it writes into `translations/CODE.po`.",
    ),
    "no-urgent-sign": Rule(
        "Each place where a muscle can hurt has a warning sign that asks for help now or today.",
        "A patient with a blood clot or an infection must not read about massage alone. Signs that "
        "came with a sample may be about another part of the body.",
        "Write a sign into `content/warning-signs.yml` with `act: emergency` or `act: today`. Name "
        "the place in its `regions`, or leave `regions` out, which means all places.",
    ),
    "no-warning-signs": Rule(
        "A guide with a muscle or an article has warning signs.",
        "Every page about pain must say when to get help.",
        "Write the signs into `content/warning-signs.yml`: `sign`, `act` and `sources` of each.",
    ),
    "old-format": Rule(
        "A guide is written as this version of the program wants it.",
        "What an older program read may be read in another way now, or not at all.",
        "Run `muscleguide migrate`, which changes what a program can; `--dry-run` only says what.",
    ),
    "on-no-map": Rule(
        "Where a guide has drawings, each muscle is on one.",
        "A picture says at a glance where a muscle lies.",
        'Give a shape in `content/maps/` the mark `data-muscle="ID"`. The page works without.',
    ),
    "outside-folder": Rule(
        "Files lie in the guide's folder, and are no links to elsewhere.",
        "A link could publish a private file.",
        "Copy the file to where the link is.",
    ),
    "placeholder": Rule(
        "Addresses and phone numbers are real.",
        "Somebody in pain will call the number and press the button.",
        "Write your own in `content/clinic.yml`, and the site's web address in `mkdocs.yml`.",
    ),
    "related-to-itself": Rule(
        "`related` names other muscles.",
        "A page that leads to itself leads nowhere.",
        "Take the entry out.",
    ),
    "review-in-future": Rule(
        "A review has already happened.",
        "The page tells patients that a person has checked it.",
        "Write the day on which it was checked.",
    ),
    "review-old": Rule(
        "A review is at most two years old.",
        "What is known changes.",
        "Have the record checked again, and write the new day.",
    ),
    "review-outdated": Rule(
        "What a reviewer has signed is what the record says. The guide's history in git tells.",
        "The page would vouch for words that nobody has checked. It says that they changed.",
        "Have the record checked again, and write the new day.",
    ),
    "stray-file": Rule(
        "Every file below `content/` has a name and a place that the guide reads, and none below "
        "`docs/` is hidden.",
        "A file that nobody reads looks as if it were published, and is not.",
        "Give it the name in the message, or move it elsewhere.",
    ),
    "template-syntax": Rule(
        "What stands in double braces in an article can be run.",
        "Half a call would stand in the page as it is.",
        'Write calls such as `{{ muscle("popliteus") }}` whole.',
    ),
    "template-too-big": Rule(
        "An article's template takes a moment, and makes a text that can be read.",
        "A loop of two lines can keep a computer busy for ever, or make a page of a million lines.",
        "Write out what shall stand in the article, with plain calls such as `{{ muscles() }}`.",
    ),
    "too-big": Rule(
        "A file has at most 5 MB.",
        "A record is a page of text; a larger file is something else.",
        "Take out what does not belong there.",
    ),
    "too-complex": Rule(
        "Lists and keys lie at most 20 levels deep, a file holds at most 200,000 values, and its "
        "aliases make at most 500,000 characters of it.",
        "A few lines of YAML can stand for more values than a computer can hold.",
        "Write the record as in the samples, without `&` and `*`.",
    ),
    "undated-source": Rule(
        "A book or an article among the sources says when it is from.",
        "What is known changes, and a reader cannot tell an old source from a new one.",
        "Write its `year`. Where there is none, say in `note` when you looked at it.",
    ),
    "unknown-key": Rule(
        "A record has only keys that the format knows.",
        "A misspelt key would be left out of the page without a word.",
        "Use the key that the message proposes, or take the line out.",
    ),
    "unknown-mark": Rule(
        "A mark on a drawing, such as `data-region`, names a record.",
        "What it marks is drawn only where that record is shown, so it would never be seen.",
        "Correct the id in the mark, or add the record that it names. Marks for records that are "
        "still to be written may stay; they are a note.",
    ),
    "unknown-name": Rule(
        "An article calls only what articles can call.",
        "Anything else would leave a hole in the page.",
        "Use `warning_signs()`, `muscles()`, `relief()`, `booking()`, `muscle(…)`, `source(…)`.",
    ),
    "unknown-reference": Rule(
        "An id leads to a record.",
        "Every symptom, activity, region, source and muscle becomes a link.",
        "Correct the id, or add the record that it names.",
    ),
    "unprintable-letter": Rule(
        "Handouts are set in fonts with Latin, Greek and Cyrillic letters.",
        "A character for which the fonts have no glyph is printed as a box.",
        "Write the text in one of these scripts, or leave pictures such as emoji out.",
    ),
    "unreadable": Rule(
        "The program can open every file of the guide.",
        "What it cannot open it cannot publish.",
        "Look at the permissions; put a folder where there is a link to one.",
    ),
    "unsafe-link": Rule(
        "Links and pictures of articles and pages lead to the web, or into the guide.",
        "A link to a script would run it in the patient's browser; `file:` leads nowhere at all.",
        "Write the web address with `https://`, or put the file below `docs/`.",
    ),
    "unsafe-html": Rule(
        "Hand-written pages hold nothing that runs: no script, handler, plug-in or redirect.",
        "A script that comes along with a copied piece of HTML sees all that a patient does.",
        "Take it out. A script of your own goes into a file below `docs/`, which "
        "`extra_javascript` in `mkdocs.yml` names.",
    ),
    "untranslated": Rule(
        "Every text is translated from the words that stand in the guide now.",
        "What is missing stands in the guide's own language, and its page says so.",
        "Run `translate CODE`, and translate what is empty or marked `fuzzy`; take the mark away.",
    ),
    "untranslated-safety": Rule(
        "In every language that is published, all warning signs and stop rules are translated.",
        "A patient who cannot read when to call for help is worse off than one who knows that this "
        "page is not in their language.",
        "Translate them, and take away the mark `fuzzy`; until then the language is not published.",
    ),
    "unused-map": Rule(
        "A drawing in `content/maps/` marks a muscle or a place of the guide.",
        "It would be a picture of something else, and is not shown.",
        "Give shapes the marks `data-muscle` and `data-region` with ids of yours, or delete it.",
    ),
    "unused": Rule(
        "Each region, symptom, activity and source is used by something.",
        "What nothing uses shows up in the indexes without a muscle.",
        "Use it in a record, or take it out.",
    ),
    "wrong-choice": Rule(
        "Where a key has a list of choices, its value is one of them.",
        "Colours, headings and filters are made from these choices.",
        "Use a word from the list in the message.",
    ),
    "wrong-type": Rule(
        "Text stands where text is meant, a list where a list is meant.",
        "YAML takes `no`, `on`, `112` and `2026-11-23` for something else than text.",
        'Put text in quotes: `"no"`. Begin each entry of a list with a hyphen.',
    ),
    "yaml-syntax": Rule(
        "The file is YAML.",
        "A tab, a lost quote or a second colon in a line, and nothing below can be read.",
        "Look at the place that is named, and at the line above it.",
    ),
    "yaml-tag": Rule(
        "Values have no tags such as `!!python/name`.",
        "Tags can make a program run what a file says; records are plain text.",
        "Take the tag out, or put the text in quotes.",
    ),
}


def explain(rule: str) -> str:
    """Explain a rule: what it wants, why, and how to keep it. Raises `KeyError` for no rule."""
    entry = RULES[rule]
    return f"{rule}\n\n{entry.wants}\n\nWhy: {entry.why}\n\nHow: {entry.how}"


def rules_page() -> str:
    """Write RULES.md, the list of all rules."""
    parts = [
        "# Rules of the check",
        "",
        "`python scripts/build.py check --explain RULE` shows one of them. This page is made by",
        "`make generated`.",
    ]
    for name, rule in sorted(RULES.items()):
        parts += [
            "",
            f"## {name}",
            "",
            rule.wants,
            "",
            f"*Why:* {rule.why}",
            "",
            f"*How:* {rule.how}",
        ]
    return "\n".join(parts) + "\n"
