"""Every address of the product, in one list: for the access table, the rules of pages, and the browser."""

from dataclasses import dataclass
from enum import Enum

from django.urls import reverse

from finsam.meetings.links import absence_token, calendar_token, summons_token


class Reach(Enum):
    """Who gets an answer at an address."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    INSIDERS = "insiders"  # whoever has a seat in the association of the address
    BY_POST = "by post"  # never by following a link: `@require_POST` outermost
    DIARISTS = "keep_diary"  # of the insiders those with the permission of this name
    KEEPERS = "keep_meetings"
    SITTERS = "sit_in_body"
    RULERS = "set_rules"
    MONEY_KEEPERS = "keep_money"
    LEDGER_READERS = "open_ledger"
    REPORT_WRITERS = "write_report"
    CLEARED = "read_secret"
    FUNDERS = "keep_funding"
    TAKERS = "take_position"
    SIGNERS = "sign_agreement"
    OWN_SIGNERS = "own signers"  # whoever may sign agreements; a project owner only those asked for: of others 404
    ATTESTERS = "attest"
    OWNERS = "run_project"
    LEADERS = "leaders"  # whoever keeps the meetings or may be in the chair
    BODY = "body"  # whoever keeps the meetings or has a seat in the body


@dataclass(frozen=True)
class Address:
    """One named address with its arguments filled in. A name may stand several times with other arguments."""

    name: str
    args: tuple[str | int, ...] = ()
    asked: str = ""
    reach: Reach = Reach.INSIDERS
    is_file: bool = False

    @property
    def path(self) -> str:
        """The address as it stands in the browser."""
        return reverse(self.name, args=self.args) + self.asked

    def __str__(self) -> str:
        words = (self.name, *(str(arg) for arg in self.args if arg != "sydnarke"), self.asked)
        return " ".join(word for word in words if word)


S = "sydnarke"
APPROVED_CODE = "7c9e41d05a3b88f2"  # of the minutes in signing_world
COMING, HELD = "2030-11-22", "2025-09-12"  # the meetings of `meeting_world`
VOUCHER = 1  # Sydnärke's first
DRAFT = 2031  # the year of the draft of a budget in `money_rows`
ITEM, ANNEX = 2, 1  # the item of the coming one that has a case, and its annex: Sydnärke's rows are the first of all
KEY, LATE_KEY = "prov-granted", "prov-received"  # of the writers of `funding_rows`: application 1 and application 2
DRAFT_KEY = "prov-draft"  # of application 3
GRANTED, ASSESSED, DRAFTED, PAPER = 1, 2, 3, 4  # the applications of `funding_rows`, by where they stand
CLAIMED, PAID = 1, 2  # the claims of `funding_rows`
AGREEMENT, AMENDING = 1, 2  # of `funding_rows`: the signed one, and the draft of its amendment
WAITING = 3  # the ledger file left waiting in `sie_files`

ADDRESSES = (
    Address("sign_in", reach=Reach.EVERYBODY),
    Address("sign_out", reach=Reach.BY_POST),
    Address("ui:gallery", reach=Reach.EVERYBODY),
    Address("ui:figure", reach=Reach.EVERYBODY),
    Address("today", reach=Reach.SIGNED_IN),
    Address("overview", (S,)),
    Address("association", (S,)),
    Address("interventions", (S,)),
    Address("intervention", (S, "mottagningsteam")),
    Address("intervention", (S, "kompetensutveckling")),
    Address("participants", (S,)),
    Address("surveys", (S,)),
    Address("money", (S,)),
    Address("money-tables", (S,)),
    Address("money-tables", (S,), "?ar=2018"),
    Address("figures", (S,)),
    Address("figures-of-period", (S, "2018")),
    Address("figure", (S, "participants.work_share", "2019")),
    Address("figure", (S, "participants.by_sex", "2019")),
    Address("figure", (S, "participants.by_sex", "2019"), "?rad=mottagningsteam&kolumn=woman"),
    Address("figure", (S, "money.costs", "2019")),
    Address("figure", (S, "money.budget_outcome", "2019"), "?rad=result&kolumn=budget"),
    Address("figure_file", (S, "participants.by_sex", "2019", "csv"), is_file=True),
    Address("figure_file", (S, "participants.by_sex", "2019", "xlsx"), is_file=True),
    Address("reports", (S,)),
    Address("report", (S, "arsredovisning", 2019)),
    Address("report_file", (S, "arsredovisning", 2019, "pdf"), is_file=True),
    Address("report_file", (S, "arsredovisning", 2019, "json"), is_file=True),
    # reports of a period
    Address("economic-report", (S, "2019-10")),
    Address("report", (S, "arsbokslut", 2019)),
    Address("report-text", (S, "arsbokslut", 2019), reach=Reach.REPORT_WRITERS),
    Address("report-send", (S, "arsbokslut", 2019), reach=Reach.BY_POST),
    Address("report-signing", (S, "arsbokslut", 2019)),
    # money: follow-up
    Address("money-month", (S, "2019-10"), "?konton=1&rad=1"),
    Address("money-line", (S, "2019-10", 1), reach=Reach.BY_POST),
    Address("money-month-act", (S, "2019-10"), reach=Reach.BY_POST),
    # money: budget
    Address("budget-import", (S,), reach=Reach.MONEY_KEEPERS),
    Address("budget-file", (S, 2019, 1, "xlsx"), is_file=True),
    Address("budgets", (S,)),
    Address("budget", (S, 2019, 1)),
    Address("budget", (S, DRAFT, 1)),
    Address("budget-new", (S,), reach=Reach.MONEY_KEEPERS),
    Address("budget-lines", (S,), reach=Reach.MONEY_KEEPERS),
    Address("budget-line", (S, 1), reach=Reach.MONEY_KEEPERS),
    Address("budget-group", (S, 1), reach=Reach.MONEY_KEEPERS),
    Address("budget-edit", (S, DRAFT, 1), reach=Reach.MONEY_KEEPERS),
    Address("budget-months", (S, DRAFT, 1, 1), reach=Reach.MONEY_KEEPERS),
    Address("budget-consultation", (S, DRAFT, 1), reach=Reach.MONEY_KEEPERS),
    Address("budget-decide", (S, DRAFT, 1), reach=Reach.MONEY_KEEPERS),
    Address("budget-transfer", (S, 2019, 1), reach=Reach.MONEY_KEEPERS),
    Address("budget-step", (S, DRAFT, 1), reach=Reach.BY_POST),
    # money: contributions
    Address("contributions", (S,)),
    Address("contributions", (S,), "?ar=2018"),
    Address("contributors", (S,)),
    Address("contributor", (S,), reach=Reach.MONEY_KEEPERS),
    Address("contributor", (S, 1), reach=Reach.MONEY_KEEPERS),
    Address("contribution-parties", (S,), reach=Reach.MONEY_KEEPERS),
    Address("contribution-shares", (S, 2019), reach=Reach.MONEY_KEEPERS),
    Address("contribution-amounts", (S, 2019, "beslutat"), reach=Reach.MONEY_KEEPERS),
    Address("contribution-call", (S, 2019), reach=Reach.MONEY_KEEPERS),
    Address("contribution-calls", (S, 2019), reach=Reach.BY_POST),
    Address("contribution-calls-file", (S, 2019, "csv"), is_file=True),
    Address("contribution-calls-file", (S, 2019, "xlsx"), is_file=True),
    # money: commitments
    Address("commitments", (S,)),
    Address("commitment", (S, 2019, 0), reach=Reach.MONEY_KEEPERS),
    Address("external-project", (S, 0), reach=Reach.MONEY_KEEPERS),
    # money: equity
    Address("equity", (S,)),
    Address("equity-rule", (S,), reach=Reach.MONEY_KEEPERS),
    Address("equity-rule-remove", (S, 1), reach=Reach.BY_POST),
    Address("scenario", (S,), "?ar=2019&bevilja_2019=200000&bidrag=-5+%25"),
    # money: ledger
    Address("ledger", (S,)),
    Address("ledger-file", (S, 2), reach=Reach.LEDGER_READERS),
    Address("ledger-file", (S, WAITING), reach=Reach.LEDGER_READERS),
    # money: vouchers
    Address("vouchers", (S,), reach=Reach.LEDGER_READERS),
    Address("vouchers", (S,), "?ar=2019&q=bidrag&manad=3", reach=Reach.LEDGER_READERS),
    Address("vouchers", (S,), "?som=csv", reach=Reach.LEDGER_READERS, is_file=True),
    Address("ledger-accounts", (S,)),
    Address("ledger-accounts", (S,), "?som=csv", is_file=True),
    Address("ledger-account", (S, "4631"), reach=Reach.MONEY_KEEPERS),
    Address("ledger-object", (S, "10"), reach=Reach.MONEY_KEEPERS),
    Address("sie-file", (S, 2019), reach=Reach.LEDGER_READERS, is_file=True),
    Address("voucher", (S, VOUCHER), reach=Reach.LEDGER_READERS),
    # cases
    Address("cases", (S,)),
    Address("cases", (S,), "?lage=styrelsen&ar=2025"),
    Address("cases", (S,), "?q=team"),
    Address("case-new", (S,), reach=Reach.DIARISTS),
    Address("case", (S, 2025, 1)),
    Address("case-change", (S, 2025, 1), reach=Reach.DIARISTS),
    Address("case-close", (S, 2025, 1), reach=Reach.BY_POST),
    Address("case-reopen", (S, 2025, 1), reach=Reach.BY_POST),
    Address("case-await", (S, 2025, 1, "styrelsen"), reach=Reach.BY_POST),
    Address("document-new", (S, 2025, 1), reach=Reach.DIARISTS),
    Address("document", (S, 2025, 1, 1)),
    Address("document-file", (S, 2025, 1, 1), is_file=True),
    Address("releases", (S,)),
    Address("release-new", (S,), reach=Reach.DIARISTS),
    Address("release-answer", (S, 1), reach=Reach.DIARISTS),
    Address("archive", (S,), reach=Reach.CLEARED),
    Address("archive-file", (S,), reach=Reach.CLEARED, is_file=True),
    # signing
    Address("verify", reach=Reach.EVERYBODY),
    Address("verify-code", (APPROVED_CODE,), reach=Reach.EVERYBODY),
    # funding: applications
    Address("apply", (S,), reach=Reach.EVERYBODY),
    Address("my-projects", (S,), reach=Reach.OWNERS),
    Address("applications", (S,)),
    Address("applications", (S,), "?lage=forsenade"),
    Address("application", (S, GRANTED)),
    Address("application", (S, ASSESSED)),
    Address("application-new", (S,), reach=Reach.FUNDERS),
    Address("application-edit", (S, PAPER), reach=Reach.FUNDERS),
    Address("application-receive", (S, PAPER), reach=Reach.FUNDERS),
    Address("calls", (S,)),
    Address("call-new", (S,), reach=Reach.FUNDERS),
    Address("call", (S, 1), reach=Reach.FUNDERS),
    Address("application-form", (S,), reach=Reach.FUNDERS),
    Address("application-file", (S, ASSESSED, 1), is_file=True),
    # funding: assessment
    Address("checklist", (S,), reach=Reach.FUNDERS),
    Address("assessment", (S, ASSESSED), reach=Reach.FUNDERS),
    Address("positions-ask", (S, ASSESSED), reach=Reach.BY_POST),
    Address("application-propose", (S, ASSESSED), reach=Reach.BY_POST),
    Address("dossier", (S, ASSESSED)),
    Address("dossier", (S, GRANTED)),
    Address("dossier-file", (S, ASSESSED), is_file=True),
    Address("position", (S, ASSESSED, 1), reach=Reach.TAKERS),
    Address("application-letter", (S, GRANTED), reach=Reach.FUNDERS, is_file=True),
    # funding: the project owner's
    Address("owner", (S, KEY), reach=Reach.EVERYBODY),
    Address("owner", (S, LATE_KEY), reach=Reach.EVERYBODY),
    Address("owner-application", (S, LATE_KEY), reach=Reach.EVERYBODY),
    Address("owner-application", (S, DRAFT_KEY), reach=Reach.EVERYBODY),
    Address("owner-send", (S, LATE_KEY), reach=Reach.EVERYBODY),
    Address("owner-send", (S, DRAFT_KEY), reach=Reach.EVERYBODY),
    Address("owner-withdraw", (S, DRAFT_KEY), reach=Reach.EVERYBODY),
    Address("owner-file", (S, LATE_KEY, 1), reach=Reach.EVERYBODY, is_file=True),
    # funding: agreements
    Address("agreements", (S,)),
    Address("agreement-template", (S,), reach=Reach.FUNDERS),
    Address("agreement-new", (S, GRANTED), reach=Reach.FUNDERS),
    Address("agreement", (S, AGREEMENT)),
    Address("agreement-file", (S, AGREEMENT), is_file=True),
    Address("agreement-edit", (S, AMENDING), reach=Reach.FUNDERS),
    Address("agreement-delete", (S, AMENDING), reach=Reach.BY_POST),
    Address("agreement-amend", (S, AGREEMENT), reach=Reach.FUNDERS),
    Address("agreement-end", (S, AGREEMENT), reach=Reach.FUNDERS),
    Address("agreement-sign", (S, AMENDING), reach=Reach.OWN_SIGNERS),
    Address("agreement-sign-file", (S, AGREEMENT), reach=Reach.OWN_SIGNERS, is_file=True),
    # funding: follow-up reports and action points
    Address("progress-reports", (S,)),
    Address("progress-reports", (S,), "?lage=Att+l%C3%A4sa"),
    Address("progress-report", (S, 1)),
    Address("progress-report", (S, 2)),
    Address("progress-return", (S, 1), reach=Reach.BY_POST),
    Address("progress-approve", (S, 1), reach=Reach.BY_POST),
    Address("report-template", (S,), reach=Reach.FUNDERS),
    Address("action-points", (S,)),
    Address("action-point", (S, 1)),
    Address("action-point-new", (S,), reach=Reach.FUNDERS),
    Address("action-point-change", (S, 1), reach=Reach.FUNDERS),
    Address("action-point-done", (S, 1), reach=Reach.BY_POST),
    Address("action-point-verify", (S, 1), reach=Reach.BY_POST),
    Address("owner-report", (S, KEY, 1), reach=Reach.EVERYBODY),
    Address("owner-report", (S, KEY, 2), reach=Reach.EVERYBODY),
    Address("owner-deviation", (S, KEY, 1), reach=Reach.EVERYBODY),
    Address("owner-action-point", (S, KEY, 1), reach=Reach.EVERYBODY),
    # funding: claims
    Address("claims", (S,)),
    Address("claims", (S,), "?ar=2030"),
    Address("claim", (S, CLAIMED)),
    Address("claim", (S, PAID)),
    Address("claim-new", (S,), reach=Reach.MONEY_KEEPERS),
    Address("claim-new", (S,), "?beslut=1", reach=Reach.MONEY_KEEPERS),
    Address("claim-edit", (S, CLAIMED), reach=Reach.MONEY_KEEPERS),
    Address("claim-act", (S, CLAIMED), reach=Reach.BY_POST),
    Address("claim-file", (S, CLAIMED, 1), is_file=True),
    Address("payments", (S,)),
    Address("payment", (S, 1)),
    Address("payment-new", (S,), reach=Reach.MONEY_KEEPERS),
    Address("payment-account", (S,), reach=Reach.MONEY_KEEPERS),
    Address("payment-act", (S, 1), reach=Reach.BY_POST),
    Address("payment-file", (S, 1), reach=Reach.MONEY_KEEPERS, is_file=True),
    Address("posting-file", (S, 1, "csv"), is_file=True),
    Address("posting-file", (S, 1, "xlsx"), is_file=True),
    Address("owner-claim-new", (S, KEY), reach=Reach.EVERYBODY),
    Address("owner-claim", (S, KEY, 1), reach=Reach.EVERYBODY),
    Address("owner-claim-file", (S, KEY, 1, 1), reach=Reach.EVERYBODY, is_file=True),
    # funding: the krona and open data
    Address("follow-krona", (S,), "?ar=2019"),
    Address("follow-krona", (S,), "?ar=2024&insats=alla"),
    Address("open-data", (S,), reach=Reach.EVERYBODY),
    Address("open-grants", (S, "csv"), reach=Reach.EVERYBODY, is_file=True),
    Address("open-grants", (S, "json"), reach=Reach.EVERYBODY, is_file=True),
    # funding: interventions
    Address("intervention", (S, "coachingteam")),
    Address("intervention", (S, "mottagningsteam"), "?ar=2018"),
    Address("intervention", (S, "mottagningsteam"), "?vy=teamet"),
    Address("intervention", (S, "mottagningsteam"), "?vy=deltagare"),
    Address("intervention", (S, "mottagningsteam"), "?vy=pengar"),
    Address("intervention", (S, "mottagningsteam"), "?vy=rapporter"),
    Address("intervention", (S, "mottagningsteam"), "?vy=avtal"),
    Address("intervention", (S, "mottagningsteam"), "?vy=historik"),
    Address("intervention-new", (S,), reach=Reach.FUNDERS),
    Address("intervention-edit", (S, "coachingteam"), reach=Reach.FUNDERS),
    Address("intervention-parties", (S, "mottagningsteam"), reach=Reach.FUNDERS),
    Address("intervention-parties-row", (S, "coachingteam", 1), reach=Reach.FUNDERS),
    Address("intervention-team", (S, "mottagningsteam"), reach=Reach.FUNDERS),
    Address("intervention-team-row", (S, "mottagningsteam", 1), reach=Reach.FUNDERS),
    Address("intervention-team-row", (S, "mottagningsteam", 0), reach=Reach.FUNDERS),
    Address("intervention-steering", (S, "mottagningsteam"), reach=Reach.FUNDERS),
    Address("intervention-steering-row", (S, "mottagningsteam", 1), reach=Reach.FUNDERS),
    Address("intervention-goals", (S, "mottagningsteam"), reach=Reach.FUNDERS),
    Address("intervention-goals-row", (S, "coachingteam", 1), reach=Reach.FUNDERS),
    Address("intervention-sources", (S, "mottagningsteam"), reach=Reach.FUNDERS),
    Address("intervention-sources-row", (S, "mottagningsteam", 1), reach=Reach.FUNDERS),
    Address("intervention-transition", (S, "mottagningsteam"), reach=Reach.FUNDERS),
    Address("intervention-transition-row", (S, "mottagningsteam", 1), reach=Reach.FUNDERS),
    # meetings: before
    Address("meetings", (S,)),
    Address("meeting-new", (S,), reach=Reach.KEEPERS),
    Address("meeting-year", (S,), reach=Reach.KEEPERS),
    Address("meeting", (S, COMING)),
    Address("meeting", (S, HELD)),
    Address("meeting-edit", (S, COMING), reach=Reach.KEEPERS),
    Address("meeting-cancel", (S, COMING), reach=Reach.KEEPERS),
    Address("meeting-resume", (S, COMING), reach=Reach.BY_POST),
    Address("agenda", (S, COMING), reach=Reach.KEEPERS),
    Address("agenda-add", (S, COMING), reach=Reach.BY_POST),
    Address("agenda-case", (S, COMING, 1), reach=Reach.BY_POST),
    Address("agenda-order", (S, COMING), reach=Reach.BY_POST),
    Address("agenda-restore", (S, COMING, 1), reach=Reach.BY_POST),
    Address("agenda-number", (S, COMING), reach=Reach.BY_POST),
    Address("agenda-item", (S, COMING, ITEM), reach=Reach.KEEPERS),
    Address("agenda-annex", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("agenda-annex-order", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("agenda-upload", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("calling", (S, COMING), reach=Reach.KEEPERS),
    Address("calling-preview", (S, COMING), reach=Reach.KEEPERS, is_file=True),
    Address("meeting-ics", (S, COMING), is_file=True),
    Address("meeting-calendar", (S,)),
    Address("meetings-feed", (S, calendar_token(1, 1)), reach=Reach.EVERYBODY, is_file=True),
    Address("meeting-absence", (S, COMING), reach=Reach.BY_POST),
    Address("absence", (S, COMING, absence_token(1, 1, None)), reach=Reach.EVERYBODY),
    Address("summons", (S, COMING, summons_token(1, None)), reach=Reach.EVERYBODY),
    Address("papers", (S, COMING)),
    Address("paper", (S, COMING, ANNEX)),
    Address("paper-file", (S, COMING, ANNEX), is_file=True),
    # meetings: during
    Address("meeting-live", (S, COMING), reach=Reach.KEEPERS),
    Address("meeting-live", (S, HELD), "?punkt=2", reach=Reach.KEEPERS),
    Address("meeting-attendance", (S, HELD), reach=Reach.KEEPERS),
    Address("meeting-chair", (S, COMING), reach=Reach.LEADERS),
    Address("meeting-follow", (S, COMING), reach=Reach.BODY),
    Address("reservation", (S, COMING, ITEM), reach=Reach.BODY),
    Address("meeting-open", (S, COMING), reach=Reach.BY_POST),
    Address("meeting-pause", (S, COMING), reach=Reach.BY_POST),
    Address("meeting-end", (S, COMING), reach=Reach.BY_POST),
    Address("meeting-officers", (S, COMING), reach=Reach.BY_POST),
    Address("item-add", (S, COMING), reach=Reach.BY_POST),
    Address("attendance-note", (S, COMING), reach=Reach.BY_POST),
    Address("item-begin", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("item-write", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("item-reopen", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("adjusters-elect", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("next-meeting-set", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("conflict-note", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("motion-add", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("ballot-open", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("reservation-announce", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("speaker-ask", (S, COMING, ITEM), reach=Reach.BY_POST),
    Address("decision-detail", (S, COMING, 1), reach=Reach.BY_POST),
    Address("attendance-correct", (S, COMING, 1), reach=Reach.BY_POST),
    Address("conflict-remove", (S, COMING, 1), reach=Reach.BY_POST),
    Address("motion-remove", (S, COMING, 1), reach=Reach.BY_POST),
    Address("ballot-vote", (S, COMING, 1), reach=Reach.BY_POST),
    Address("ballot-settle", (S, COMING, 1), reach=Reach.BY_POST),
    Address("ballot-reset", (S, COMING, 1), reach=Reach.BY_POST),
    Address("ballot-remove", (S, COMING, 1), reach=Reach.BY_POST),
    Address("reservation-withdraw", (S, COMING, 1), reach=Reach.BY_POST),
    Address("speaker-strike", (S, COMING, 1), reach=Reach.BY_POST),
    # meetings: after
    Address("minutes", (S, "2025-09-12")),
    Address("minutes", (S, "2024-11-22")),
    Address("notices", (S, "2025-09-12")),
    Address("notices", (S, "2024-11-22")),
    Address("note-notice", (S, "2024-11-22", 1), reach=Reach.BY_POST),
    Address("put-up-own", (S, "2024-11-22"), reach=Reach.BY_POST),
    Address("announce", (S, "2024-11-22"), reach=Reach.BY_POST),
    Address("masking", (S, "2024-11-22"), reach=Reach.KEEPERS),
    Address("decisions", (S,)),
    Address("decisions-file", (S,), is_file=True),
    Address("decision-done", (S, 2), reach=Reach.KEEPERS),
    Address("decision-undone", (S, 2), reach=Reach.BY_POST),
    Address("delegated", (S,)),
    Address("delegated-new", (S,), reach=Reach.KEEPERS),
    Address("delegated-report", (S, ITEM), reach=Reach.BY_POST),
    Address("delegated-wait", (S, ITEM), reach=Reach.BY_POST),
    Address("discharges", (S,)),
    Address("discharge", (S, 2024, 1), reach=Reach.KEEPERS),
    Address("minutes-file", (S, "2024-11-22"), is_file=True),
    Address("hand-over", (S, "2025-09-12"), reach=Reach.BY_POST),
    Address("adjustment", (S, "2025-09-12")),
    Address("approve-minutes", (S, "2025-09-12"), reach=Reach.BY_POST),
    Address("decline-minutes", (S, "2025-09-12"), reach=Reach.BY_POST),
    Address("ask-change", (S, "2025-09-12"), reach=Reach.BY_POST),
    Address("answer-change", (S, "2025-09-12", 1), reach=Reach.BY_POST),
    Address("notices-file", (S, "2024-11-22"), is_file=True),
    Address("extract", (S, "2024-11-22"), reach=Reach.KEEPERS),
    Address("extract-file", (S, "2024-11-22"), reach=Reach.BY_POST),
    # meetings: public
    Address("notice-board", (S,), reach=Reach.EVERYBODY),
    Address("public-minutes", (S, "2024-11-22"), reach=Reach.EVERYBODY),
    # the association's own rules, search, outbox
    Address("search", (S,)),
    Address("search", (S,), "?q=team"),
    Address("mail", (S,), reach=Reach.KEEPERS),
    Address("mail-file", (S, 1), reach=Reach.KEEPERS, is_file=True),
    Address("rules", (S,)),
    Address("rule", (S, "adjust_days"), reach=Reach.RULERS),
    Address("rule", (S, "distance"), reach=Reach.RULERS),
    Address("rule-remove", (S, 1), reach=Reach.BY_POST),
    Address("rule-restore", (S, 1), reach=Reach.BY_POST),
    Address("majority-new", (S,), reach=Reach.RULERS),
    Address("majority", (S, "verksamhetsplan"), reach=Reach.RULERS),
    Address("majority-remove", (S, 1), reach=Reach.BY_POST),
    Address("text-module-new", (S,), reach=Reach.RULERS),
    Address("text-module", (S, 1), reach=Reach.RULERS),
    Address("text-module-remove", (S, 1), reach=Reach.BY_POST),
    Address("seats", (S,)),
    Address("seats", (S,), "?dag=2019-05-01"),
    Address("seat-new", (S,), reach=Reach.RULERS),
    Address("seat-order", (S,), reach=Reach.BY_POST),
    Address("seat-fill", (S, 1), reach=Reach.RULERS),
    Address("seat-invite", (S, 1), reach=Reach.BY_POST),
    Address("seat-end", (S, 1), reach=Reach.RULERS),
    Address("seat-resume", (S, 1), reach=Reach.BY_POST),
    Address("choose-password", ("MQ", "anvand-lank"), reach=Reach.EVERYBODY),
)
"""Those of an association are Sydnärke's, the one that has something of everything."""

PAGES = tuple(a for a in ADDRESSES if not a.is_file and a.reach is not Reach.BY_POST)
FILES = tuple(a for a in ADDRESSES if a.is_file)
INSIDE = tuple(a for a in ADDRESSES if a.reach not in {Reach.EVERYBODY, Reach.SIGNED_IN, Reach.BY_POST})
POSTED_INSIDE = tuple(a for a in ADDRESSES if a.reach is Reach.BY_POST and a.args)
REPORTS = ("report", "economic-report")
"""Whole documents on one page: they may weigh more than other pages."""
