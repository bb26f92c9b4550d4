"""A small lexicon of five themes, so that tests of histories do not hang on the words of the shipped packs."""

from inboxguard.themes.lexicon import Lexicon, parse

_BABY = """
format = 1
id = "baby"
group = "family"
suggest_with = ["loss"]
[terms.en]
strong = ["stroller*", "pregnancy", "mothers to be"]
medium = ["baby", "nursery"]
weak = ["mama"]
hint = ["tiny toes"]
block = ["baby blue", "baby spinach"]
[terms.de]
strong = ["kinderwagen*", "schwangerschaft*"]
medium = ["baby"]
"""
_LOSS = """
format = 1
id = "loss"
group = "family"
[terms.en]
strong = ["baby loss", "miscarriage"]
[terms.de]
strong = ["sternenkind*"]
"""
_FUNERAL = """
format = 1
id = "funeral"
group = "goodbyes"
[terms.en]
strong = ["funeral*", "bereavement"]
medium = ["wreath*"]
"""
_WEDDING = """
format = 1
id = "wedding"
group = "relationships"
[terms.en]
strong = ["wedding*"]
medium = ["bride", "brides"]
[terms.de]
strong = ["hochzeit*"]
[[occasion]]
name = "valentine"
rule = "fixed(2,14)"
"""
_MOTHERS = """
format = 1
id = "mothers_day"
group = "dates"
[terms.en]
strong = ["mother s day"]
medium = ["mum"]
[[occasion]]
name = "mothers_day"
rule = "nth_weekday(5,sun,2)"
regions = ["US", "DE"]
[[occasion]]
name = "mothers_day"
rule = "easter(-21)"
regions = ["GB"]
"""

SMALL = Lexicon(tuple(parse(pack) for pack in (_BABY, _LOSS, _FUNERAL, _WEDDING, _MOTHERS)))
