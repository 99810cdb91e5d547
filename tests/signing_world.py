"""Minutes that all who were asked have approved and whose file is sealed, in an association of the tests."""

from datetime import UTC, datetime

from finsam.cases.models import StoredFile
from finsam.core.models import Association, Person
from finsam.core.tenancy import within
from finsam.signing.models import Approval, Certificate, Seal, Signing, SigningState

APPROVED = "7c9e41d05a3b88f219e6c47b02d1ae95b84f6630c1d7295e8fa03b64e27d915c"
"""The hash of what they approved."""

SEALED_AT = datetime(2024, 9, 20, 8, 30, tzinfo=UTC)
METHOD = "inloggning med lösenord, upprepad"
PEOPLE = (("tuva@prov.test", "Tuva Källström", "sekreterare"), ("droppa@prov.test", "Droppa Älvsdotter", "ordförande"))


def seed_approved(association: Association) -> None:
    """Give the association minutes approved by secretary and chair, with a seal on a file that is none."""
    with within(association):
        signing = Signing.objects.create(
            association=association, about="prov:approved", content_hash=APPROVED,
            title="Protokoll från styrelsens sammanträde 2024-09-13",
            state=SigningState.SEALED, ended_at=SEALED_AT,
        )  # fmt: skip
        for order, (email, name, role) in enumerate(PEOPLE):
            Approval.objects.create(
                association=association, signing=signing, order=order, role=role, content_hash=APPROVED, method=METHOD,
                person=Person.objects.create(email=email, name=name), approved_at=datetime(2024, 9, 20, 8, order, tzinfo=UTC),
            )  # fmt: skip
        certificate = Certificate.objects.create(
            association=association, fingerprint="prov", certificate=b"", valid_until=SEALED_AT
        )
        file = StoredFile.objects.create(
            association=association, sha256=APPROVED, name="protokoll.pdf", media_type="application/pdf", size=1,
            content=b"%",
        )  # fmt: skip
        Seal.objects.create(
            association=association, signing=signing, file=file, sha256=APPROVED, certificate=certificate,
            sealed_at=SEALED_AT,
        )  # fmt: skip
