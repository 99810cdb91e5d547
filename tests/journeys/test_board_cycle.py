"""A board meeting from agenda to notice board, by the secretary, the chair and an adjuster on a phone, through pages alone."""

import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from finsam.home.management.commands.demo import PASSWORD
from journeys.browsing import Visit, press

ADJUSTER = "Ljusna Bergdamm"
PHONE = 390
PLACE = "Kommunstyrelsens hus, Lindesberg"


def plan(page: Page, on: str) -> None:
    """Plan a meeting; the standing items come by themselves."""
    page.get_by_role("link", name="Planera ett möte").first.click()
    page.get_by_label("Dag", exact=True).fill(on)
    page.get_by_label("Börjar").fill("09:00")
    page.get_by_label("Plats").fill(PLACE)
    page.locator(".meeting-form .button-filled").click()
    expect(page.get_by_role("link", name="Val av protokolljusterare")).to_be_visible()


def treat(page: Page, title: str) -> None:
    """Take up the § that stands next, decide it by its first wording, and close it: by keys alone."""
    expect(page.locator("#punkten")).to_have_text(title)
    begin = page.get_by_role("button", name=re.compile("^Börja §"))
    close = page.get_by_role("button", name=re.compile("^Avsluta §"))
    expect(begin.or_(close)).to_be_visible()
    if begin.is_visible():
        press(page, "Control+Enter")
        expect(close).to_be_visible()
    if title == "Val av protokolljusterare":
        page.get_by_label(re.compile(ADJUSTER)).check()
        page.get_by_role("button", name="Utse justerare").click()
        expect(page.get_by_label("Beslut", exact=True)).to_have_value(re.compile("justera protokollet"))
    else:
        press(page, "1")
    press(page, "Control+Enter")
    expect(page.locator("#punkten")).not_to_have_text(title)


def approve(page: Page, path: str) -> None:
    """Read what is asked to be looked at, and approve with the password again."""
    page.goto(f"{path}justering/")
    page.get_by_label("Ditt lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Godkänn protokollet").click()
    expect(page.get_by_text(re.compile("Du har godkänt protokollet|är justerat och förseglat")).first).to_be_visible()


def test_a_meeting_from_agenda_to_notice_board(visit: Visit, tmp_path: Path) -> None:
    on = str(timezone.localdate() + timedelta(days=40))
    path = f"/sofint/moten/{on}/"
    secretary = visit("secretary", path="/sofint/moten/")
    plan(secretary, on)

    secretary.goto(f"{path}kallelse/")
    secretary.get_by_role("button", name=re.compile("^Skicka kallelsen till")).click()
    expect(secretary.get_by_text(re.compile("Kallelsen är skickad till"))).to_be_visible()

    member = visit("member", path="/", width=PHONE)
    member.goto(f"{path}handlingar/")
    expect(member.get_by_role("heading", name="Val av protokolljusterare")).to_be_visible()

    secretary.goto(f"{path}mote/")
    secretary.get_by_role("button", name="Öppna mötet").click()
    titles = secretary.locator(".live-agenda li").all_inner_texts()
    assert len(titles) >= 8
    for _ in titles[:-1]:
        treat(secretary, secretary.locator("#punkten").inner_text())
    press(secretary, "Control+Enter")
    expect(secretary.get_by_role("button", name=re.compile("^Avsluta §"))).to_be_visible()
    press(secretary, "1")
    press(secretary, "Control+Enter")
    expect(secretary.get_by_text("alla punkter klara")).to_be_visible()
    secretary.get_by_role("button", name="Avsluta mötet").click()

    secretary.goto(f"{path}protokoll/")
    secretary.get_by_role("button", name="Lämna till justering").click()
    expect(secretary.get_by_text("Protokollet är lämnat till justering.")).to_be_visible()
    approve(secretary, path)
    approve(visit("chair"), path)
    approve(member, path)

    secretary.goto(f"{path}anslag/")
    secretary.get_by_role("button", name="Sätt upp på webben").click()
    stranger = visit(path="/sofint/anslagstavla/", width=PHONE)
    stranger.get_by_role("link", name=re.compile("protokoll", re.IGNORECASE)).first.click()
    expect(stranger.get_by_text("Val av protokolljusterare")).to_be_visible()

    sealed = tmp_path / "protokoll.pdf"
    sealed.write_bytes(secretary.request.get(f"{path}protokoll.pdf").body())
    stranger.goto("/kontroll/")
    stranger.locator("input[type=file]").set_input_files(sealed)
    stranger.get_by_role("button", name=re.compile("Kontrollera")).first.click()
    expect(stranger.get_by_text("Filen är hel", exact=False).first).to_be_visible()
    expect(stranger.get_by_text(ADJUSTER).first).to_be_visible()
