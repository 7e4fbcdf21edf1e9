#!/usr/bin/env python3
"""How public/fonts/*.woff2 were made: `npm i @fontsource/be-vietnam-pro@5`, `pip install fonttools brotli`,
`python3 style/subset_fonts.py node_modules/@fontsource/be-vietnam-pro/files public/fonts`.

The package splits each weight by script, so a Vietnamese page would load two files a weight and lose the
kerning between them. This merges them, keeps the letters of Vietnamese and English, and adds the tabular
figures that the family lacks: each figure centred on one width, the same for both weights."""

import sys
import tempfile
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.merge import Merger
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = (400, 600)
TABULAR_WIDTH = 670
MARKS = "§©«»°±²·×÷–—‘’“”•…−€"
LATIN = [*range(0x20, 0x7F), 0xA0, *map(ord, "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"), *map(ord, MARKS)]
VIETNAMESE = [*map(ord, "ĂăĐđĨĩŨũƠơƯư₫"), *range(0x1EA0, 0x1EFA)]
FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def subset(source: Path, letters: list[int], target: Path) -> None:
    font = TTFont(source)
    font.flavor = None
    options = Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.save(target)


def add_tabular_figures(font: TTFont) -> None:
    glyphs, rules = font.getGlyphSet(), []
    for digit, figure in enumerate(FIGURES):
        name, tabular = font.getBestCmap()[ord("0") + digit], f"{figure}.tnum"
        width, left = font["hmtx"][name]
        shift = (TABULAR_WIDTH - width) // 2
        pen = TTGlyphPen(None)
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
        font["glyf"][tabular] = pen.glyph()
        font["hmtx"][tabular] = (TABULAR_WIDTH, left + shift)
        rules.append(f"sub {name} by {tabular};")
    font.setGlyphOrder(font["glyf"].glyphOrder)
    feature = "feature tnum {\n" + "\n".join(rules) + "\n} tnum;"
    addOpenTypeFeaturesFromString(font, feature, tables=["GSUB"])


def main(files: Path, target: Path) -> None:
    for weight in WEIGHTS:
        with tempfile.TemporaryDirectory() as scratch:
            parts = []
            for script, letters in (("latin", LATIN), ("vietnamese", VIETNAMESE)):
                part = Path(scratch) / f"{script}.ttf"
                subset(files / f"be-vietnam-pro-{script}-{weight}-normal.woff2", letters, part)
                parts.append(str(part))
            font = Merger().merge(parts)
        add_tabular_figures(font)
        font.flavor = "woff2"
        font.save(target / f"be-vietnam-pro-{weight}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
