"""What a word of the person's changed, in one line: of the trail it was said about, and of how many others."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from inboxguard.audit.trail_views import TrailRow
from inboxguard.ui import figures
from inboxguard.ui.phrases import shown
from inboxguard.ui.sharing.columns import recipient_name, source_name
from inboxguard.ui.sharing.filtering import weak


class _Words(QObject):
    """The translatable words."""

    def change(self, before: TrailRow | None, after: TrailRow | None, name: str) -> str:
        if after is not None and after.settled:
            return self.tr("Nothing is claimed about {name} any more.").format(name=name)
        if after is None or weak(after):
            if before is None or weak(before):
                return self.tr("Still nothing can be claimed about {name}.").format(name=name)
            return self.tr("Not enough is left to claim anything about {name}.").format(name=name)
        stands = self._stands(after)
        if before is None or before.settled or weak(before):
            return self.tr("{name} is shown now: {stands}.").format(name=name, stands=stands)
        if self._stands(before) == stands:
            return self.tr("For {name} it changes nothing: {stands}.").format(name=name, stands=stands)
        return self.tr("{name} is now: {stands}; it was: {before}.").format(
            name=name, stands=stands, before=self._stands(before)
        )

    def others(self, number: int, *, besides: bool) -> str:
        if besides:
            one, several = self.tr("One other finding changed."), self.tr("{n} other findings changed.")
        else:
            one, several = self.tr("One finding changed."), self.tr("{n} findings changed.")
        return one if number == 1 else several.format(n=figures.number(number))

    def _stands(self, row: TrailRow) -> str:
        return self.tr("{level}, {way}, from {source}").format(
            level=shown(row.level_words), way=shown(row.relation_words), source=source_name(row)
        )


_words = _Words()


def told(before: Sequence[TrailRow], after: Sequence[TrailRow], recipient: str) -> str:
    """Return what became of the trail of `recipient` ("" = of none) and how many others changed; masks stay on.

    What is too weak to rely on counts as nothing: it is listed only at the person's wish.
    """
    was, now = {row.recipient: row for row in before}, {row.recipient: row for row in after}
    one = next((rows[key] for rows in (now, was) for key in rows if key == recipient), None)
    said = []
    if one is not None:
        said.append(_words.change(was.get(one.recipient), now.get(one.recipient), recipient_name(one)))
    number = sum(_claim(was.get(key)) != _claim(now.get(key)) for key in {*was, *now} if key != recipient)
    if number:
        said.append(_words.others(number, besides=one is not None))
    return " ".join(said)


def _claim(row: TrailRow | None) -> tuple[object, ...]:
    if row is None or weak(row) or row.source is None:
        return ()
    return row.source, row.level, row.relation
