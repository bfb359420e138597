"""Marks that tell whose a word is; tests/world.py says what each means."""

CANARY = "CANARY"
FENCED = "FENCED"
INTERNAL = "INTERNAL"
HOUSE = "HOUSEHOLD"
ELSEWHERE = "ELSEWHERE"
PRICE_FLOOR = "77.77"

PASSWORD = "a-long-enough-password"
HASH = "pbkdf2_sha256$1$salt$5+8y3ozRPcOngFOafSoGBcDkj9t0yjGoZZj0xzRyg60="
