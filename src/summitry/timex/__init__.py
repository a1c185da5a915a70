"""Time expressions of English news: where they stand in a text, and which date they mean.

`find` gives the expressions, `resolve` reads one against the story's own date. A relative
expression without such a date is not resolved: neither the publication date nor today steps in.

    >>> [e.text for e in find("They met on Monday, after the June 14-15 summit in Bern.")]
    ['Monday', 'June 14-15']
    >>> resolve(find("They will meet on Monday.")[0], anchor="2024-05-16", tense=Tense.FUTURE)
    Resolved(value='2024-05-20', basis=<Basis.RELATIVE: 'relative'>, reason='the next Monday on or after 2024-05-16')
"""

from __future__ import annotations

from summitry.timex.expressions import Form, TimeExpression
from summitry.timex.finding import find
from summitry.timex.moments import Resolved, Tense
from summitry.timex.resolving import carries, fitting_years, resolve

__all__ = ["Form", "Resolved", "Tense", "TimeExpression", "carries", "find", "fitting_years", "resolve"]
