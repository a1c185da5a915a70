"""Doc → Statements: what was said, by whom, in which words; and which contact it belongs to.

1. `quotations` finds quotation marks and the frames around them.
2. `cues` finds the words that tell that somebody says something, and the words that name the speaker.
3. `contents` finds what was said: a quotation beside its cue, or the clause that the cue governs.
4. `speakers` tells whom the words that name the speaker point at, and who passes them on.
5. `tying` gives each report the statements made at its contact or about it.
"""

from __future__ import annotations

from summitry.statements.finding import found
from summitry.statements.tying import tied

__all__ = ["found", "tied"]
