"""Errors a user can act on: each names what, where, and the way out."""


class SummitryError(Exception):
    """Something a user can mend; the message says how."""


class RecordError(SummitryError):
    """A record that cannot be opened, is not one, or is of another version."""


class NotFoundError(SummitryError):
    """No story, contact or report of that name."""


class ContradictionError(SummitryError):
    """A decision that earlier ones speak against; they are named, and how to take one back."""


class LexiconError(SummitryError):
    """A lexicon file that breaks its own rules; names file and entry."""
