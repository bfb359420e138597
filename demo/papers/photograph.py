"""Pictures as people take them on site: a rack of instruments, a nameplate. Drawn, not taken."""

import io
from random import Random

from PIL import Image, ImageDraw

SIZE = (1200, 900)


def rack(rng: Random) -> bytes:
    picture = Image.new("RGB", SIZE, (206, 210, 214))
    draw = ImageDraw.Draw(picture)
    for row in range(4):
        top = 60 + row * 205
        draw.rectangle((120, top, 1080, top + 175), fill=(58, 63, 70))
        draw.rectangle((150, top + 30, 430, top + 115), fill=(150, 190, 140))
        for dial in range(4):
            left = 520 + dial * 135
            draw.ellipse((left, top + 40, left + 95, top + 135), fill=(225, 226, 228))
            reach = rng.randint(10, 85)
            draw.line((left + 47, top + 88, left + reach, top + 55), fill=(180, 40, 40), width=6)
    return _jpeg(picture)


def nameplate(rng: Random) -> bytes:
    picture = Image.new("RGB", SIZE, (120, 126, 133))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((180, 200, 1020, 700), radius=24, fill=(214, 216, 219))
    for line in range(5):
        top = 270 + line * 82
        draw.rectangle((240, top, 420, top + 22), fill=(70, 74, 80))
        draw.rectangle((470, top, 600 + rng.randint(0, 340), top + 22), fill=(110, 114, 120))
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=80)
    return made.getvalue()
