"""A grant from the call to the payment, and a rejection to its letter, by everybody it takes, through pages alone."""

import re
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from finsam.home.demo_people import PASSWORD
from journeys.browsing import EMAIL, Visit, grid, press

TITLE = "Stegvis till arbete"
KEY = "stegvis-till-arbete"
APPLICANT = EMAIL["project_owner"]
CALL = "Medel att söka"
AHEAD = timedelta(days=43)  # when the board meets
SOUGHT = "450 000"
ANSWERS = {
    "applicant_number": "212000-2015", "contact_phone": "0581-000 00", "purpose": "Fler ska få stöd samtidigt.",
    "target_group": "18–64 år som behöver flera parter.", "need": "Remisserna är fler än platserna.",
    "method": "Ett team med coacher.", "parties": "Lindesbergs kommun\nFörsäkringskassan", "participants": "60",
    "risks": "Slutar en coach blir kön längre.", "gender_analysis": "Fler män remitteras.",
    "afterwards": "Kommunen tar över en tredjedel.", "goal-0-text": "Minst 15 procent går till arbete eller studier",
    "goal-0-target": "15 %",
}  # fmt: skip


def fill(page: Page, answers: dict[str, str]) -> None:
    """Fill in fields by their names."""
    for name, text in answers.items():
        page.locator(f"[name='{name}']").fill(text)


def press_button(page: Page, name: str) -> None:
    """Press the button, whose name may go on."""
    page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


def told(page: Page, text: str) -> None:
    """The page says it."""
    expect(page.get_by_text(re.compile(text)).first).to_be_visible()


def open_call(director: Page, title: str) -> None:
    """Open a call for a month from today."""
    today = timezone.localdate()
    director.goto("/sofint/ansokningar/omgangar/ny/")
    fill(director, {"title": title, "opens_on": str(today), "closes_on": str(today + timedelta(days=30))})
    press_button(director, "Spara omgången")


def apply(page: Page, year: int, title: str, call: str) -> str:
    """Begin, fill in and send an application without an account. Return the address of its owner's page."""
    page.goto("/sofint/ansok/")
    fill(page, {"name": "Forsa Lindskvalp", "organisation": "Lindesbergs kommun", "email": APPLICANT})
    fill(page, {"title": title})
    page.locator("[name=call]").select_option(label=call)
    press_button(page, "Börja en ansökan")
    told(page, "Skriv klart och skicka ansökan")
    own = page.url
    page.get_by_role("link", name="Skriv ansökan").first.click()
    fill(page, {**ANSWERS, "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"})
    for own_question in page.locator("[name^=answer-]").all():
        own_question.fill("Ja.")
    page.locator("[name=direction][value=individual]").check()
    press_button(page, "Spara utkastet")
    fill(page, {f"cost-{year}-staff": "400 000", f"cost-{year}-premises": "50 000", f"sought-{year}": "440 000"})
    press_button(page, "Granska och skicka")
    told(page, "Det är 10\\s000\\skr mindre")
    page.goto(f"{own}ansokan/")
    fill(page, {f"sought-{year}": SOUGHT})
    press_button(page, "Granska och skicka")
    press_button(page, "Skicka ansökan")
    told(page, "Tack, den är inskickad")
    return own


def assess(director: Page, title: str, recommendation: str) -> None:
    """Find it complete, ask the parties, weigh it, and put it to the board."""
    director.goto("/sofint/ansokningar/")
    director.get_by_role("link", name=title).first.click()
    press_button(director, "Markera som komplett")
    director.get_by_role("link", name="Bedöm ansökan").first.click()
    director.get_by_text("Fråga parterna").click()
    fill(director, {"together": "kommunrepresentanterna"})
    press_button(director, "Skicka frågan")
    for answer in director.locator("select[name^=verdict]").all():
        answer.select_option("yes")
    fill(director, {"summary": "Ansökan gäller ett känt behov.", "policy": "Ryms."})
    director.locator("[name=recommendation]").select_option(recommendation)
    if recommendation == "grant":
        director.locator("[name=line]").select_option(index=1)
    else:
        fill(director, {"reason": "Parterna är oense. Beslutet överlåts till styrelsen."})
    press_button(director, "Spara bedömningen")
    press_button(director, "Lägg fram för styrelsen")
    told(director, "väntar på styrelsens nästa möte")


def take_up(secretary: Page, on: date, title: str) -> None:
    """Plan a meeting, put the case on its agenda, open the meeting and begin the §."""
    secretary.goto("/sofint/moten/")
    secretary.get_by_role("link", name="Planera ett möte").first.click()
    secretary.get_by_label("Dag", exact=True).fill(str(on))
    secretary.get_by_label("Börjar").fill("09:00")
    secretary.get_by_label("Plats").fill("Kommunhuset, Lindesberg")
    secretary.locator(".meeting-form .button-filled").click()
    secretary.goto(f"/sofint/moten/{on}/dagordning/")
    secretary.locator("li", has_text=title).get_by_role("button", name="Lägg till").first.click()
    expect(secretary.get_by_role("link", name=f"Projektansökan {title}")).to_be_visible()
    secretary.goto(f"/sofint/moten/{on}/mote/")
    press_button(secretary, "Öppna mötet")
    secretary.locator(".live-agenda").get_by_role("link", name=re.compile(title)).click()
    expect(secretary.locator("#punkten")).to_have_text(f"Projektansökan {title}")
    press_button(secretary, "Börja §")
    expect(secretary.get_by_role("button", name=re.compile("^Avsluta §"))).to_be_visible()


def send_letter(director: Page, title: str, outcome: str) -> None:
    """Send the applicant what was decided."""
    director.goto("/sofint/ansokningar/")
    director.get_by_role("link", name=title).first.click()
    told(director, outcome)
    director.get_by_role("link", name="Läs underlaget").first.click()
    press_button(director, "Skicka beskedet")
    told(director, "Beskedet är skickat")


def agree(director: Page, owner: Page) -> None:
    """Write the agreement, and let both sign it."""
    director.goto("/sofint/avtal/")
    director.get_by_role("link", name="Skriv avtalet").first.click()
    press_button(director, "Skriv avtalet")
    fill(director, {"signatory_name": "Forsa Lindskvalp", "signatory_role": "socialchef"})
    fill(director, {"signatory_email": EMAIL["project_owner"]})
    press_button(director, "Spara avtalet")
    told(director, "Avtalet är sparat")
    signing = f"{director.url.split('?')[0]}underskrifter/"
    director.goto(signing)
    press_button(director, "Lämna")
    for page, answer in ((director, "Du har skrivit under."), (owner, "Båda har skrivit under och avtalet")):
        page.goto(signing)
        page.get_by_label("Ditt lösenord").fill(PASSWORD)
        press_button(page, "Skriv under")
        told(page, answer)


def test_a_grant_from_the_call_to_the_payment(visit: Visit) -> None:
    today = timezone.localdate()
    year = today.year
    director, secretary = visit("director"), visit("secretary")
    open_call(director, CALL)
    own = apply(visit(), year, TITLE, CALL)
    assess(director, TITLE, "grant")
    take_up(secretary, today + AHEAD, TITLE)
    press(secretary, "1")
    press(secretary, "Control+Enter")
    expect(secretary.locator("#punkten")).not_to_have_text(f"Projektansökan {TITLE}")
    send_letter(director, TITLE, "Beviljad")
    owner = visit("project_owner")
    agree(director, owner)

    owner.goto(own)
    owner.get_by_role("link", name=re.compile("^Kvartalsrapport januari–mars")).first.click()
    for words in owner.locator("main form textarea").all():
        words.fill("Teamet har arbetat med dem som remitterats.")
    press_button(owner, "Skicka rapporten")
    told(owner, "är skickad till förbundet")
    director.goto("/sofint/uppfoljning/")
    director.get_by_role("link", name=re.compile(f"{TITLE}: kvartalsrapport januari–mars")).click()
    press_button(director, "Godkänn rapporten")
    told(director, "Rapporten är godkänd")

    owner.goto(own)
    owner.get_by_role("link", name="Ny rekvisition").click()
    owner.locator("[name=kind_0]").select_option("staff")
    fill(owner, {"period_from": f"{year}-01-01", "period_to": f"{year}-03-31", "payee_account": "5050-1055"})
    fill(owner, {"text_0": "Coacher", "amount_0": "500 000"})
    press_button(owner, "Lämna in rekvisitionen")
    told(owner, "50\\s000\\skr mer än vad som är kvar")
    fill(owner, {"amount_0": "112 500"})
    press_button(owner, "Lämna in rekvisitionen")
    told(owner, "Rekvisition 1 är inlämnad")
    chair = visit("chair")
    for page in (director, chair):
        page.goto("/sofint/rekvisitioner/")
        page.get_by_role("link", name=re.compile(f"{TITLE}, rekvisition 1")).first.click()
        press_button(page, "Attestera 112\\s500")
        told(page, "Du har attesterat. En till ska|är attesterad av två")

    director.goto("/sofint/rekvisitioner/betalfiler/ny/")
    director.locator("main form").get_by_role("button", name="Gör betalfilen").click()
    told(director, "Betalfilen är gjord")
    with director.expect_download() as download:
        director.get_by_role("link", name="Hämta betalfilen").click()
    assert b'<InstdAmt Ccy="SEK">112500.00</InstdAmt>' in Path(download.value.path()).read_bytes()
    director.get_by_label("Betald den").fill(str(today))
    press_button(director, "Notera betalningen")
    told(director, "Betalningen är noterad")

    director.goto(f"/sofint/folj-kronan/?ar={year}&insats={KEY}")
    steps = grid(director.get_by_role("table", name=f"Följ kronan, {TITLE}"))
    first = {row[0].split()[0]: row[1] for row in reversed(steps)}  # below each stands what differs from the next
    assert [first[name] for name in ("Beslutat", "Avtalat", "Betalt")] == ["450000", "450000", "112500"]


def test_a_rejection_needs_its_reasons_and_reaches_who_applied(visit: Visit) -> None:
    today = timezone.localdate()
    director, secretary, title = visit("director"), visit("secretary"), "Naturens väg"
    open_call(director, "Mer medel att söka")
    applicant = visit()
    own = apply(applicant, today.year, title, "Mer medel att söka")
    assess(director, title, "none")

    party = visit("preparatory_member", path="/")
    party.get_by_role("link", name=re.compile("Läs och ta ställning")).first.click()
    party.get_by_role("link", name="Ta ställning", exact=True).first.click()
    party.locator("[value=against]").check()
    press_button(party, "Spara")
    expect(party.get_by_role("alert").first).to_be_visible()  # who is against says why
    fill(party, {"reason": "Metoden är otydlig."})
    press_button(party, "Spara")
    told(party, "är sparat")

    take_up(secretary, today + 2 * AHEAD, title)
    told(secretary, "Metoden är otydlig")
    press(secretary, "3")
    press(secretary, "Control+Enter")
    told(secretary, "behöver skriftliga skäl till den sökande")
    fill(secretary, {"reasons": "Parterna är oense om metoden."})
    press(secretary, "Control+Enter")
    expect(secretary.locator("#punkten")).not_to_have_text(f"Projektansökan {title}")
    send_letter(director, title, "Avslagen")

    applicant.goto(own)
    told(applicant, "Parterna är oense om metoden")
    with applicant.expect_download() as download:
        applicant.get_by_role("link", name="Läs beskedet").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
