"""Sealing with a key that never leaves its token: a PKCS#11 module, by the optional package python-pkcs11."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria

from finsam.pdf.seals import Sealer, SealError

try:
    from pyhanko.sign.pkcs11 import PKCS11SigningContext
except ImportError:
    PKCS11SigningContext = None  # type: ignore[misc, assignment]

MISSING = (
    "Förseglingen är inställd på PKCS#11, men paketet python-pkcs11 är inte installerat. "
    "Den som sköter driften installerar finsam[pkcs11]; godkännandena finns kvar så länge."
)

UNUSABLE = (
    "Kortet eller modulen för försegling (PKCS#11) går inte att öppna, eller har inte certifikatet. "
    "Kontrollera inställningarna."
)


@contextmanager
def token_sealer(module: str, token: str, label: str, pin: str, slug: str) -> Iterator[Sealer]:
    """Open the token, and close it again. Raises SealError when it or the package is not there."""
    if PKCS11SigningContext is None:
        raise SealError(MISSING)
    config = PKCS11SignatureConfig(
        module_path=module,
        token_criteria=TokenCriteria(label=token) if token else None,
        cert_label=label,
        user_pin=pin or None,
    )
    with ExitStack() as opened:
        try:
            sealer = Sealer(slug, opened.enter_context(PKCS11SigningContext(config)))
            sealer.certificate  # noqa: B018  read now, so that a label that is not there is told here
        except Exception as error:
            raise SealError(UNUSABLE) from error
        yield sealer
