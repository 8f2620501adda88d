"""Render outputs: what is costly on all cores, the pages beside it."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from muscleguide.problems import Problem, Severity
from muscleguide.progress import Progress
from muscleguide.site.site_map import Output
from muscleguide.typesetting.typesetting import TypesettingError

Write = Callable[[str, bytes], None]


def render_outputs(outputs: Iterable[Output], write: Write, progress: Progress) -> list[Problem]:
    """Render every output and hand its path and bytes to `write`; give the problems.

    `write` is called from several threads at once.
    """
    problems: list[Problem] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            waiting = []
            for output in sorted(outputs, key=lambda output: output.find is None):
                content = output.find() if output.find else encoded(output.render())
                if content is not None:
                    problems += _finished(output, content, write, progress)
                else:
                    # Typst works outside Python's lock: pages are rendered here meanwhile.
                    waiting.append(pool.submit(_made, output, write, progress))
            for future in waiting:
                problems += future.result()
        except BaseException:
            # Who interrupts a build, or has no room left, does not wait for all that is to be made.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return problems


def encoded(content: str | bytes) -> bytes:
    """Give the bytes of a file."""
    return content if isinstance(content, bytes) else content.encode()


def _made(output: Output, write: Write, progress: Progress) -> list[Problem]:
    """Render what is not in the cache."""
    try:
        content = encoded(output.render())
    except TypesettingError as error:
        message = f"{output.cannot}: {error}"
        return [Problem(output.source, 1, 1, Severity.ERROR, output.rule, message)]
    return _finished(output, content, write, progress)


def _finished(output: Output, content: bytes, write: Write, progress: Progress) -> list[Problem]:
    write(output.path, content)
    progress.step()
    return list(output.remarks(content)) if output.remarks else []
