"""Writing a letter: what is asked, on which law, in which language, to whom; the letter is seen before it is kept."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QDialog, QLayout, QLineEdit, QWidget

from inboxguard.audit.particulars import Offer, Particulars, Preview
from inboxguard.audit.views import RequestDetail
from inboxguard.errors import InboxGuardError
from inboxguard.requests.request import NO_WISHES
from inboxguard.senders.sender import SenderId
from inboxguard.ui import crash, panes, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.page import Desk
from inboxguard.ui.phrases import shown
from inboxguard.ui.radio import Radio
from inboxguard.ui.requests.own_words import CorrectionFields, LessFields
from inboxguard.ui.requests.shown_letter import ShownLetter
from inboxguard.ui.settings.places import languages
from inboxguard.ui.tables import labelled

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit
    from inboxguard.audit.progress import Tell

Result = TypeVar("Result")

CALM = 250
"""Milliseconds without a change before the letter is written anew."""
LESS, CORRECTION = "ask_for_less", "correction"


class WritingDialog(QDialog):
    """Lets the person choose a letter to one sender; `written(RequestDetail)` once it is in the ledger."""

    written = Signal(object)

    def __init__(
        self, desk: Desk, organisation: SenderId, name: str, kind: str = "where_from", parent: QWidget | None = None
    ) -> None:
        """Begin with a letter of `kind` to `organisation`, which is called `name`; "" = it is set aside."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._organisation, self._kind = desk, organisation, kind
        self._offers: dict[str, Offer] = {}
        self._asked = 0
        self._settling = False
        called = shown(name, 60) or phrases.set_aside_sender()
        title = self.tr("Write to {name}").format(name=called)
        self.setWindowTitle(title)
        outer = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        outer.addWidget(pieces.text(title, font="title"))
        self.first = pieces.text("", tone="muted")
        self.first.hide()
        outer.addWidget(self.first)
        both = pieces.row(self._make_form(), self._make_letter(), gap=20)
        both.setStretch(0, 5)
        both.setStretch(1, 7)
        outer.addLayout(both, 1)
        self.said = pieces.text(self.tr("Nothing is sent from here."), font="small", tone="muted")
        self.keep = pieces.primary(self.tr("Keep this letter..."), self._keep)
        self.keep.setEnabled(False)
        last = pieces.row(self.said, pieces.button(self.tr("Cancel"), self.reject), self.keep)
        last.setStretch(0, 1)
        outer.addLayout(last)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._preview)
        sized(self, 118, 84)
        self._run(lambda audit, tell: audit.letter_offers(organisation), self._offered)

    # --- the form

    def _make_form(self) -> QWidget:
        area = panes.Scroll(gap=10, margins=(0, 0, 12, 0))
        area.setAccessibleName(self.tr("What the letter asks"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._kinds = QButtonGroup(self)
        self._choices: dict[str, Radio] = {}
        for heading, kinds in self._groups():
            area.body.addWidget(pieces.heading(heading))
            for kind, words in kinds:
                choice = Radio(words)
                choice.setEnabled(False)
                choice.setChecked(kind == self._kind)
                choice.toggled.connect(lambda on, kind=kind: self._choose(kind) if on else None)
                self._kinds.addButton(choice)
                self._choices[kind] = choice
                area.body.addWidget(choice)
        area.body.addWidget(pieces.rule())
        self.less, self.correction = LessFields(), CorrectionFields()
        for fields in (self.less, self.correction):
            fields.changed.connect(self._changed)
            fields.hide()
            area.body.addWidget(fields)
        self.law, self.language = self._combo(), self._combo()
        self._why = pieces.text("", font="small", tone="muted")
        self._law_row = labelled(self.tr("Law"), self.law)
        area.body.addWidget(self._law_row)
        area.body.addWidget(self._why)
        area.body.addWidget(labelled(self.tr("Language"), self.language))
        self.to, self.number = self._field(254), self._field(80)
        self.use = pieces.button(self.tr("Use"), self._use, name=self.tr("Use this address"))
        self.to.textChanged.connect(lambda typed: self.use.setEnabled(bool(typed.strip())))
        self.use.setEnabled(False)
        note = self.tr("Their privacy policy names the right one. It is kept for later letters.")
        area.body.addWidget(labelled(self.tr("Another address of theirs"), self.to, note))
        area.body.addLayout(pieces.row(self.use, None))
        self.number.textChanged.connect(lambda _: self._changed())
        note = self.tr("Only if they cannot find you by the address.")
        area.body.addWidget(labelled(self.tr("My customer number"), self.number, note))
        self.signed = QCheckBox(self.tr("With my name under it"))
        self.signed.setFont(style.font())
        self.signed.setVisible(bool(self._desk.audit.profile().name))
        self.signed.toggled.connect(lambda _: self._changed())
        area.body.addWidget(self.signed)
        area.body.addStretch(1)
        return area

    def _groups(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        return (
            (
                self.tr("Ask"),
                (
                    ("where_from", self.tr("Where they got my address")),
                    ("to_whom", self.tr("To whom they gave it")),
                    ("access", self.tr("What they hold about me")),
                ),
            ),
            (
                self.tr("Stop"),
                (
                    ("objection", self.tr("No more marketing")),
                    (LESS, self.tr("Less mail, or none about something")),
                    ("withdrawal", self.tr("I take my consent back")),
                    ("opt_out_of_sale", self.tr("Do not sell or share my data")),
                ),
            ),
            (
                self.tr("Change"),
                (("erasure", self.tr("Delete my data")), (CORRECTION, self.tr("Correct what is false"))),
            ),
        )

    def _field(self, longest: int) -> QLineEdit:
        field = QLineEdit()
        field.setFont(style.font())
        field.setMaxLength(longest)
        return field

    def _combo(self) -> QComboBox:
        combo = QComboBox()
        combo.setFont(style.font())
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.currentIndexChanged.connect(lambda _: self._changed())
        return combo

    # --- the letter

    def _make_letter(self) -> QWidget:
        card = panes.Card("quiet", gap=0, margins=(1, 1, 1, 1))
        self.area = ShownLetter()
        card.body.addWidget(self.area, 1)
        return card

    # --- what is chosen

    @property
    def particulars(self) -> Particulars:
        """What the person added."""
        wishes = NO_WISHES
        if self._kind == LESS:
            wishes = self.less.wishes
        elif self._kind == CORRECTION:
            wishes = self.correction.wishes
        return Particulars(wishes, self.signed.isChecked(), " ".join(self.number.text().split()))

    def _offered(self, offers: Sequence[Offer]) -> None:
        self._offers = {one.kind: one for one in offers}
        for kind, choice in self._choices.items():
            offer = self._offers.get(kind)
            possible = offer is not None and not offer.refusal
            choice.setEnabled(possible)
            if offer is not None and offer.refusal:
                choice.setToolTip(phrases.tooltip(offer.refusal))
                choice.setAccessibleDescription(shown(offer.refusal, 300))
        if not self._choices[self._kind].isEnabled():
            other = next((kind for kind, choice in self._choices.items() if choice.isEnabled()), None)
            if other is None:
                self.area.say(self.tr("No letter can be written to this sender."))
                return
            self._choices[other].setChecked(True)
        else:
            self._choose(self._kind)
        self._choices[self._kind].setFocus()

    def _choose(self, kind: str) -> None:
        self._kind = kind
        self.less.setVisible(kind == LESS)
        self.correction.setVisible(kind == CORRECTION)
        offer = self._offers.get(kind)
        if offer is None:
            return
        self._settling = True
        chosen, spoken = self.law.currentData(), self.language.currentData()
        self.law.clear()
        for one in offer.laws:
            self.law.addItem(shown(one.name, 80), one.id)
            self.law.setItemData(self.law.count() - 1, phrases.tooltip(one.name), Qt.ItemDataRole.ToolTipRole)
        self.law.setCurrentIndex(max(self.law.findData(chosen), 0))
        self.language.clear()
        self.language.addItem(self.tr("as they write to you"), None)
        names = dict(languages())
        for code in offer.languages:
            self.language.addItem(names.get(code, code), code)
        self.language.setCurrentIndex(max(self.language.findData(spoken), 0) if spoken else 0)
        self._law_row.setVisible(len(offer.laws) > 1)
        self._settling = False
        self._changed()

    def _changed(self) -> None:
        if self._settling or not self._offers:
            return
        offer = self._offers.get(self._kind)
        law = next((one for one in offer.laws if one.id == self.law.currentData()), None) if offer else None
        self._why.setText(phrases.breakable(shown(law.why, 300)) if law is not None else "")
        self._why.setVisible(law is not None and bool(law.why))
        self.keep.setEnabled(False)
        self._calm.start()

    def _preview(self) -> None:
        self._asked += 1
        asked, kind, organisation = self._asked, self._kind, self._organisation
        law, language, own = self.law.currentData(), self.language.currentData(), self.particulars

        def came(preview: Preview) -> None:
            if asked == self._asked:
                self._show(preview)

        def failed(error: Exception) -> bool:
            if asked == self._asked and isinstance(error, InboxGuardError):
                self.area.say(shown(str(error), 600))
            return isinstance(error, InboxGuardError) or asked != self._asked

        self._desk.jobs.run(
            self.tr("Writing a letter"),
            lambda audit, tell: audit.letter_preview(kind, organisation, law, language, own),
            came,
            otherwise=failed,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _show(self, preview: Preview) -> None:
        self.area.show_draft(preview.draft)
        self.first.setText(phrases.breakable(shown(preview.first, 400)))
        self.first.setVisible(bool(preview.first))
        self.keep.setEnabled(True)

    def _use(self) -> None:
        """Keep the address that the person typed as the one that this sender is written to."""
        organisation, address = self._organisation, self.to.text()
        self._run(lambda audit, tell: audit.set_contact(organisation, address), self._used)

    def _used(self, _: object) -> None:
        self.to.clear()
        self._changed()

    def _keep(self) -> None:
        kind, organisation = self._kind, self._organisation
        law, language, own = self.law.currentData(), self.language.currentData(), self.particulars
        self.keep.setEnabled(False)
        self._run(lambda audit, tell: audit.draft(kind, organisation, law, language, own), self._kept, changes=True)

    def _kept(self, request: RequestDetail) -> None:
        self.written.emit(request)
        self.accept()

    def _run(
        self, work: "Callable[[Audit, Tell], Result]", then: Callable[[Result], object], changes: bool = False
    ) -> None:
        self._desk.jobs.run(
            self.tr("Writing a letter"), work, then, otherwise=self._failed, owner=self, changes=changes, show="nothing"
        )

    def _failed(self, error: Exception) -> bool:
        """Say what the person can act on; a fault of the program gets its report over this dialog, which is modal."""
        if isinstance(error, InboxGuardError):
            self.area.say(shown(str(error), 600))
        else:
            crash.report(error, self)
        return True


def show_writing(
    desk: Desk,
    organisation: SenderId,
    name: str,
    kind: str,
    then: Callable[[RequestDetail], object],
    parent: QWidget | None = None,
) -> WritingDialog:
    """Open the dialog over `parent` and hand the letter that was kept to `then`."""
    dialog = WritingDialog(desk, organisation, name, kind, parent)
    dialog.written.connect(then)
    dialog.setModal(True)
    dialog.show()
    return dialog
