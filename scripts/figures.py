"""Picture the example figures: below build/figures, and those of FIGURES.md in pictures/.

Each example becomes an SVG in light, dark and grey, and a cell of sheets of 480 and 120 pixels.
With names, only those examples are pictured, and nothing in pictures/ changes.
"""

import sys
from pathlib import Path
from typing import Any, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import typst
import yaml

from muscleguide.figures.figure import draw_figure
from muscleguide.figures.shapes import DARK, LIGHT, Colours, grey
from muscleguide.figures.words import describe
from muscleguide.schema.figure import VIEWS, Figure, Posture
from muscleguide.wording.locale import load_locale

PROJECT = Path(__file__).resolve().parents[1]
EXAMPLES = PROJECT / "tests" / "fixtures" / "figures"
FONTS = PROJECT / "src" / "muscleguide" / "typesetting" / "fonts"
OUT = PROJECT / "build" / "figures"
PICTURES = PROJECT / "pictures"
LOOKS: dict[str, tuple[Colours, str]] = {
    "light": (LIGHT, "#ffffff"),
    "dark": (DARK, "#1b2226"),
    "grey": (grey(LIGHT), "#ffffff"),
}
SIZES = (480, 120)


def examples() -> dict[str, Figure]:
    """Read the example figures by name."""
    return {
        path.stem: Figure.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))["figure"])
        for path in sorted(EXAMPLES.glob("*.yml"))
    }


def postures() -> dict[str, Figure]:
    """Give a figure of each posture, with nothing but its name."""
    found = {}
    for name in get_args(Posture):
        view = VIEWS.get(name, ("side",))[0]
        props = ["chair"] if name == "sitting" else []
        data = {"start": {"posture": name}, "view": view, "props": props}
        found[name] = Figure.model_validate(data)
    return found


def sheet(
    drawings: dict[str, str], size: int, paper: str, columns: int, *, named: bool = False
) -> bytes:
    """Set drawings in a grid, each `size` pixels wide, as one PNG; perhaps with their names."""
    cells = [
        f'align(center + horizon, image("{name}.svg", width: {size}pt, height: {size * 0.8}pt,'
        ' fit: "contain"))'
        for name in drawings
    ]
    if named:
        cells = [
            f"stack(dir: ttb, spacing: 6pt, {cell}, align(center)[{name}])"
            for name, cell in zip(drawings, cells, strict=True)
        ]
    source = (
        f'#set page(width: auto, height: auto, margin: 12pt, fill: rgb("{paper}"))\n'
        '#set text(font: "Source Sans 3", size: 14pt)\n'
        f"#grid(columns: {columns}, gutter: 14pt, {', '.join(cells)})"
    )
    sources: Any = {
        "main.typ": source.encode(),
        **{f"{name}.svg": svg.encode() for name, svg in drawings.items()},
    }
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    made = typst.compile(sources, format="png", ppi=72, font_paths=fonts)
    assert isinstance(made, bytes)
    return made


def drawn(figures: dict[str, Figure], colours: Colours) -> dict[str, str]:
    """Draw figures by name."""
    return {name: draw_figure(figure, colours) for name, figure in figures.items()}


def main() -> None:
    """Write every example in every look, and sheets of them; tell each in words."""
    chosen = set(sys.argv[1:])
    figures = {name: f for name, f in examples().items() if not chosen or name in chosen}
    OUT.mkdir(parents=True, exist_ok=True)
    for look, (colours, paper) in LOOKS.items():
        drawings = drawn(figures, colours)
        for name, svg in drawings.items():
            (OUT / f"{name}-{look}.svg").write_text(svg, encoding="utf-8")
        for size in SIZES:
            columns = 3 if size > 200 else 6
            (OUT / f"sheet-{look}-{size}.png").write_bytes(sheet(drawings, size, paper, columns))
    words = load_locale("en").part("figure")
    for name, figure in figures.items():
        print(f"{name}: {describe(figure, words)}\n")
    if not chosen:
        for file, group in (("figures", figures), ("postures", postures())):
            made = sheet(drawn(group, LIGHT), 280, "#ffffff", 3, named=True)
            (PICTURES / f"{file}.png").write_bytes(made)


if __name__ == "__main__":
    main()
