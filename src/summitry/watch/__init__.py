"""Feeds on watch: what they list is fetched politely, read into the record, and what changed is told.

`feeds.py` reads subscriptions and feeds, `fetching.py` asks for addresses as a guest should, `addresses.py` says which
may be asked at all, `cursor.py` remembers, `news.py` says what a story changed, `outlets.py` delivers it, and
`watcher.py` puts them together. It needs what the extra `watch` installs.
"""
