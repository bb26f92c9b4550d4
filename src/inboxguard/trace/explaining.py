"""What would change a finding: the answers, words and mails that would document it, end it or make it firmer."""

from inboxguard.trace.trail import Level, Relation, Trail

_BY_GATE = {
    "given_only": ("other_holder", "not_seen_giving", "alias_alone"),
    "server_said": ("unauthenticated", "relayed", "source_unattested"),
    "more_mail": ("low_coverage",),
    "second_kind": ("one_group", "alias_alone"),
}
"""What opens a gate that limits the level, by the gates that it opens."""


def changes(trail: Trail) -> tuple[str, ...]:
    """Return what would change `trail`, as keys of [changes] in resources/trace/wording; () where nothing need.

    Each follows from a rule: a written answer makes a document (trace.md 3) or ends the claim, a sign-up of the
    person's own is gate 7, and a gate that limits the level opens with what it lacks.
    """
    if trail.relation is Relation.OWN:
        return ()
    if trail.source is None:
        return ("answer_source",)
    documented = trail.level is Level.DOCUMENTED
    answered = any(item.signal == "answer" for item in trail.evidence)
    found = [] if documented else ["answer_source"]
    found += [] if answered else ["answer_none"]
    if not documented:
        found += [key for key, gates in _BY_GATE.items() if any(gate in trail.gates for gate in gates)]
        found.append("sign_up_found")
    return (*found, "own")
