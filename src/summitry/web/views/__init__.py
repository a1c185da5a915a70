"""What each page shows: one plain function a page, `view(record, asked)`, that gives a frozen dataclass.

It knows nothing of HTTP and of HTML. Texts are those of the record; templates put dates and parties into words.
"""
