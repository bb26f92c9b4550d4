"""Everything that looks like sharing and is none: one function for each confounder, each with its own switch.

A confounder writes its letters into a town and tells the truth about whoever advertises in them. `CONFOUNDERS` has all
by the name under which a book's parameters give its rate.
"""

from tests.worlds.confounders import (
    content,
    crowds,
    families,
    forgeries,
    leaks,
    other_people,
    own_sign_ups,
    services,
    ways,
)
from tests.worlds.confounders.switch import Switch

CONFOUNDERS: dict[str, Switch] = {
    switch.name: switch
    for module in (own_sign_ups, families, services, content, forgeries, leaks, crowds, other_people, ways)
    for switch in module.SWITCHES
}
"""Name -> what makes it; the last ones change the whole mailbox and come after the others."""
