"""A letter as it would be kept, beside the choices that make it."""

from PySide6.QtWidgets import QWidget

from inboxguard.requests.request import Draft
from inboxguard.ui import panes, phrases, pieces
from inboxguard.ui.phrases import shown


class ShownLetter(panes.Scroll):
    """To whom, from which address, subject and words; or a sentence in the letter's place."""

    def __init__(self) -> None:
        super().__init__(gap=8, margins=(18, 14, 18, 14))
        self.setAccessibleName(self.tr("The letter"))
        self.say(self.tr("Writing the letter..."))

    def say(self, words: str) -> None:
        """Show a sentence of ours in the place of a letter."""
        pieces.clear(self.body)
        self.body.addWidget(pieces.text(words, tone="muted"))
        self.body.addStretch(1)

    def cover(self, link: QWidget) -> None:
        """Show nothing but what uncovers the letter."""
        pieces.clear(self.body)
        self.body.addWidget(link)
        self.body.addStretch(1)

    def show_draft(self, draft: Draft) -> None:
        """Show a letter; where its address is a guess, that is said above its words."""
        pieces.clear(self.body)
        facts = panes.Facts(9)
        nowhere = self.tr("no mail address; it is filed on their page") if draft.web_form else ""
        facts.add(self.tr("To"), shown(draft.to) or nowhere or self.tr("no address is known; please look it up"))
        facts.add(self.tr("From"), shown(draft.from_alias))
        if draft.contact_source and not draft.to_is_guess:
            facts.add(self.tr("Known from"), phrases.contact_source(draft.contact_source, draft.contact_detail))
        self.body.addWidget(facts)
        if draft.to_is_guess:
            guess = self.tr("It is the usual one, not one they name. Please check it before you send.")
            self.body.addWidget(panes.Notice("amber", self.tr("The address is a guess"), guess))
        self.body.addWidget(pieces.rule())
        self.body.addWidget(pieces.text(shown(draft.subject), font="strong", selectable=True))
        self.body.addWidget(pieces.text(phrases.shown_text(draft.body), selectable=True))
        self.body.addStretch(1)
