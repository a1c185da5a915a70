"""The record as web pages: `summitry serve`.

A page is one plain function, `view(record, asked)`, that gives a frozen dataclass. `pages.py` lists them, and serves
each view at its address as HTML, made by a template, and at the same address with `.json` behind it as JSON.
"""
