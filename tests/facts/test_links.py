"""What a link is for, in many languages, and what must stay plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.links import (
    LONGEST_URL,
    MOST,
    MOST_PLAIN,
    MOST_WAYS,
    Judged,
    in_text,
    judged,
    kept,
    kinds,
    pointing,
    said,
    url,
    words,
)
from inboxguard.facts.message import Link, LinkKind

PATH = "https://t.shop.example/c/8fh3"


def kind(address: str, text: str, before: str = "", after: str = "") -> LinkKind:
    return kinds([address], [(said(text, before, after) if pointing([text.lower()]) else text).lower()])[0]


@pytest.mark.parametrize(
    "text",
    ["Unsubscribe", "Newsletter abbestellen", "Hier abmelden", "Se désabonner", "Me désinscrire", "Darse de baja",
     "Cancelar suscripción", "Disiscriviti", "Annulla l'iscrizione", "Uitschrijven", "Cancelar inscrição", "Wypisz się",
     "Avregistrera", "Afmeld nyhedsbrev", "opt-out", "配信停止", "Отписаться"],
)  # fmt: skip
def test_ways_out_in_many_languages(text: str) -> None:
    assert kind(PATH, text) == LinkKind.UNSUBSCRIBE


@pytest.mark.parametrize(
    "text", ["Manage preferences", "E-Mail-Einstellungen", "Gérer mes préférences", "Gestisci preferenze", "Voorkeuren"]
)
def test_preferences(text: str) -> None:
    assert kind(PATH, text) == LinkKind.PREFERENCES


def test_the_address_tells_where_the_words_do_not() -> None:
    assert kind("https://shop.example/Unsubscribe?id=1", "Link") == LinkKind.UNSUBSCRIBE
    assert kind("https://shop.example/x?page=email-settings", "Account") == LinkKind.PREFERENCES
    assert kind("mailto:leave@shop.example?subject=REMOVE", "write to us") == LinkKind.UNSUBSCRIBE


@pytest.mark.parametrize(
    "target",
    ["https%3A%2F%2Fshop.example%2Funsubscribe%3Fid%3D1", "aHR0cHM6Ly9zaG9wLmV4YW1wbGUvdW5zdWJzY3JpYmU_aWQ9MQ"],
)
def test_a_wrapped_address_says_what_its_target_says(target: str) -> None:
    assert kind(f"https://click.counter.example/c?u={target}", "Bye") == LinkKind.UNSUBSCRIBE
    assert kind(f"https://eur.safelinks.protection.outlook.com/?url={target}&data=05", "Bye") == LinkKind.UNSUBSCRIBE


def test_the_host_of_a_wrapped_target_is_no_path_of_its_wrapper() -> None:
    assert kind("https://eur.safelinks.protection.outlook.com/?url=https%3A%2F%2Funsub.shop.example%2F", "Bye") == (
        LinkKind.PLAIN
    )
    outer = "https://click.shop.example/unsub?url=https%3A%2F%2Fshop.example%2Flamps"
    assert kind(outer, "Bye") == LinkKind.UNSUBSCRIBE


def test_of_many_wrapped_addresses_the_last_are_looked_into() -> None:
    url = "https://eur.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.example%2F{}"
    plain = [url.format(number) for number in range(MOST - 1)]
    found = kinds([*plain, url.format("unsubscribe")], [""] * MOST)
    assert found[-1] == LinkKind.UNSUBSCRIBE
    assert set(found[:-1]) == {LinkKind.PLAIN}


def test_a_token_at_the_end_of_an_address_is_no_word_and_what_stands_beside_it_is_one() -> None:
    token = "aB3" * 15
    assert kind(f"https://a.example/c?x={token}unsub{token}", "Shop") == LinkKind.PLAIN
    assert kind(f"https://a.example/c?x={token}&unsubscribe", "Bye") == LinkKind.UNSUBSCRIBE
    assert kind(f"https://a.example/unsub?x={token}", "Bye") == LinkKind.UNSUBSCRIBE
    assert kind("https://a.example/c?action=unsubscribe-from-all-letters-of-2026-of-this-shop", "Bye") == (
        LinkKind.UNSUBSCRIBE
    )


@pytest.mark.parametrize(
    ("address", "text"),
    [(PATH, "Shop now"), (PATH, "Jetzt anmelden"), (PATH, "Subscribe"), (PATH, "View in browser"), (PATH, "Impressum"),
     ("https://unsubscribe.shop.example/deals", "Deals"), (PATH, "Stop by our store"), (PATH, "Hier"),
     (PATH, "Profile")],
)  # fmt: skip
def test_ordinary_links_stay_plain(address: str, text: str) -> None:
    assert kind(address, text) == LinkKind.PLAIN


def test_words_around_count_only_for_a_link_that_says_here() -> None:
    assert kind(PATH, "hier", "Um sich abzumelden, oder zum Abmelden klicken Sie ") == LinkKind.UNSUBSCRIBE
    assert kind(PATH, "Shoes", "To unsubscribe write to us or see ") == LinkKind.PLAIN
    assert kind(PATH, "here", "You can unsubscribe at any time. New shoes are ") == LinkKind.PLAIN


def test_addresses_are_cleaned_or_refused() -> None:
    assert url(" HTTPS://shop.example/a\n b\x00 ") == "HTTPS://shop.example/ab"
    for bad in ("javascript:alert(1)", "data:text/html,x", "//shop.example", "/a", "", "https://" + "a" * 5000):
        assert url(bad) == ""


def test_links_of_a_plain_text_have_the_words_before_them() -> None:
    text = "News: https://shop.example/n.\nTo unsubscribe:\nhttps://shop.example/q?x=1>\n(https://shop.example/z)"
    first, second, third = in_text(text)
    assert (first.url, first.text, first.kind) == ("https://shop.example/n", "News:", LinkKind.PLAIN)
    assert (second.url, second.kind) == ("https://shop.example/q?x=1", LinkKind.UNSUBSCRIBE)
    assert third.url == "https://shop.example/z"


def test_words_of_a_link_are_bounded() -> None:
    assert words(["a" * 5000, " Shop\n\tnow\x00 \u202e ", "Gr\u00adüße"]) == ["a" * 200, "Shop now", "Grüße"]
    assert words([]) == []


def test_links_of_one_mail_do_not_speak_for_each_other() -> None:
    said = ["unsub", "scribe", "", "", "unsubscribe", "centre", "bye"]
    addresses = [PATH, PATH, "https://a.example/uns", "https://a.example/ub", PATH, PATH, "https://a.example/unsub"]
    assert [one.kind for one in judged(addresses, said, said)] == [
        LinkKind.PLAIN, LinkKind.PLAIN, LinkKind.PLAIN, LinkKind.PLAIN, LinkKind.UNSUBSCRIBE, LinkKind.PLAIN,
        LinkKind.UNSUBSCRIBE,
    ]  # fmt: skip
    assert kinds([], []) == []


@pytest.mark.parametrize(
    "token", ["a" * 60, "A" * 60, "aB" * 30, "unsub" + "1" * 60, "unsub" + "A1" * 30, "UNSUB-" * 9]
)
@pytest.mark.parametrize("end", ["", "&x=1", "=", ".unsub"])
def test_a_link_is_judged_the_same_alone_and_among_many(token: str, end: str) -> None:
    addresses = [f"https://a.example/c?x={token}{end}", f"https://a.example/{'p' * 680}?x={token}{end}"]
    many = kinds([*addresses, "https://a.example/unsub"], ["", "", ""])
    assert many == [kinds([one], [""])[0] for one in addresses] + [LinkKind.UNSUBSCRIBE]


def test_words_that_only_point_are_known() -> None:
    assert pointing(("", "shoes", " here! ", "» hier klicken", "unsubscribe here", "https://shop.example/a")) == [
        0, 2, 3, 5
    ]  # fmt: skip


def plain(*urls: str) -> list[Judged]:
    return [Judged(one, "Shop now", LinkKind.PLAIN) for one in urls]


def kept_urls(*urls: str) -> list[str]:
    return [one.url for one in kept(plain(*urls))]


def test_every_way_out_is_kept_whole_and_once() -> None:
    token = "https://t.shop.example/u?" + "8fG3" * 900
    ways = [
        Judged(f"https://t.shop.example/u/{number}", "", purpose)
        for number in range(20)
        for purpose in (LinkKind.UNSUBSCRIBE, LinkKind.PREFERENCES)
    ]
    adverts = plain(*(f"https://t.shop.example/c/{number}" for number in range(1_500)))
    found = kept([*adverts, Judged(token, "Unsubscribe", LinkKind.UNSUBSCRIBE), *ways, *ways])
    out = Link(token, "Unsubscribe", LinkKind.UNSUBSCRIBE)
    assert found[MOST_PLAIN:] == (out, *(Link(*way) for way in ways))


def test_a_link_that_is_an_advert_and_a_way_out_stays_a_way_out() -> None:
    out = Judged(PATH, "unsubscribe", LinkKind.UNSUBSCRIBE)
    shop = Judged(PATH, "Shop", LinkKind.PLAIN)
    assert kept([shop, out, shop]) == (Link(PATH, "Shop"), Link(*out))


def test_the_first_two_of_a_host_tell_platform_and_account_and_the_others_only_their_topic() -> None:
    token = "aB3_x" * 30
    first, second = f"https://c.shop.example/ls/click?upn={token}1", f"https://c.shop.example/ls/click?upn={token}2"
    assert kept_urls(first, second, first, f"https://c.shop.example/ls/click?upn={token}3") == [
        first, second, "https://c.shop.example/ls/click"
    ]  # fmt: skip
    assert kept_urls(first, second, f"https://c.shop.example/e/{token}/{token}", "https://other.example/?a=1") == [
        first, second, "https://c.shop.example/e/", "https://other.example/?a=1"
    ]  # fmt: skip
    assert kept_urls(
        first, second, "https://c.shop.example/baby/kinderwagen-und-zubeh%C3%B6r.html?utm_source=x#top"
    )[2] == "https://c.shop.example/baby/kinderwagen-und-zubeh%C3%B6r.html"  # fmt: skip


def test_every_host_stays_known_as_far_as_the_bound_goes() -> None:
    urls = [f"https://h{number % 40}.example/p?x={'y' * 200}{number}" for number in range(2_000)]
    assert {url.split("/")[2] for url in kept_urls(*urls)} == {f"h{number}.example" for number in range(40)}


@given(st.lists(st.builds(Judged, st.text(max_size=60), st.just(""), st.sampled_from(LinkKind)), max_size=300))
def test_any_links_are_kept_within_bounds(found: list[Judged]) -> None:
    chosen = kept(found)
    assert sum(one.kind is LinkKind.PLAIN for one in chosen) <= MOST_PLAIN
    assert sum(one.kind is not LinkKind.PLAIN for one in chosen) <= MOST_WAYS
    assert len({(one.url, one.kind) for one in chosen}) == len(chosen)


def test_mail_addresses_lose_what_would_be_written() -> None:
    many = [f"mailto:shop{number}@shop.example?subject=a&body=b" for number in range(3)]
    assert kept_urls(*many) == [*many[:2], "mailto:shop2@shop.example"]


def test_the_longest_address_is_kept_and_a_longer_one_is_none() -> None:
    longest = "https://" + "a" * (LONGEST_URL - 8)
    assert url(longest) == longest
    assert url(longest + "a") == ""
    assert url("https://a.example/\x01b\n c\x7f") == "https://a.example/bc"


@pytest.mark.parametrize(
    "text",
    ["Un-subscribe", "click here to remove yourself from our list", "Take me off", "Newsletter abzubestellen",
     "Keine Werbung mehr", "Ne plus recevoir nos offres", "Annuler votre inscription à la newsletter",
     "Solicitar la baja", "No deseo recibir más correos", "Cancella la tua iscrizione", "Smetti di ricevere",
     "Schrijf je hier uit", "Geen nieuwsbrief meer", "Remover seu e-mail", "Não desejo receber", "Nie chcę otrzymywać",
     "Odsubskrybuj", "Avsluta din prenumeration", "Jag vill inte ha fler mejl", "Ikke længere modtage mails",
     "Afregistrering", "Απεγγραφή από τη λίστα", "Отменить подписку", "Отпишете се тук", "배송 소식 수신거부",
     "إلغاء الاشتراك", "配信を停止する", "ยกเลิกการรับข่าวสาร", "Huỷ đăng ký nhận tin", "Berhenti berlangganan",
     "Abonelikten ayrılın", "Peruuta tilauksesi", "Ønsker du ikke flere mails?"],
)  # fmt: skip
def test_more_ways_to_say_goodbye(text: str) -> None:
    assert kind(PATH, text) == LinkKind.UNSUBSCRIBE


@pytest.mark.parametrize(
    "text",
    ["Subscription options", "Benachrichtigungen verwalten", "Modifier votre profil", "Centro de preferencias",
     "Impostazioni email", "E-mailvoorkeuren", "Alterar preferências", "Zmień ustawienia", "Uppdatera dina uppgifter",
     "Opdater dine oplysninger", "Endre innstillinger", "Διαχείριση προτιμήσεων", "Настройки подписки", "配信設定"],
)  # fmt: skip
def test_more_preferences(text: str) -> None:
    assert kind(PATH, text) == LinkKind.PREFERENCES


@pytest.mark.parametrize(
    "text",
    ["View in your browser", "Im Browser ansehen", "Voir dans le navigateur", "Ver en el navegador", "Privacy policy",
     "Why did I get this?", "Warum erhalte ich diese Mail?", "Your account", "Mein Konto", "Mon compte", "Mi cuenta",
     "Cancel my order", "Bestellung stornieren", "Annuler ma commande", "Cancelar pedido", "Annulla ordine",
     "Bestelling annuleren", "Return an item", "Removed from the shelves", "Add us to your contacts",
     "Newsletter abonnieren", "Jetzt bestellen", "S'abonner", "Iscriviti", "Inschrijven", "Zapisz się",
     "Prenumerera", "Tilmeld nyhedsbrev", "Forward to a friend", "Terms", "Report abuse", "Datenschutz", "Regulamin",
     "Ordini cancellati", "Stop & shop", "Leave a review", "Leave feedback", "Track your parcel", "Remove from list",
     "Annuler mon inscription au cours", "No longer in stock", "Keep me on the list"],
)  # fmt: skip
def test_other_links_of_a_footer_stay_plain(text: str) -> None:
    assert kind(PATH, text) == LinkKind.PLAIN


def kinds_in(text: str) -> list[LinkKind]:
    return [one.kind for one in in_text(text)]


def test_a_sentence_that_was_wrapped_leads_to_its_link() -> None:
    assert kinds_in(
        "You get this because you are a customer. If you would like to stop\n"
        "receiving our letters or have a look at what else you could get, please go to\nhttps://shop.example/my"
    ) == [LinkKind.UNSUBSCRIBE]
    assert kinds_in("Here is how to unsubscribe.\nhttps://shop.example/x?mail=1") == [LinkKind.UNSUBSCRIBE]
    assert kinds_in("UNSUBSCRIBE\nGo to: www.shop.example/bye.") == [LinkKind.UNSUBSCRIBE]


def test_a_link_does_not_get_the_words_of_the_one_before_it_or_of_another_line() -> None:
    two = "To unsubscribe:\nhttps://shop.example/a\nhttps://shop.example/b"
    assert kinds_in(two) == [LinkKind.UNSUBSCRIBE, LinkKind.PLAIN]
    assert kinds_in("You may unsubscribe at any time. Our shop: https://shop.example/a") == [LinkKind.PLAIN]
    assert kinds_in("Unsubscribe in your account\nOur new shoes are there\nhttps://shop.example/a") == [LinkKind.PLAIN]
    assert kinds_in("Never miss a letter: https://shop.example/a\nUnsubscribe by post") == [LinkKind.PLAIN]


def test_a_bare_host_is_a_link_and_an_address_or_a_word_is_none() -> None:
    assert [one.url for one in in_text("see www.shop.example/sale, or ask www@shop.example or www.")] == [
        "http://www.shop.example/sale"
    ]
    assert in_text("name@www.shop.example and wwww.shop.example and /www.shop.example") == []
    assert pointing(["www.shop.example/u"]) == [0]


@given(st.text(alphabet="unsubscribe www.shop.example/ https://:\n.!|-<>()", max_size=600))
def test_any_plain_text_gives_clean_links(text: str) -> None:
    for one in in_text(text):
        assert one.url == url(one.url)
        assert one.url[:4] == "http"
        assert "\n" not in one.text
