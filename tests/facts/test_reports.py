"""One Authentication-Results field: comments, quotes and unknown words are no trap."""

import time

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.reports import Result, _uncommented, report


def test_comments_quotes_case_versions_and_unknown_methods() -> None:
    told = report(
        'MX.Post.Example 1; SPF=Pass (sender IP is 1.2.3.4; "ok") smtp.mailfrom="bounce+a;b@Mail.Shop.example";'
        " dkim=pass (2048-bit (rsa)) header.i=@shop.example header.s=x; x-magic=pass header.d=evil.example;"
        ' dkim/1=fail reason="bad; dkim=pass header.d=bank.example" header.d=other.example; dmarc=bestguesspass'
    )
    assert told.authserv_id == "mx.post.example"
    assert told.results == (
        Result("spf", "pass", "mail.shop.example"),
        Result("dkim", "pass", "shop.example"),
        Result("dkim", "fail", "other.example"),
    )


def test_unknown_property_types_do_not_matter() -> None:
    assert report("mx.post.example; dkim=pass policy.d=bank.example body.d=bank.example").results == (
        Result("dkim", "pass", ""),
    )


@given(st.text(max_size=300))
def test_any_field_is_a_report(value: str) -> None:
    told = report(value)
    assert all(result.method in {"dkim", "spf", "dmarc"} for result in told.results)


@given(st.text(alphabet='ab;= "\\()', max_size=60))
def test_comments_are_taken_out_sign_by_sign(value: str) -> None:
    kept, depth, quoted, signs = "", 0, False, iter(value)
    for sign in signs:
        if sign == "\\" and (depth or quoted):
            escaped = next(signs, "")
            kept += escaped if depth == 0 else ""
        elif sign == "(" and not quoted:
            depth += 1
        elif sign == ")" and not quoted and depth:
            depth -= 1
            kept += " "
        else:
            quoted ^= sign == '"' and depth == 0
            kept += sign if depth == 0 else ""
    assert _uncommented(value) == kept


def test_blanks_without_end_cost_no_quadratic_time() -> None:
    began = time.process_time()
    for number in range(100):
        assert report(f"mx{number}.post.example;{' ' * 7_000}dkim = pass header.d =shop.example").results
    assert time.process_time() - began < 1
