"""The JSON API: what can be asked of a record, over HTTP, read-only. Needs the extra `web`.

`create_api` makes an application that `web` mounts at `PREFIX`. A module is a group of addresses; `answers.py`
and `paging.py` tell how they answer, `problems.py` what they say where they cannot.
"""

from summitry.api.app import PREFIX, create_api

__all__ = ["PREFIX", "create_api"]
