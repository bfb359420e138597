"""Who the lists are read by, found as the owner: by role, id and the company they act for."""

import json
import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    django.setup()
    from tests.bench.people import people

    found = {who: [user.pk, user.active_company_id] for who, user in people().items()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
