"""What people paste and attackers send, by name."""

LONG = "x" * 1_048_576

TEXTS = {
    "script": "<script>alert(1)</script>",
    "broken tag": "\"'><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}{% debug %}${7*7}",
    "formula": '=HYPERLINK("http://x.example","click")',
    "NUL": "a\x00b",
    "lone surrogate": "a\ud800b",
    "right-to-left override": "invoice\u202egnp.exe",
    "zero width": "a\u200b\u200d\ufeffb",
    "emoji": "🧪👩🏽‍🔬 ok",
    "1 MB": LONG,
    "only blanks": " \t\r\n ",
    "SQL": "'; DROP TABLE companies; --",
    "path": "../../../../etc/passwd",
    "header": "a\r\nSet-Cookie: x=1",
    "not a number": "NaN",
    "infinity": "1e309",
    "huge number": "9" * 40,
    "negative": "-1",
    "fraction": "0.0000000000001",
    "not a date": "2026-02-30",
    "year zero": "0000-00-00",
    "JSON": '{"a": [1, {"b": null}]}',
    "other digits": "١٢٣",
}
