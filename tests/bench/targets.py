"""Finds, as the owner, what is measured: sessions, ids, words and places in lists.

Reads who, path and after of each line as JSON from standard input. Prints the paths with
everything filled in, and each person's cookie.
"""

import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    django.setup()
    from tests.bench.people import cookie_of, people
    from tests.bench.places import filled, with_cursor

    found = people()
    paths = []
    for line in json.load(sys.stdin):
        user = found[line["who"]]
        path = filled(line["path"], user)
        paths.append(with_cursor(path, user, line["after"]) if line["after"] else path)
    cookies = {who: cookie_of(user) for who, user in found.items()}
    print(json.dumps({"paths": paths, "cookies": cookies}))


if __name__ == "__main__":
    main()
