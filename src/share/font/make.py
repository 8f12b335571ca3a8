"""Draws the letters of share images once, so that bantin needs no font and no code for outlines.

    npm pack @fontsource/be-vietnam-pro && tar xzf fontsource-be-vietnam-pro-*.tgz
    python3 -m venv env && env/bin/pip install fonttools brotli pillow
    env/bin/python make.py package/files .

Writes `bold.png`, `bold.txt`, `regular.png`, `regular.txt`: the letters side by side, white on black in sixteen greys, and
for each letter its code, how far the next one stands (in 64ths of a pixel), its place and size in the picture, and where it
hangs from the pen on the upper edge of the line.
"""

import io
import sys
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

BASES = "aăâeêioôơuưy"
MARKS = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VIETNAMESE = {unicodedata.normalize("NFC", base + mark) for base in BASES for mark in MARKS} | {"đ"}
LETTERS = (
    {chr(code) for code in range(0x20, 0x7F)}
    | {chr(code) for code in range(0xC0, 0x100)}
    | VIETNAMESE
    | {letter.upper() for letter in VIETNAMESE}
    | set("§°±·«»×–—‘’“”•…€₫≤≥")
)
WIDTH = 1024


def fonts(folder, weight, size):
    for part in ["vietnamese", "latin"]:
        file = TTFont(folder / f"be-vietnam-pro-{part}-{weight}-normal.woff2")
        file.flavor = None
        plain = io.BytesIO()
        file.save(plain)
        plain.seek(0)
        yield file.getBestCmap(), ImageFont.truetype(plain, size, layout_engine=ImageFont.Layout.BASIC)


def draw(folder, out, name, weight, size):
    known = list(fonts(folder, weight, size))
    picture = Image.new("L", (WIDTH, 4096))
    pen_x, pen_y, row = 0, 0, 0
    lines = []
    for letter in sorted(LETTERS):
        font = next((font for letters, font in known if ord(letter) in letters), None)
        if font is None:
            continue
        left, top, right, bottom = font.getbbox(letter)
        width, height = right - left, bottom - top
        if letter == " ":
            width = height = 0
        if pen_x + width > WIDTH:
            pen_x, pen_y, row = 0, pen_y + row, 0
        if width:
            ImageDraw.Draw(picture).text((pen_x - left, pen_y - top), letter, 255, font)
        advance = round(font.getlength(letter) * 64)
        lines.append(f"{ord(letter):x} {advance} {pen_x} {pen_y} {width} {height} {left} {top}")
        pen_x, row = pen_x + width, max(row, height)
    picture = picture.crop((0, 0, WIDTH, pen_y + row)).point(lambda grey: (grey * 15 + 127) // 255 * 17)
    picture.save(out / f"{name}.png", optimize=True)
    (out / f"{name}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    draw(source, target, "bold", 700, 56)
    draw(source, target, "regular", 400, 30)
