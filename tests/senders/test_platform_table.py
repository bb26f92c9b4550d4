import random
import re

import pytest

from inboxguard.senders.platform_table import _literal, bouncing, linking, owners, selecting, table

from .one_by_one import sample


@pytest.mark.parametrize(
    ("expression", "literal"),
    [
        (r"^bounce-mc\.us\d+_", "bounce-mc.us"),
        (r"^bounces\+\d+", "bounces+"),
        (r"^nr\d+@", "nr"),
        (r"@ckespa\.", "@ckespa."),
        (r"^msprvs1=[^=]+", "msprvs1="),
        (r"^(?:a|b)c", ""),
        (r"^ab?c", "a"),
        (r"^a\.?c", "a"),
        (r"^ab|cd", ""),
        (r"\d+x", ""),
    ],
)
def test_the_text_that_an_expression_begins_with(expression: str, literal: str) -> None:
    assert _literal(expression) == literal


def test_a_bounce_shape_that_may_stand_anywhere_has_a_text_that_must_be_there() -> None:
    for text, pattern, _ in table().bounce_hosts:
        assert len(text) > 3, pattern.pattern


def test_every_bounce_shape_is_found_by_its_first_character() -> None:
    rng = random.Random(3)
    for one in table().platforms.values():
        for pattern in one.bounce:
            for _ in range(20):
                ending = "" if pattern.pattern.endswith("$") else ".shop.example"
                assert one.id in bouncing(sample(pattern, rng) + ending), pattern.pattern


def test_what_belongs_to_a_platform() -> None:
    assert owners("mail249.atl21.rsgsv.net") == {"mailchimp"}
    assert owners("notrsgsv.net") == owners("rsgsv.net.shop.example") == frozenset()
    assert owners("d12.acems5.com") == {"activecampaign"}
    assert set(bouncing("BOUNCES+12-ab12-anna=post.example@em.shop.example")) == {"sendgrid"}
    assert selecting("kl2") == {"klaviyo"}
    assert "mailchimp" in linking("shop.us5.list-manage.com")
    assert linking("shop.example") == frozenset()


def test_no_expression_is_named_twice_and_every_rider_has_a_carrier() -> None:
    known = table()
    assert all(carrier in known.platforms for carrier in known.riders)
    for one in known.platforms.values():
        for patterns in (one.own, one.bounce, one.signed, one.selectors, one.host_links, one.url_links, one.hosted):
            texts = [pattern.pattern for pattern in patterns]
            assert len(set(texts)) == len(texts), one.id
        assert all(name == name.lower() for name in (*one.headers, *one.hosts, *one.domains)), one.id
        assert not any(re.search(r"\s$", name) for name in one.domains)
