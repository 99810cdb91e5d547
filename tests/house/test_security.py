"""What keeps strangers out: policies, cookies, the door, and a server that refuses to start unsafe."""

import os
import runpy
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import LazySettings, settings
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from journeys.addresses import ADDRESSES, Address
from world import SignedIn

import finsam.settings
from finsam.core.management.commands.serve import unsafe_settings
from finsam.core.models import Association, Person, SeatRole, SignInAttempt

EMAIL, PASSWORD = "porla@finsam.test", "ett långt lösenord om vatten"
PUBLIC, OWN = "0.0.0.0", "127.0.0.1"
STRANGE_HOST = "ond.exempel"


@pytest.fixture(autouse=True)
def fast_passwords(settings: LazySettings) -> None:
    """Hash passwords the fast way: what is slow about the right way is that it is right, and that has its own test."""
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *finsam.settings.PASSWORD_HASHERS,
    ]


@pytest.fixture
def person(db: None) -> Person:
    """Somebody with a password."""
    return Person.objects.create(email=EMAIL, name="Porla Öresdotter", password=make_password(PASSWORD))


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    """The director; what breaks answers 500 as it does for a person."""
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    browser.raise_request_exception = False
    return browser


def sign_in(client: Client, asked: str = "", *, email: str = EMAIL, password: str = PASSWORD) -> HttpResponse:
    """Send the sign-in form."""
    client.raise_request_exception = False
    return client.post(f"/logga-in/{asked}", {"email": email, "password": password})


def is_signed_in(client: Client) -> bool:
    """Whether the browser gets past the door."""
    return client.get("/").status_code == 200


# Policies.


def directives(answer: HttpResponse) -> dict[str, list[str]]:
    """The Content-Security-Policy of an answer, by directive."""
    policy = answer.headers["Content-Security-Policy"]
    return {name: rest.split() for name, _, rest in (part.strip().partition(" ") for part in policy.split(";"))}


def assert_carries_the_policies(answer: HttpResponse) -> None:
    """Every answer tells the browser what not to do."""
    policy = directives(answer)
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    loose = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "https:", "http:", "data:"}
    assert {name for name, sources in policy.items() if loose & set(sources)} <= {"img-src"}
    assert not {"script-src", "style-src"} & {name for name, sources in policy.items() if sources != ["'self'"]}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] in {"same-origin", "strict-origin", "no-referrer"}
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    refused = answer.headers["Permissions-Policy"]
    assert all(f"{name}=()" in refused for name in ("camera", "microphone", "geolocation", "payment"))


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_every_page_and_file_tells_the_browser_what_not_to_do(address: Address, director: Client) -> None:
    assert_carries_the_policies(director.get(address.path))


def test_refusals_and_redirects_carry_the_policies_too(director: Client, sofint: Association) -> None:
    stranger = Client(enforce_csrf_checks=True)
    answers = {
        404: director.get("/finns/inte/alls/"),
        302: stranger.get("/sydnarke/"),
        403: stranger.post("/logga-in/", {"email": "a"}),
        400: director.get("/", headers={"host": STRANGE_HOST}),
        405: director.get("/logga-ut/"),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    for answer in answers.values():
        assert_carries_the_policies(answer)


# Cookies and the door.


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(person: Person, client: Client) -> None:
    client.get("/logga-in/")
    sign_in(client)
    cookies = {name: (bool(c["httponly"]), c["samesite"], c["path"]) for name, c in client.cookies.items()}
    assert cookies == {"sessionid": (True, "Lax", "/"), "csrftoken": (True, "Lax", "/")}


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The settings as they are when people reach the server by https."""
    monkeypatch.setenv("FINSAM_ORIGIN", "https://finsam.exempel.se")
    monkeypatch.setenv("DATABASE_URL", "postgresql://finsam@db.exempel.se/finsam")
    monkeypatch.delenv("FINSAM_DEMO", raising=False)
    monkeypatch.delenv("FINSAM_DEBUG", raising=False)
    return runpy.run_path(finsam.settings.__file__)


def test_over_https_cookies_are_secure_and_the_browser_is_told_to_stay_there(
    public: dict[str, object], person: Person, client: Client, settings: LazySettings
) -> None:
    for name, value in public.items():
        if name.startswith(("SESSION_", "CSRF_", "SECURE_", "ALLOWED_")):
            setattr(settings, name, value)
    browser = Client(headers={"host": "finsam.exempel.se"})
    answer = browser.post("/logga-in/", {"email": EMAIL, "password": PASSWORD}, secure=True)
    browser.get("/logga-in/", secure=True)
    assert {name: bool(cookie["secure"]) for name, cookie in browser.cookies.items()} == {
        "sessionid": True,
        "csrftoken": True,
    }
    assert int(answer.headers["Strict-Transport-Security"].split(";")[0].partition("=")[2]) >= 180 * 24 * 3600


def test_a_public_installation_answers_to_its_own_name_only_and_without_debug(public: dict[str, object]) -> None:
    assert public["DEBUG"] is False
    assert public["ALLOWED_HOSTS"] == ["finsam.exempel.se", "localhost", "127.0.0.1", "[::1]"]
    assert public["CSRF_TRUSTED_ORIGINS"] == ["https://finsam.exempel.se"]


def test_passwords_are_kept_so_that_they_are_slow_to_guess(db: None, settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = finsam.settings.PASSWORD_HASHERS
    made = Person.objects.create_person(email="Ny@Finsam.Test ", name="Ny", password=PASSWORD)
    assert made.password.startswith("argon2$argon2id$")
    assert made.email == "ny@finsam.test"


def test_a_form_without_its_token_changes_nothing(person: Person) -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert sign_in(stranger).status_code == 403
    assert not is_signed_in(stranger)
    assert not SignInAttempt.objects.exists()
    stranger.force_login(person)
    assert stranger.post("/logga-ut/").status_code == 403
    assert is_signed_in(stranger)


def test_sign_out_is_never_a_link(person: Person, client: Client) -> None:
    client.force_login(person)
    for method in (client.get, client.head, client.options, client.put):
        assert method("/logga-ut/").status_code == 405
    assert is_signed_in(client)
    answer = client.post("/logga-ut/")
    assert (answer.status_code, answer["Location"]) == (302, "/logga-in/")
    assert not is_signed_in(client)


def test_the_session_gets_a_new_name_at_sign_in_and_dies_at_sign_out(person: Person, client: Client) -> None:
    before = client.session
    before.save()
    client.cookies["sessionid"] = before.session_key
    sign_in(client)
    inside = client.cookies["sessionid"].value
    assert inside != before.session_key
    client.post("/logga-ut/")
    thief = Client()
    thief.cookies["sessionid"] = inside
    assert not is_signed_in(thief)


def test_a_right_password_is_told_from_a_wrong_one_and_from_a_stranger_in_the_same_words(
    person: Person, client: Client
) -> None:
    wrong, nobody = sign_in(client, password="fel"), sign_in(client, email="ingen@finsam.test", password="fel")
    person.is_active = False
    person.save()
    gone = sign_in(client)
    assert {answer.status_code for answer in (wrong, nobody, gone)} == {422}
    said = "E-posten och lösenordet hör inte ihop"
    assert [said in answer.content.decode() for answer in (wrong, nobody, gone)] == [True] * 3
    assert not is_signed_in(client)


def test_after_ten_failures_the_door_is_shut_for_a_quarter_of_an_hour(person: Person, client: Client) -> None:
    for attempt in range(10):
        refused = sign_in(client, email=EMAIL.upper() if attempt % 2 else f" {EMAIL} ", password="fel")
        assert "hör inte ihop" in refused.content.decode()
    shut = sign_in(client)
    assert shut.status_code in {422, 429}
    assert "För många försök. Vänta en kvart" in shut.content.decode()
    assert not is_signed_in(client)
    assert sign_in(Client(), email="annan@finsam.test").status_code == 422  # nobody else is shut out
    SignInAttempt.objects.update(at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)


def test_nine_failures_and_then_the_right_password_opens(person: Person, client: Client) -> None:
    for _ in range(9):
        sign_in(client, password="fel")
    assert sign_in(client).status_code == 302


ELSEWHERE = [
    "https://ond.exempel/",
    "http://ond.exempel/",
    "//ond.exempel",
    "///ond.exempel",
    "/\\ond.exempel",
    "\\\\ond.exempel",
    "https:ond.exempel",
    "http:///ond.exempel",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@ond.exempel/",
    "https://testserver.ond.exempel/",
    " //ond.exempel",
    "/\t/ond.exempel",
    "\x00//ond.exempel",
    "ftp://testserver/",
]


@pytest.mark.parametrize("wanted", ELSEWHERE, ids=ascii)
def test_sign_in_sends_nobody_elsewhere(wanted: str, person: Person, client: Client) -> None:
    answer = sign_in(client, f"?next={quote(wanted)}")
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("wanted", ["/sydnarke/", "/sydnarke/pengar/?ar=2018", "/sydnarke/tal/money.costs/2019/"])
def test_sign_in_goes_on_to_where_one_was_going(wanted: str, person: Person, client: Client) -> None:
    assert sign_in(client, f"?next={quote(wanted)}")["Location"] == wanted


@pytest.mark.parametrize(
    "wanted", ["abc", "overview", "sign_in", "?", "#", "å/ä", "today", ".", "x" * 9000], ids=lambda w: w[:9]
)
def test_a_way_on_that_is_no_address_does_not_break_sign_in(wanted: str, person: Person, client: Client) -> None:
    assert sign_in(client, f"?next={quote(wanted)}").status_code == 302
    assert is_signed_in(client)


WRITTEN = [
    ("a" * 240 + "@finsam.test", "x"),
    ("a" * 300 + "@finsam.test", "x"),
    (f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.test", "x"),
    ("\x00@finsam.test", "x"),
    ("a@finsam.test", "\x00"),
    ("a@finsam.test", "x" * 1_000_000),
    ("' OR 1=1 --@finsam.test", "x"),
    ("åäö@finsam.test", "\U0001f4a7" * 5000),
    ("<script>alert(1)</script>@finsam.test", "x"),
]


@pytest.mark.parametrize(("email", "password"), WRITTEN, ids=lambda w: ascii(w[:12]))
def test_whatever_is_written_at_sign_in_is_answered_with_the_form(
    email: str, password: str, db: None, client: Client
) -> None:
    answer = sign_in(client, email=email, password=password)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()
    assert password[:3] * 3 not in answer.content.decode()


# Starting.


def test_nothing_is_unsafe_about_the_tests_own_start(db: None, settings: LazySettings) -> None:
    settings.DEMO = False
    assert unsafe_settings(OWN) == []


@pytest.mark.parametrize(
    ("setting", "value", "host", "said"),
    [
        ("DEBUG", True, PUBLIC, "FINSAM_DEBUG"),
        ("DEMO", True, PUBLIC, "Exempelinstallationen"),
        ("ORIGIN", "http://finsam.exempel.se", PUBLIC, "https://"),
        ("SECRET_KEY", "hemligt", PUBLIC, "FINSAM_SECRET_KEY"),
        ("SECRET_KEY", "hemligt", OWN, "FINSAM_SECRET_KEY"),
    ],
)
def test_the_server_says_what_is_unsafe(
    setting: str, value: object, host: str, said: str, db: None, settings: LazySettings
) -> None:
    settings.ORIGIN, settings.DEMO, settings.DEBUG = "https://finsam.exempel.se", False, False
    assert unsafe_settings(host) == []
    setattr(settings, setting, value)
    faults = unsafe_settings(host)
    assert len(faults) == 1
    assert said in faults[0]


def test_what_is_only_for_ones_own_machine_may_be_used_there(db: None, settings: LazySettings) -> None:
    settings.DEBUG = settings.DEMO = True
    settings.ORIGIN = "http://127.0.0.1:8000"
    assert [unsafe_settings(host) for host in ("127.0.0.1", "localhost", "::1")] == [[], [], []]


@pytest.fixture
def superuser() -> str:
    """The address of our embedded database as its superuser."""
    database = settings.DATABASES["default"]
    if not database["HOST"].startswith("/"):
        pytest.skip("DATABASE_URL leads to another server, whose superuser we are not")
    return f"postgresql:///postgres?host={quote(database['HOST'], safe='')}&user=postgres"


def started(**environment: str) -> subprocess.CompletedProcess[str]:
    """Start the server as a person does, with other settings; it is expected to refuse."""
    return subprocess.run(
        [sys.executable, "-m", "finsam", "serve", "--port", "1"],
        env=os.environ | environment,
        cwd=Path(finsam.settings.__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_server_does_not_start_as_a_role_that_walks_through_the_wall(superuser: str) -> None:
    refused = started(DATABASE_URL=superuser)
    assert refused.returncode != 0
    assert "superuser eller BYPASSRLS" in refused.stderr
