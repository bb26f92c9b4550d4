"""Letters of people, from every program they write in, stay closed; what houses' software sends is opened."""

from textwrap import dedent

import pytest

from inboxguard.facts import software
from inboxguard.facts.headers import Head
from inboxguard.facts.message import Address
from tests.facts.letters import letter

PEOPLE = {
    "phone": """
        From: Ann <ann@mac.example>
        To: Me <me@post.example>
        Message-ID: <9C1B7A54-0C1E-4B5C-9D3C-0A4BB6E0E0AA@mac.example>
        Content-Type: text/plain; charset=utf-8
        X-Mailer: iPhone Mail (20A362)
        Mime-Version: 1.0 (1.0)
    """,
    "phone, names withheld": """
        From: ann@mac.example
        To: Me <me@post.example>
        Content-Type: text/html; charset=utf-8
        Message-ID: <9C1B7A54-0C1E-4B5C-9D3C-0A4BB6E0E0AA@mac.example>
    """,
    "another phone": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <n8wr7x9qk2l1.1699999999999@email.android.com>
        Content-Type: text/html; charset=utf-8
    """,
    "Apple Mail": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        X-Mailer: Apple Mail (2.3731)
        Content-Type: multipart/alternative; boundary="Apple-Mail=_B4C1A7D2-8B1E-4F6B-9E0A-1C0B7E7A0D11"
    """,
    "webmail of a large service": """
        From: Ann <ann@gmail.com>
        To: Me <me@post.example>
        Message-ID: <CAJ9x1vQ2Zr7k+Lm0pXyB4cD8eF1gH3iJ5kL7mN9oP0qR@mail.gmail.com>
        Content-Type: multipart/alternative; boundary="000000000000a1b2c305d1"
    """,
    "own domain at a large service": """
        From: Ann <ann@annscakes.example>
        To: Me <me@post.example>
        Subject: Invoice No 12
        Message-ID: <CAJ9x1vQ2Zr7k+Lm0pXyB4cD8eF1gH3iJ5kL7mN9oP0qR@mail.gmail.com>
        Content-Type: multipart/alternative; boundary="000000000000a1b2c305d1"
    """,
    "German webmail in HTML only": """
        From: Ann <ann@gmx.de>
        To: Me <me@post.example>
        Content-Type: text/html; charset=UTF-8
        Message-ID: <trinity-1c9d7c0e-0c1c-4b4a-9a8a-1a2b3c4d5e6f-1699999999999@3c-app-gmx-bs01>
    """,
    "own domain in such a webmail": """
        From: Ann Seidel <ann@seidel.example>
        To: Me <me@post.example>
        Content-Type: text/html
        Message-ID: <trinity-1c9d7c0e-0c1c-4b4a-9a8a-1a2b3c4d5e6f-1699999999999@3c-app-gmx-bs01>
    """,
    "webmail at a freemail service, nothing told": """
        From: Ann <ann@web.de>
        To: Me <me@post.example>
        Content-Type: text/html
    """,
    "old webmail": """
        From: Ann <ann@yahoo.com>
        To: Me <me@post.example>
        Message-ID: <20020809180733.63093.qmail@web13906.mail.yahoo.com>
        Received: from [192.0.2.26] by web13906.mail.yahoo.com via HTTP; Fri, 09 Aug 2002 20:07:33 CEST
    """,
    "newer webmail": """
        From: Ann <ann@yahoo.com>
        To: Me <me@post.example>
        Message-ID: <1234567890.1234567.1699999999999@mail.yahoo.com>
        Content-Type: multipart/alternative; boundary="----=_Part_1234567_890.1699999999999"
        X-Mailer: WebService/1.1.21 YMailNorrin
    """,
    "Outlook": """
        From: Ann Berg <ann.berg@works.example>
        To: Me <me@post.example>
        Message-ID: <000301da1c2d$4b5c6d70$e2134850$@works.example>
        Content-Type: multipart/alternative; boundary="----=_NextPart_000_0004_01DA1C35.AD2AC3B0"
        X-Mailer: Microsoft Outlook 16.0
    """,
    "Outlook without its name": """
        From: Info <info@works.example>
        To: Me <me@post.example>
        Subject: Offer of 12 May 2026
        Thread-Index: AQHa
        Content-Type: multipart/alternative; boundary="----=_NextPart_000_0004_01DA1C35.AD2AC3B0"
    """,
    "Exchange": """
        From: Works <info@works.example>
        To: Me <me@post.example>
        Subject: Works, May 2026
        Accept-Language: de-DE
        Message-ID: <AM9PR04MB8211A1B2C3D4E5F60718293A4B5C6D7E8@AM9PR04MB8211.eurprd04.prod.outlook.com>
        Content-Type: multipart/alternative; boundary="_000_AM9PR04MB8211A1B2C3D4E5F607AM9PR04MB8211eurp_"
    """,
    "Exchange, HTML only": """
        From: Works <info@works.example>
        To: Me <me@post.example>
        Content-Type: text/html; charset=utf-8
        Message-ID: <AM9PR04MB8211A1B2C3D4E5F60718293A4B5C6D7E8@AM9PR04MB8211.eurprd04.prod.outlook.com>
    """,
    "old Outlook Express": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <005101c257df$0343be50$a800a8c0@corona>
        Content-Type: multipart/alternative; boundary="----=_NextPart_000_004E_01C2580D.1BC61260"
    """,
    "Thunderbird": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        User-Agent: Mozilla Thunderbird
        Message-ID: <7753a9a4-b8fe-03a5-81cd-687b05596640@annspost.example>
        Content-Language: de-DE
    """,
    "Thunderbird, its name withheld": """
        From: Praxis Berg <praxis@praxisberg.example>
        To: Me <me@post.example>
        Subject: Ihr Termin, 12. Mai
        Message-ID: <7753a9a4-b8fe-03a5-81cd-687b05596640@praxisberg.example>
        Content-Language: de-DE
    """,
    "old Mozilla": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <3D42C1A3.8010607@annspost.example>
    """,
    "mutt from the machine itself": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <20020922163819.GB25030@annspost.example>
        Content-Type: multipart/signed; boundary=qcHopEYAB45HaUaB
        Received: (from ann@localhost) by box.annspost.example (8.12.6) id g8MGcKc802615
    """,
    "mail from a shell": """
        From: Ann Ash <ann@annspost.example>
        To: Me <me@post.example>
        Subject: minutes of 12 May 2026
        Message-ID: <200209280310.g8S3A2S20585@box.annspost.example>
        Received: (from ann@localhost) by box.annspost.example (8.11.6) id g8S3A2S20585
    """,
    "a shell on a domain of the own name": """
        From: Ann Seidel <ann@annseidel.example>
        To: Me <me@post.example>
        Subject: minutes
        Message-ID: <200209280310.g8S3A2S20585@box.annseidel.example>
        Received: (from ann@localhost) by box.annseidel.example (8.11.6) id g8S3A2S20585
    """,
    "Exim on the machine itself": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <E17gFLo-0005BD-01@annspost.example>
        Received: from ann by annspost.example with local (Exim 4.96) id 17gFLo-0005BD-01
    """,
    "Pine": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <Pine.LNX.4.44.0209220300400.4231-100000@box.annspost.example>
    """,
    "Alpine": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <alpine.DEB.2.22.394.2611021000000.4231@annspost.example>
    """,
    "Gnus": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <87zg1xk2lp.fsf@annspost.example>
    """,
    "Notes": """
        From: Ann Berg <ann.berg@works.example>
        To: Me <me@post.example>
        Content-Type: text/html
        Message-ID: <OF1A2B3C4D.5E6F7081-ONC1258A0B.003C1D2E@works.example>
    """,
    "Evolution": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <1ab2c3d4e5.camel@annspost.example>
    """,
    "KMail": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <202611021000.12345.ann@annspost.example>
    """,
    "Roundcube": """
        From: Ann <ann@annscakes.example>
        To: Me <me@post.example>
        User-Agent: Roundcube Webmail/1.6
        X-Sender: ann@annscakes.example
        Content-Type: multipart/alternative; boundary="=_a1b2c3d4e5f60718293a4b5c6d7e8f90"
        Message-ID: <a1b2c3d4e5f60718293a4b5c6d7e8f90@annscakes.example>
    """,
    "Roundcube, its name withheld": """
        From: Anns Cakes <ann@annscakes.example>
        To: Me <me@post.example>
        Content-Type: multipart/alternative; boundary="=_a1b2c3d4e5f60718293a4b5c6d7e8f90"
        Message-ID: <a1b2c3d4e5f60718293a4b5c6d7e8f90@annscakes.example>
    """,
    "Horde": """
        From: Ann <ann@school.example>
        To: Me <me@post.example>
        Message-ID: <20261102100000.Horde.aBcDeF@webmail.school.example>
    """,
    "Zimbra": """
        From: Ann Berg <ann.berg@school.example>
        To: Me <me@post.example>
        X-Mailer: Zimbra 8.8.15_GA
        Message-ID: <12345.67890.1699999999999.JavaMail.zimbra@school.example>
        Content-Type: multipart/alternative; boundary="=_1b2c3d4e-5f60-7182-93a4"
    """,
    "Open-Xchange": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        X-Mailer: Open-Xchange Mailer v7.10.6
        Message-ID: <1234567890.1234.1699999999999@ox.host.example>
        Content-Type: multipart/alternative; boundary="----=_Part_1234_567890.1699999999999"
    """,
    "Proton": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <aBcDeFgHiJkL==@protonmail.com>
        Content-Type: multipart/alternative; boundary="b1_aBcDeFgHiJkLmNoPqRsTuVwXyZ"
    """,
    "Fastmail": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <1b2c3d4e-5f60@app.fastmail.com>
        Content-Type: text/html
    """,
    "a program nobody knows": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <x1y2z3@annspost.example>
        Content-Type: multipart/alternative; boundary="strange boundary 7"
    """,
    "a baker with such a program": """
        From: Anns Cakes <ann@annscakes.example>
        To: Me <me@post.example>
        Subject: Your cake for 12 May 2026
        Message-ID: <x1y2z3@annscakes.example>
        Content-Type: text/plain
    """,
    "a practice in HTML only": """
        From: Praxis Berg <info@praxisberg.example>
        To: Me <me@post.example>
        Subject: Ihre Befunde
        Message-ID: <x1y2z3@praxisberg.example>
        Content-Type: text/html
    """,
    "a contact form in the visitor's name": """
        From: Ann Ash <ann@annspost.example>
        To: Me <me@post.example>
        Subject: Question
        Message-ID: <E17gFLo-0005BD-01@host.example>
        X-PHP-Originating-Script: 1000:form.php
        Content-Type: text/html
        Received: from www-data by host.example with local (Exim 4.96) id 17gFLo-0005BD-01
    """,
    "a contact form at a freemail address": """
        From: Ann <ann@gmail.com>
        To: Me <me@post.example>
        Subject: Newsletter No 12
        Content-Type: text/html
        Message-ID: <200209280310.g8S3A2S20585@host.example>
        Received: (from nobody@localhost) by host.example (8.11.6) id g8S3A2S20585
    """,
    "a contact form of one's own site": """
        From: My Site <info@mysite.example>
        To: me@mysite.example
        Subject: Form of 12 May 2026
        Content-Type: text/html
        Received: (from www-data@localhost) by host.example id 1
    """,
    "a form that answers to the visitor": """
        From: My Site <info@mysite.example>
        To: Me <me@post.example>
        Reply-To: Ann <ann@post2.example>
        Message-ID: <1.2.JavaMail.root@host>
        Content-Type: text/html
    """,
    "a colleague": """
        From: Works <info@works.example>
        To: me@works.example
        Content-Type: text/html
        Message-ID: <1.JavaMail.x@h>
    """,
    "an answer": """
        From: Shop <info@shop.example>
        To: Me <me@post.example>
        In-Reply-To: <m@post.example>
        Content-Type: text/html
        Message-ID: <1.2.JavaMail.root@shop.example>
    """,
    "an answer by its subject": """
        From: Shop <info@shop.example>
        To: Me <me@post.example>
        Subject: AW: my lamp
        Content-Type: text/html
        Message-ID: <1.2.JavaMail.root@shop.example>
    """,
    "forwarded": """
        From: Ann Seidel <ann@seidel.example>
        To: Me <me@post.example>
        Subject: Fwd: Newsletter No 12
        Content-Type: text/html
    """,
    "forwarded by an alias service": """
        From: Ann <ann_at_post@simplelogin.example>
        To: Me <me@post.example>
        References: <a@post.example>
    """,
    "a meeting": """
        From: Ann Berg <ann.berg@works.example>
        To: Me <me@post.example>
        Subject: Invitation: Lunch
        Thread-Topic: Lunch
        Content-Type: multipart/alternative; boundary="_000_x_"
    """,
    "a calendar's invitation": """
        From: Ann <ann@gmail.com>
        To: Me <me@post.example>
        Sender: Calendar <calendar@calendar.example>
        Message-ID: <calendar-1b2c@calendar.example>
        Subject: Invitation: Lunch @ Tue 10 Nov 2026
    """,
    "to several friends": """
        From: Ann Ash <ann@ashhouse.example>
        To: undisclosed-recipients:;
        Subject: News from us, May 2026
        Message-ID: <x1y2z3@ashhouse.example>
        Content-Type: text/plain
    """,
    "to herself, the friends hidden": """
        From: Ann Ash <ann@ashhouse.example>
        To: ann@ashhouse.example
        Subject: We moved
        Message-ID: <x1y2z3@ashhouse.example>
    """,
    "through her provider's relay": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Return-Path: <ann@annspost.example>
        Message-ID: <200209280310.g8S3A2S20585@relay.isp.example>
    """,
    "a receipt that she asked for": """
        From: Anns Cakes <info@annscakes.example>
        To: Me <me@post.example>
        Content-Type: text/html
        Disposition-Notification-To: ann@annscakes.example
        Message-ID: <1.2.JavaMail.x@annscakes.example>
    """,
    "signed mail": """
        From: Ann <ann@annspost.example>
        To: Me <me@post.example>
        Autocrypt: addr=ann@annspost.example
        Content-Type: text/html
    """,
    "to an address with a tag": """
        From: Ann <ann@annspost.example>
        To: me+friends@post.example
        Content-Type: text/html
        Message-ID: <x@annspost.example>
    """,
    "from a family's domain to the family": """
        From: Bob Seidel <bob@seidel.example>
        To: ann-seidel@post.example
        Message-ID: <x@seidel.example>
        Content-Type: text/plain
    """,
    "webmail on a web server": """
        From: Anns Cakes <ann@annscakes.example>
        To: Me <me@post.example>
        User-Agent: SquirrelMail/1.4.22
        Message-ID: <1234.192.0.2.7.1032376800.squirrel@www.annscakes.example>
    """,
    "a machine that is a web server too": """
        From: Ann Seidel <ann@annspost.example>
        To: Me <me@post.example>
        Message-ID: <1032376800.3d88d2a0a1b2c@www.annspost.example>
    """,
}

HOUSES = {
    "a web server": """
        From: Evening Star <reader@eveningstar.example>
        To: Me <me@post.example>
        Subject: How did the council vote?
        Message-ID: <1032376800.3d88d2a0a1b2c@www.eveningstar.example>
    """,
    "Java": """
        From: The Shop Keeper <keeper@lampshop.example>
        To: Me <me@post.example>
        Subject: Lampshop: new lamps
        Message-ID: <132971.1032541008061.JavaMail.Administrator@web5>
    """,
    "to the address that only they have": """
        From: Keeper <keeper@lampshop.example>
        To: me+lampshop@post.example
        Message-ID: <1.2.JavaMail.Administrator@web5>
    """,
    "a script in HTML only": """
        From: online@evening-star.example
        To: Me <me@post.example>
        Subject: Star: council votes
        Content-type: text/html
        Message-ID: <200209021349.JAA20674@www20.host.example>
        Received: (from star@localhost) by www20.host.example (8.9.3) id JAA20674
    """,
    "a dated letter by a script": """
        From: Lampread <list@lampread.example>
        To: Me <me@post.example>
        Subject: Lampread announcements (August 15, 2002)
        Message-ID: <200208151922.OAA25135@host.example>
        Received: (from lampread@localhost) by host.example (8.9.3) id OAA25135
    """,
    "a boundary of its own": """
        From: Lamp Network<replies@lampblast.example>
        To: Me <me@post.example>
        Subject: Lamp Network, July 2002
        Message-ID: <200207101322.g6ADMHs25188@mail6.lamp.example>
        Content-Type: multipart/alternative; boundary="next_part_of_message"
    """,
    "mail of the lowest priority": """
        From: The Lantern Club <club@lanternclub.example>
        To: Me <me@post.example>
        Priority: 5
        Subject: Lesson 2
        Reply-To: The Lantern Club <cs@lanternmart.example>
        Content-Type: multipart/alternative; boundary=Lantern-Boundary-2A6F
        Message-ID: <20020725141603.4431.16.90@mail5.lanternclub.example>
    """,
    "Majordomo": """
        From: Party Releases <releases@party.example>
        To: Me <me@post.example>
        Message-ID: <x@party.example>
        Received: (from majordom@localhost) by party.example (8.9.3) id MAA40103 for announce-outgoing; Thu, 25 Jul 2002
    """,
    "LISTSERV": """
        From: Words <words@words.example>
        To: Me <me@post.example>
        X-Mailer: Pegasus Mail for Windows
        Received: from LISTS by LISTS.WORDS.EXAMPLE (LISTSERV-TCP/IP release 1.8d)
    """,
    "bounces with a name of their own": """
        From: Lantern <fool@lantern.example>
        To: Me <me@post.example>
        Return-Path: <express-errors@lantern.example>
    """,
}


@pytest.mark.parametrize("story", PEOPLE)
def test_a_letter_of_a_person_stays_closed(story: str) -> None:
    message = letter(PEOPLE[story], "Dear you, something private.")
    assert not message.bulk
    assert message.text is None


@pytest.mark.parametrize("story", HOUSES)
def test_what_a_house_sends_by_a_program_is_opened(story: str) -> None:
    assert letter(HOUSES[story], "News").opened


@pytest.mark.parametrize("story", HOUSES)
def test_an_answer_to_ones_own_mail_is_never_opened_for_weak_signs(story: str) -> None:
    head = Head(f"{dedent(HOUSES[story]).strip()}\nIn-Reply-To: <m@post.example>".encode())
    assert software.by_hand(head)
    assert not software.of_a_house(head, Address("Lampshop", "info@lampshop.example"))


def test_one_house_waits_for_answers_at_two_domains_a_visitor_does_not() -> None:
    shop = Address("The Lampshop", "cs@lampshop.example")
    assert software.one_house(shop, Address("The Lampshop", "service@lampmart.example"))
    assert not software.one_house(shop, Address("Ann", "ann@post.example"))
    visitor = Address("Ann", "form@lampshop.example")
    assert not software.one_house(visitor, Address("Ann", "ann@post.example"))


@pytest.mark.parametrize(
    ("name", "address", "house"),
    [
        ("Lampshop", "anna@lampshop.example", True),
        ("Dr Lund Dental Practice", "anna@lunddental.example", True),
        ("Anna", "info@lampshop.example", True),
        ("Ann Seidel", "ann@seidel.example", False),
        ("Ann Seidel", "ann@annseidel.example", False),
        ("Seidel, Ann", "ann@seidel.example", False),
        ("Ann Berg", "ann.berg@lampshop.example", False),
        ("", "ann@lampshop.example", False),
        ("Bäckerei Grün", "lena@baeckereigruen.example", True),
        ("Colégio Atlântida", "tesouraria@colegioatlantida.example", True),
        ("Anna Müller", "a.mueller@annamueller.example", False),
        ("Zoë Øster", "zoe@zoeoester.example", False),
        ("Ann Müller", "ann@mueller.example", False),
        ("José Peña", "jose@josepena.example", False),
    ],
)
def test_who_speaks_for_a_house(name: str, address: str, house: bool) -> None:
    assert software.house(Address(name, address)) is house


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("Seidel News", "list@seidel.example", True),
        ("Tall Oak Newsletter", "hello@talloak.example", True),
        ("Seidel Nieuwsbrief", "info@seidel.example", True),
        ("Ann Seidel", "ann@seidel.example", False),
        ("Seidel Lamps", "info@seidel.example", False),
        ("Good News", "ann@seidel.example", False),
        ("News", "ann@seidel.example", False),
        ("", "ann@seidel.example", False),
    ],
)
def test_the_name_of_what_a_house_sends_to_many(name: str, address: str, expected: bool) -> None:
    assert software.mailing(Address(name, address)) is expected


def test_nothing_in_a_header_makes_it_raise_or_wait() -> None:
    for field in ("Message-ID", "Received", "Content-Type", "Subject", "To", "From"):
        for value in ("<" * 3000, "(from " * 500, "a@" * 1000, '"' * 2000, "=?utf-8?q?x?=" * 200, ""):
            head = Head(f"{field}: {value}".encode())
            software.list_software(head)
            software.of_a_house(head, Address("Shop", "info@shop.example"))


def test_what_bears_a_trace_of_a_hand_after_reading() -> None:
    by_hand = ("phone", "Outlook", "Thunderbird", "Roundcube", "webmail of a large service")
    assert all(software.written_by_hand(letter(PEOPLE[story])) for story in by_hand)
    assert not any(software.written_by_hand(letter(HOUSES[story])) for story in ("Java", "a web server"))
