"""Rules for articles: what their calls ask for is there."""

from collections.abc import Iterator

from muscleguide.checking.references import no_such, target_of
from muscleguide.markup import article_template
from muscleguide.problems import Problem, Severity
from muscleguide.reading.yaml_reader import Document
from muscleguide.schema.validation import Content


def invalid_articles(content: Content) -> Iterator[Problem]:
    """Articles' templates can be run, and name only what exists."""
    for entry in content.articles.values():
        document = entry.document

        def at(line: int, rule: str, message: str, document: Document = document) -> Problem:
            number = document.body_line + line - 1
            return Problem(document.file, number, 1, Severity.ERROR, rule, message)

        ran = article_template.run_body(document.body)
        for error in ran.errors:
            yield at(error.line, error.rule, error.message)
        for call in ran.named:
            target = target_of(call)
            if target in content.known and call.id not in content.known[target]:
                message = no_such(content, target, call.id)
                yield at(call.line, "unknown-reference", message)
